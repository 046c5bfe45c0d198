"""The last work on the tree: headings get their ids, tables their frame, footnotes their names."""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import code_escape

from lms.content.markdown_extensions.job import Job, set_address, set_attribute, set_id, words_of
from lms.content.markdown_extensions.links import HEADING_PREFIX
from lms.content.markdown_extensions.stale import add_class, mark_elements
from lms.content.markdown_extensions.words import back_to_text, footnotes
from lms.content.naming import slug_of
from lms.content.outline import Section

_GAP = re.compile("[\ue000-\uf8ff]")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MAX_SLUG = 80
_BEFORE_PERCENT = re.compile(r"(?<=\d) (?=%)")


class PutPiecesIn(Treeprocessor):
    """Before inline Markdown is read: figures, code and formulas take the places of their tokens."""

    def __init__(self, md: Markdown, job: Job) -> None:
        super().__init__(md)
        self.job = job

    def run(self, root: Element) -> None:
        """Look at every element of the tree."""
        for parent in list(root.iter()):
            for child in list(parent):
                self._replace_paragraph(parent, child)
            self._split_text(parent)

    def _replace_paragraph(self, parent: Element, child: Element) -> None:
        match = self.job.token.fullmatch((child.text or "").strip())
        if child.tag == "p" and not len(child) and match is not None:
            element = self._made(match)
            if element is not None:
                element.tail = child.tail
                parent[list(parent).index(child)] = element

    def _split_text(self, parent: Element) -> None:
        """In a list without blank lines the text stands in the entry itself."""
        match = self.job.token.fullmatch((parent.text or "").strip())
        if parent.tag in ("li", "dd") and match is not None:
            element = self._made(match)
            if element is not None:
                parent.text = None
                parent.insert(0, element)

    def _made(self, match: re.Match[str]) -> Element | None:
        piece = self.job.piece(match)
        element = piece.element() if piece.element else None
        if element is not None and piece.block in self.job.context.stale_blocks:
            add_class(element, "is-stale")
        return element


class Finish(Treeprocessor):
    """After inline Markdown is read."""

    def __init__(self, md: Markdown, job: Job) -> None:
        super().__init__(md)
        self.job = job

    def run(self, root: Element) -> None:
        """Look at every element of the tree."""
        mark_elements(self.job, root)
        _name_headings(self.job, root)
        _name_footnotes(self.job, root)
        _frame_tables(self.job, root)
        _hold_percentages(root)
        for element in root.iter():
            _restore_code(self.job, element)
            _clean_attributes(self.job, element)


def _name_headings(job: Job, root: Element) -> None:
    for element in root.iter():
        level = _HEADINGS.get(str(element.tag))
        if level is None:
            continue
        element.tag = f"h{max(level, 2)}"
        title = words_of(job, element)
        if not title:
            job.error((job.first_line, 1), "heading-empty", "a heading has no words", "## What a cluster is")
            continue
        anchor = _free_anchor(job, HEADING_PREFIX + (slug_of(title)[:_MAX_SLUG].strip("-") or "section"))
        set_id(job, element, anchor)
        if element in list(root):
            job.sections.append(Section(anchor=anchor, title=title, level=max(level, 2)))


def _free_anchor(job: Job, wanted: str) -> str:
    anchor = wanted
    while anchor in job.anchors or anchor in job.context.taken_anchors:
        job.repeated[wanted] += 1
        anchor = f"{wanted}-{job.repeated[wanted] + 1}"
    return anchor


def _name_footnotes(job: Job, root: Element) -> None:
    """Ids of our own: labels are the author's, and two parts of a page may both have a note 1."""
    box = next((element for element in root.iter("div") if element.get("class") == "footnote"), None)
    if box is None:
        return
    names: dict[str, str] = {}
    for number, entry in enumerate(box.iter("li"), 1):
        if "id" in entry.attrib:
            names[entry.attrib["id"]] = f"fn-{job.first_line}-{number}"
    for element in root.iter():
        _rename(element, names, job)
    set_attribute(box, "role", "doc-endnotes")
    set_attribute(box, "aria-label", footnotes(job.context.language))


def _rename(element: Element, names: dict[str, str], job: Job) -> None:
    if element.get("id", "").startswith(("fn:", "fnref")):
        _give_id(job, element, _new_name(element.attrib.pop("id"), names))
    if element.get("class") not in ("footnote-ref", "footnote-backref"):
        return
    target = _new_name(element.attrib.pop("href", "")[1:], names)
    if target is not None:
        set_address(job, element, "href", f"#{target}")
    if element.get("class") == "footnote-backref":
        element.attrib.pop("title", None)
        set_attribute(element, "aria-label", back_to_text(job.context.language))


def _give_id(job: Job, element: Element, identifier: str | None) -> None:
    if identifier is not None:
        set_id(job, element, identifier)


def _new_name(written: str, names: dict[str, str]) -> str | None:
    """`fn:label` → `fn-14-1`, `fnref2:label` → `fnref-14-1-2`; None for a note that is not in the list."""
    before, _, label = written.partition(":")
    name = names.get(f"fn:{label}")
    if name is None or not before.startswith("fnref"):
        return name
    times = before.removeprefix("fnref")
    return name.replace("fn-", "fnref-", 1) + (f"-{times}" if times else "")


def _frame_tables(job: Job, root: Element) -> None:
    for parent in list(root.iter()):
        for index, child in enumerate(list(parent)):
            if child.tag == "table":
                parent[index] = _framed(job, child)


def _framed(job: Job, table: Element) -> Element:
    for cell in table.iter():
        align = cell.attrib.pop("align", None)
        if align in ("right", "center"):
            cell.set("class", f"align-{align}")
        if cell.tag == "th":
            cell.set("scope", "col")
    _name_rows(job, table)
    frame = Element("div", {"class": "table-scroll", "tabindex": "0", "role": "region"})
    label = ", ".join(filter(None, (words_of(job, cell) for cell in table.iter("th"))))
    set_attribute(frame, "aria-label", label or "…")
    frame.tail, table.tail = table.tail, None
    frame.append(table)
    return frame


def _name_rows(job: Job, table: Element) -> None:
    """An empty corner says that the first column names the rows; an empty header would say nothing."""
    corner = next(table.iter("th"), None)
    if corner is None or words_of(job, corner):
        return
    corner.tag = "td"
    del corner.attrib["scope"]
    for row in table.iter("tr"):
        first = next(iter(row), None)
        if first is not None and first.tag == "td" and first is not corner:
            first.tag = "th"
            first.set("scope", "row")


def _hold_percentages(root: Element) -> None:
    """`70 %` stays on one line; what stands in code is kept as it was written."""
    for element in root.iter():
        if element.text and element.tag != "code":
            element.text = _BEFORE_PERCENT.sub("\N{NO-BREAK SPACE}", element.text)
        if element.tail:
            element.tail = _BEFORE_PERCENT.sub("\N{NO-BREAK SPACE}", element.tail)


def _restore_code(job: Job, element: Element) -> None:
    """What stands in code was not a formula after all."""
    if element.tag == "code" and element.text:
        element.text = job.token.sub(lambda match: code_escape(job.piece(match).source), element.text)


def _clean_attributes(job: Job, element: Element) -> None:
    """Attributes hold words only: no tokens, and no gaps, which would be cut in two."""
    for name, value in element.items():
        cleaned = _GAP.sub("", job.plain(value))
        if cleaned != value:
            set_attribute(element, name, cleaned)
