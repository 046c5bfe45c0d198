"""The HTML of a template: known elements, nothing that leads or loads anything, tagged as PDF/UA asks."""

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from lms.content.naming import did_you_mean
from lms.content.print_templates.fields import FIELDS, PICTURES, Kind
from lms.content.print_templates.sandbox import fields_in
from lms.content.problems import Notes

ELEMENTS = frozenset(
    (
        *("div", "section", "header", "footer", "p", "span", "strong", "em", "small", "sup", "sub"),
        *("h1", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt", "dd", "br", "img", "a"),
        *("table", "caption", "thead", "tbody", "tr", "th", "td"),
    )
)
EMPTY = frozenset({"br", "img"})
ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "img": frozenset({"src", "alt"}),
    "a": frozenset({"href"}),
    "th": frozenset({"scope", "colspan", "rowspan"}),
    "td": frozenset({"colspan", "rowspan"}),
}
EVERYWHERE = frozenset({"class", "lang"})
HEADINGS = ("h1", "h2", "h3", "h4")
CLASS = re.compile(r"[A-Za-z0-9 _-]*")
SPAN = re.compile(r"[1-9]")
LANGUAGE = re.compile(r"[a-z]{2,3}")
IMG_EXAMPLE = '<img class="qr" src="{{ qr }}" alt="{{ qr_alt }}">'
ENGLISH_EXAMPLE = '{% if title_en %}<p lang="en">{{ title_en }}</p>{% endif %}'

_JINJA = re.compile(r"\{\{(.*?)\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_MARK = re.compile("\ue000([0-9]{4})\ue001*")
_LESS = re.compile("<")
_TAG = re.compile(r'<(?:/[a-z][a-z0-9]*|[a-z][a-z0-9]*(?:\s+[a-z]+="[^"<>]*")*)\s*/?>')
_RAW = re.compile(r"\{%[-+]?\s*raw\b")


def check_markup(html: str, notes: Notes) -> None:
    """Note what is wrong with the HTML of a template, fields and all."""
    raw = _RAW.search(html)
    if raw is not None:
        notes.error(html.count("\n", 0, raw.start()) + 1, 1, "template-not-allowed", "“raw” is not allowed")
    expressions: list[str] = []
    bare = _JINJA.sub(lambda found: _placeholder(found, expressions), html)
    _check_tags(bare, notes)
    _read(_Reader(notes, expressions), bare)


def check_filled(html: str, notes: Notes) -> None:
    """The same for a template that has been filled in, where pictures are named by `asset:`."""
    _check_tags(html, notes)
    _read(_Reader(notes, [], is_filled=True), html)


def _check_tags(html: str, notes: Notes) -> None:
    """Tags are written in one way only, so that every reader of HTML reads the same."""
    for found in _LESS.finditer(html):
        if not _TAG.match(html, found.start()):
            line = html.count("\n", 0, found.start()) + 1
            column = found.start() - html.rfind("\n", 0, found.start())
            message = "this is no tag as templates have them: small letters, attributes in double quotes"
            notes.error(line, column, "template-tag", message, IMG_EXAMPLE)


def _read(reader: "_Reader", html: str) -> None:
    reader.feed(html)
    reader.finish()


def _placeholder(found: re.Match[str], expressions: list[str]) -> str:
    """As long as what it stands for, and with the same line ends, so that places stay right."""
    text = found[0]
    if found[1] is None or len(expressions) > 9999:
        return re.sub(r"[^\n]", " ", text)
    mark = f"\ue000{len(expressions):04d}"
    expressions.append(found[1])
    return mark + re.sub(r"[^\n]", "\ue001", text[len(mark) :]) if len(text) > len(mark) else mark


class _Reader(HTMLParser):
    """Walks through the elements; every open one must be closed, in order."""

    def __init__(self, notes: Notes, expressions: list[str], *, is_filled: bool = False) -> None:
        super().__init__(convert_charrefs=True)
        self.notes, self.expressions, self.is_filled = notes, expressions, is_filled
        self.open: list[tuple[str, Mapping[str, str]]] = []
        self.headings: list[int] = []

    def refuse(self, code: str, message: str, example: str | None = None) -> None:
        line, column = self.getpos()
        self.notes.error(line, column + 1, code, message, example)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            guess = did_you_mean(tag, ELEMENTS)
            message = (
                f"<{tag[:40]}> is not allowed in a template.{guess} Head and language are written by us."
            )
            self.refuse("template-element", message)
        attributes = {name: value or "" for name, value in attrs}
        if len(attributes) < len(attrs):
            self.refuse("template-attribute", f"<{tag[:40]}> has an attribute twice")
        for name, value in attributes.items():
            self.attribute(tag, name, value)
        self.structure(tag, attributes)
        if tag not in EMPTY:
            self.open.append((tag, attributes))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1][0] == tag:
            self.open.pop()
        else:
            expected = f"; </{self.open[-1][0]}> is expected" if self.open else ""
            self.refuse("template-nesting", f"</{tag[:40]}> closes nothing here{expected}")

    def handle_data(self, data: str) -> None:
        for name in self.printed(data):
            is_picture = (FIELDS[name].kind is Kind.PICTURE) if name in FIELDS else name == ".picture"
            if is_picture:
                self.refuse("template-picture", "a picture stands in “src”", IMG_EXAMPLE)
            if name.endswith("_en") and not any(
                attributes.get("lang") == "en" for _, attributes in self.open
            ):
                message = f"“{name.lstrip('.')}” is English: it stands in an element with lang en"
                self.refuse("template-language", message, ENGLISH_EXAMPLE)

    def handle_comment(self, data: str) -> None:
        self.refuse("template-element", "write comments as {# … #}: they are then not printed into the file")

    def handle_decl(self, decl: str) -> None:
        self.refuse("template-element", "a template holds what stands in the body; the rest is written by us")

    def handle_pi(self, data: str) -> None:
        self.refuse("template-element", "a template has no processing instruction")

    def unknown_decl(self, data: str) -> None:
        self.refuse("template-element", "a template has no declaration")

    def printed(self, text: str) -> Iterator[str]:
        for mark in _MARK.findall(text):
            yield from fields_in(self.expressions[int(mark)])

    def attribute(self, tag: str, name: str, value: str) -> None:
        allowed = EVERYWHERE | ATTRIBUTES.get(tag, frozenset())
        if name not in allowed:
            told = ", ".join(sorted(allowed))
            self.refuse("template-attribute", f"“{name[:40]}” is not allowed on <{tag[:40]}>; it has: {told}")
        elif name in ("src", "href"):
            self.address(name, value)
        elif name == "class":
            self.words(name, value, CLASS, "words of letters, digits, - and _")
        elif name in ("colspan", "rowspan"):
            self.words(name, value, SPAN, "a number from 1 to 9")
        elif name == "scope" and value not in ("col", "row"):
            self.refuse("template-attribute", "“scope” is col or row", '<th scope="col">')
        elif name == "lang":
            self.words(name, value, LANGUAGE, "a language")

    def words(self, name: str, value: str, pattern: re.Pattern[str], expected: str) -> None:
        marks = _MARK.fullmatch(value) if name == "lang" else _MARK.search(value)
        rest = "" if marks and name == "lang" else _MARK.sub("", value)
        printed = set(self.printed(value))
        suitable = {"language", "wording_language"} if name == "lang" else {"name_size", "text_size"}
        if not (rest == "" and marks) and not pattern.fullmatch(rest):
            self.refuse("template-attribute", f"“{name}” should be {expected}, not “{rest[:40]}”")
        elif printed - suitable:
            self.refuse("template-attribute", f"in “{name}” can stand: {', '.join(sorted(suitable))}")

    def address(self, name: str, value: str) -> None:
        if self.is_filled:
            fits = value.startswith("asset:") if name == "src" else value.startswith("https://")
            suitable = "a picture of ours" if name == "src" else "the address of the certificate"
        else:
            names = set(self.printed(value)) if _MARK.fullmatch(value) else set()
            kind = Kind.PICTURE if name == "src" else Kind.ADDRESS
            known = {one for one, field in FIELDS.items() if field.kind is kind}
            known |= {f".{key}" for key, of in PICTURES.items() if of is kind}
            fits = bool(names) and names <= known
            suitable = " or ".join(f"{{{{ {one.replace('.', 'one.')} }}}}" for one in sorted(known))
        if not fits:
            example = IMG_EXAMPLE if name == "src" else '<a href="{{ verification_url }}">'
            self.refuse("template-address", f"“{name}” can only be {suitable}: nothing is fetched", example)

    def structure(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "img" and not attributes.get("alt", "").strip():
            message = "a picture has an “alt”: it says the same to those who do not see it"
            self.refuse("template-alt", message, IMG_EXAMPLE)
        if tag == "th" and "scope" not in attributes:
            self.refuse("template-scope", "<th> says whether it heads a column or a row", '<th scope="col">')
        if tag in HEADINGS:
            level = HEADINGS.index(tag) + 1
            before = self.headings[-1] if self.headings else 0
            if level == 1 and 1 in self.headings:
                self.refuse("template-heading", "there is one <h1>, and this is a second one")
            elif level > before + 1:
                follows = f"<{tag}> follows <h{before}>: a level is skipped"
                first = f"the first heading is <h1>, not <{tag}>"
                self.refuse("template-heading", follows if before else first)
            self.headings.append(level)

    def finish(self) -> None:
        self.close()
        if self.rawdata.strip():
            self.refuse("template-nesting", "the template ends within a tag")
        for tag, _ in self.open:
            self.refuse("template-nesting", f"<{tag}> is not closed")
        if 1 not in self.headings:
            self.notes.error(1, 1, "template-heading", "there is no <h1>", "<h1>{{ kind }}</h1>")
