"""What a file is, and whether its name carries a 密级 mark: asked before anything enters the record."""

from __future__ import annotations

import re
from dataclasses import dataclass

SIZE_LIMIT = 50 * 1024 * 1024

_SIGNATURES: tuple[tuple[bytes, str, frozenset[str]], ...] = (
    (b"%PDF-", "application/pdf", frozenset({"pdf"})),
    (b"\x89PNG\r\n\x1a\n", "image/png", frozenset({"png"})),
    (b"\xff\xd8\xff", "image/jpeg", frozenset({"jpg", "jpeg"})),
    (b"GIF8", "image/gif", frozenset({"gif"})),
    (b"II*\x00", "image/tiff", frozenset({"tif", "tiff"})),
    (b"MM\x00*", "image/tiff", frozenset({"tif", "tiff"})),
    (b"BM", "image/bmp", frozenset({"bmp"})),
    (b"PK\x03\x04", "application/zip", frozenset({"docx", "xlsx", "docm", "xlsm", "pptx", "zip", "ofd", "wps", "et"})),
    (b"\xd0\xcf\x11\xe0", "application/x-ole-storage", frozenset({"doc", "xls", "ppt", "wps", "et", "msg"})),
)
_PLAIN = frozenset({"txt", "csv", "eml", "html", "htm", "json", "md"})
_SECRET = re.compile(r"(绝密|机密|秘密)\s*(★|☆|\*)|[（(【\[](绝密|机密|秘密)[）)】\]]|^(绝密|机密|秘密)[-_—·.]")


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a file's first bytes say, and whether its ending agrees."""

    media_type: str
    agrees: bool


def kind_of(name: str, data: bytes) -> FileKind:
    """Return the kind of a file by its first bytes; the ending is only compared with it."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    for signature, media_type, endings in _SIGNATURES:
        if data.startswith(signature):
            return FileKind(media_type, ending in endings)
    known = {e for _, _, endings in _SIGNATURES for e in endings}
    if ending in _PLAIN:
        return FileKind("text/plain", b"\x00" not in data[:4096])
    return FileKind("application/octet-stream", ending not in known)


def secrecy_mark(name: str) -> str:
    """Return the 密级 mark a file name carries, "" when it carries none (保密法第三十一条)."""
    found = _SECRET.search(name)
    return found.group(0) if found else ""
