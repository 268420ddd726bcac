"""The words of a mail: bytes of any charset into text, HTML into its text without anything of it being run."""

from __future__ import annotations

import html
import re
import unicodedata

_SAFE_CHARSET = re.compile(r"(utf|gb|hz|big5|iso-?8859|iso-?2022|windows|cp|us-ascii|ascii|euc|shift|koi8)[\w.-]*")
_CHINESE = frozenset({"gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936"})
_UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript", "svg", "object"})
_LINES = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote", "hr"})
_TAG = re.compile(r"/?[A-Za-z][A-Za-z0-9:-]{0,40}")


def decoded(data: bytes, charset: str) -> str:
    """Return text in the charset named, if it is one and fits, else in UTF-8 or GB18030; never fails."""
    named = charset.strip().strip("\"'").lower()
    named = "gb18030" if named in _CHINESE else named
    tries = [named] if _SAFE_CHARSET.fullmatch(named) else []
    for codec in (*tries, "utf-8", "gb18030"):
        try:
            return data.decode(codec)
        except (LookupError, UnicodeError):
            continue
    return data.decode("utf-8", "replace")


def plain_text(text: str) -> str:
    """Return text without control and direction characters, its line ends made uniform, at most one blank line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\t", "    ")
    kept = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    lines = [line.rstrip() for line in kept.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(text: str, limit: int = 200) -> str:
    """Return text as one line of at most so many characters."""
    return " ".join(plain_text(text).split())[:limit]


def text_of_html(source: str) -> str:
    """Return the text a reader would see: tags dropped in one pass, scripts and styles left out, nothing fetched."""
    shown: list[str] = []
    hidden, comment = "", False
    first, *pieces = source.split("<")
    shown.append(first)
    for piece in pieces:
        if comment or (not hidden and piece.startswith("!--")):
            end = piece.find("-->")
            comment = end < 0
            if not comment:
                shown.append(piece[end + 3 :])
            continue
        inside, closed, text = piece.partition(">")
        tag = _TAG.match(inside)
        name = tag[0].lower() if tag else ""
        if hidden:
            if name == f"/{hidden}":
                hidden = ""
                shown.append(text)
            continue
        if not closed or not (tag or inside[:1] in ("!", "?", "/")):
            shown.append("<" + piece)
            continue
        if name in _UNSEEN:
            hidden = name
            continue
        if name.lstrip("/") in _LINES:
            shown.append("\n")
        shown.append(text)
    return html.unescape("".join(shown)).replace("\u00a0", " ")
