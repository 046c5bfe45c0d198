"""Where a link leads: to a term, a lesson, a module, a file of the module, or out by https."""

import html
import re
from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import AUTOLINK_RE, AUTOMAIL_RE, LINK_RE, InlineProcessor, LinkInlineProcessor
from markdown.util import AtomicString

from lms.content.figures import is_picture
from lms.content.markdown_extensions.job import Job, set_address
from lms.content.markdown_extensions.model import FoundLink
from lms.content.markdown_extensions.pictures import EXAMPLE as FIGURE_EXAMPLE
from lms.content.markdown_extensions.pictures import FOLDER, asset_address
from lms.content.naming import ASSET_NAME, did_you_mean

REL = "noopener noreferrer nofollow"
HEADING_PREFIX = "s-"

_LONGEST_TEXT = 1_000
_LONGEST_ADDRESS = 2_000
_LESSON = re.compile(r"(?:\./)?(?P<file>[\w.-]+\.md)(?:#(?P<anchor>.*))?")
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_FORMS = (
    "[text](https://example.org)\n[text](04-mapping.md#heading)\n[text](module:slug)\n"
    "[text](term:slug)\n[text](tool:)\n[text](../assets/sheet.xlsx)"
)


@dataclass(frozen=True, slots=True)
class _Target:
    """An address that may stand on a page, and what the link looks like."""

    address: str
    kind: str = ""


class LinkError(Exception):
    """A link that leads nowhere it may lead."""

    def __init__(self, code: str, message: str, example: str | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.example = code, message, example


class CampusLinks(LinkInlineProcessor):
    """`[text](address)`; looks ahead only so far, which keeps unclosed brackets cheap."""

    def __init__(self, md: Markdown, job: Job) -> None:
        super().__init__(LINK_RE, md)
        self.job = job

    def handleMatch(  # type: ignore[override]  # noqa: N802  (named by Python-Markdown; its stub wants str)
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """Make the link, or leave the brackets as text."""
        window = data[: m.end() + _LONGEST_TEXT + _LONGEST_ADDRESS]
        element, start, end = super().handleMatch(m, window)
        if isinstance(element, Element):
            _lead(self.job, element, str(element.attrib.pop("href", "")))
            element.attrib.pop("title", None)
        return element, start, end  # type: ignore[return-value]


class CampusAutolinks(InlineProcessor):
    """`<https://example.org>` and `<name@example.org>`."""

    def __init__(self, md: Markdown, job: Job, pattern: str = AUTOLINK_RE) -> None:
        super().__init__(pattern, md)
        self.job = job

    def handleMatch(  # type: ignore[override]  # noqa: N802  (named by Python-Markdown)
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        """Make the link; its text is the address."""
        element = Element("a")
        element.text = AtomicString(m[1].replace("&", "&amp;"))
        _lead(self.job, element, self.unescape(m[1]), needle=f"<{m[1]}")
        return element, m.start(0), m.end(0)


class CampusMailLinks(CampusAutolinks):
    """`<name@example.org>`."""

    def __init__(self, md: Markdown, job: Job) -> None:
        super().__init__(md, job, AUTOMAIL_RE)

    def handleMatch(  # type: ignore[override]  # noqa: N802  (named by Python-Markdown)
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        """Make the link; its text is the address without `mailto:`."""
        element = Element("a")
        address = self.unescape(m[1]).removeprefix("mailto:")
        element.text = AtomicString(address.replace("&", "&amp;"))
        _lead(self.job, element, f"mailto:{address}", needle=f"<{m[1]}")
        return element, m.start(0), m.end(0)


def _lead(job: Job, element: Element, written: str, needle: str | None = None) -> None:
    """Give the link its address; without one it stays plain text and is a problem."""
    # Only whole entities: `?a=1&copy=2` is no sign of copyright.
    target = _ENTITY.sub(lambda match: html.unescape(match[0]), written).strip()
    place = job.places.of(needle) if needle else job.places.of(f"]({written}", skip=2)
    try:
        found = _target(job, target, place)
    except LinkError as error:
        job.error(place, error.code, error.message, error.example)
        element.tag = "span"
        return
    set_address(job, element, "href", found.address)
    if found.kind:
        element.set("class", found.kind)
    if found.kind == "external":
        element.set("rel", REL)
    if found.kind == "download":
        element.set("download", "")


def _target(job: Job, target: str, place: tuple[int, int]) -> _Target:
    lesson = _LESSON.fullmatch(target)
    if target.startswith("term:"):
        return _term(job, target.removeprefix("term:"))
    if target.startswith("module:"):
        return _module(job, target.removeprefix("module:"))
    if target == "tool:":
        return _tool(job)
    if target.startswith("#"):
        return _here(job, target[1:], place)
    if lesson is not None:
        return _lesson(job, lesson["file"], lesson["anchor"], place)
    if target.startswith(FOLDER):
        return _download(job, target.removeprefix(FOLDER))
    return _outside(target)


def _term(job: Job, slug: str) -> _Target:
    if slug not in job.context.terms:
        hint = did_you_mean(slug, job.context.terms)
        raise LinkError("term-unknown", f"the glossary has no term “{slug[:60]}”.{hint}")
    job.term_slugs[slug] = None
    return _Target(f"#term-{slug}", "term")


def _module(job: Job, slug: str) -> _Target:
    if slug not in job.context.module_slugs:
        hint = did_you_mean(slug, job.context.module_slugs)
        raise LinkError("module-unknown", f"there is no module “{slug[:60]}”.{hint}")
    return _Target(f"/modules/{slug}")


def _tool(job: Job) -> _Target:
    if not job.context.has_tool:
        raise LinkError("tool-missing", "this module has no tool.yaml")
    return _Target(f"/modules/{job.context.module_slug}/tool")


def _here(job: Job, anchor: str, place: tuple[int, int]) -> _Target:
    full = _anchor(anchor)
    job.links.append(FoundLink(file=None, anchor=full, line=place[0], column=place[1]))
    return _Target(f"#{full}")


def _lesson(job: Job, file: str, anchor: str | None, place: tuple[int, int]) -> _Target:
    slug = job.context.lesson_files.get(file)
    if slug is None:
        hint = did_you_mean(file, job.context.lesson_files)
        raise LinkError("lesson-unknown", f"this module has no lesson “{file[:60]}”.{hint}")
    full = _anchor(anchor) if anchor else None
    known = job.context.lesson_anchors.get(file, job.context.lesson_anchors.get(slug))
    if full is not None and known is not None and full not in known:
        hint = did_you_mean(full, known)
        raise LinkError("anchor-unknown", f"{file} has no heading “{full.removeprefix('s-')}”.{hint}")
    job.links.append(FoundLink(file=file, anchor=full, line=place[0], column=place[1]))
    address = f"/modules/{job.context.module_slug}/{slug}"
    return _Target(f"{address}#{full}" if full else address)


def _anchor(written: str) -> str:
    """Authors may write the heading's slug with or without the prefix that its id has."""
    if not re.fullmatch(r"[A-Za-z0-9-]{1,120}", written):
        raise LinkError("anchor-unknown", f"“#{written[:60]}” is not the slug of a heading", "#the-formula")
    return written if written.startswith(HEADING_PREFIX) else HEADING_PREFIX + written


def _download(job: Job, name: str) -> _Target:
    if not ASSET_NAME.fullmatch(name) or name not in job.context.assets:
        hint = did_you_mean(name, job.context.assets)
        raise LinkError("file-missing", f"there is no file “{name[:60]}” among the assets.{hint}")
    if is_picture(name):
        raise LinkError("picture-link", "a picture is shown as a figure, not linked", FIGURE_EXAMPLE)
    return _Target(asset_address(job, name), "download")


def _outside(target: str) -> _Target:
    if target.startswith("mailto:") and _MAIL.fullmatch(target.removeprefix("mailto:")):
        return _Target(target)
    if not target.startswith("https://"):
        raise LinkError("link-address", _why_not(target), _FORMS)
    if not _is_plain_web_address(target):
        raise LinkError("link-address", f"“{target[:80]}” is not a web address", "https://example.org/page")
    return _Target(target, "external")


def _why_not(target: str) -> str:
    if target.startswith("http://"):
        return "links lead out by https only"
    if _SCHEME.match(target):
        return f"links of the kind “{target.split(':')[0][:30]}:” are not used"
    return f"“{target[:60]}” is none of the addresses that a link can have"


def _is_plain_web_address(address: str) -> bool:
    """An address with a host, without a user name, and without signs that browsers take for others."""
    if re.search(r"[\s\\<>\"'`{}|^\x00-\x20\x7f\ue000-\uf8ff]", address):
        return False
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        parts.port  # noqa: B018  (raises for a port that is no number)
    except ValueError:
        return False
    return "." in host and "@" not in parts.netloc and not host.startswith(".")
