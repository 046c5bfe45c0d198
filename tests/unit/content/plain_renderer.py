"""A renderer that renders nothing, so that tests see what is handed to it."""

from lms.content.item_sources import CaseSource, Passage


class Plain:
    """Puts a sign of what was asked for around each passage."""

    def __init__(self, language: str = "en") -> None:
        self.language = language

    def inline(self, passage: Passage) -> str:
        return f"<i>{passage.text}</i>"

    def block(self, passage: Passage) -> str:
        return f"<p>{passage.text}</p>"

    def figure(self, passage: Passage) -> str:
        return f"<img>{passage.text}</img>"

    def case(self, source: CaseSource) -> str:
        return f"<div>{source.text.text}</div>"
