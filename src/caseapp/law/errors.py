"""The root of every refusal the law core makes."""

from __future__ import annotations


class LawRefusal(Exception):  # noqa: N818 - the office calls it a refusal, not an error
    """A step the rules do not allow; the message is one Chinese sentence the handler can act on.

    Attributes:
        sentence: what is refused and what to do instead.
        article: the provision relied on, or an empty string where practice alone speaks.
    """

    def __init__(self, sentence: str, article: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.article = article
