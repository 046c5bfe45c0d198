"""What the files of a module say, before anything is rendered: the source objects.

The parser makes them, the writer (`serialise`) turns them back into files, the renderer makes HTML of
them. Positions never count when two of them are compared, nor in a digest.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from lms.content.assignments import AssignmentRule
from lms.content.certificates import CertificateRule
from lms.content.item_sources import CaseSource, ItemSource
from lms.content.outline import (
    Audience,
    Blueprint,
    CompletionRule,
    Component,
    Delivery,
    ModuleState,
    Preparation,
    Prerequisite,
)
from lms.content.tools.model import Tool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseBlock:
    """A paragraph, list, table, heading, figure …: the unit of translation."""

    text: str
    line: int = field(compare=False, default=1)
    written: str = field(compare=False, default="")
    """With quotations in the place of ageing facts; empty where none is quoted."""

    @property
    def heading_level(self) -> int:
        """2 for `##`; 0 for a block that is no heading."""
        marks = len(self.text) - len(self.text.lstrip("#"))
        return marks if marks and self.text[marks : marks + 1] in (" ", "\t", "") else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizBlock:
    """The items of one fence; each of them is a unit of translation, and so is the text of a case."""

    items: tuple[ItemSource, ...]
    line: int = field(compare=False, default=1)

    @property
    def units(self) -> tuple[CaseSource | ItemSource, ...]:
        """The units of translation in order: each case before its items."""
        found: list[CaseSource | ItemSource] = []
        case: CaseSource | None = None
        for item in self.items:
            if item.case and item.case != case:
                found.append(item.case)
            case = item.case
            found.append(item)
        return tuple(found)


BodyBlock = ProseBlock | QuizBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSource:
    """One Markdown file of a module in one language: what every kind of page has."""

    file: str
    """The name of the file: `04-mapping-with-numbers.md`."""
    title: str
    body: tuple[BodyBlock, ...] = ()
    translated_head: str | None = None
    """Digest of the source page's head that this translation was made from."""
    translated_from: tuple[str, ...] = ()
    """Digests of the source blocks that this translation was made from, in order."""
    path: str = field(compare=False, default="")
    places: Mapping[str, tuple[int, int]] = field(compare=False, default_factory=dict)
    """Line and column of the values in the head, by key."""
    facts: tuple[str, ...] = field(compare=False, default=())
    """Ids of the ageing facts it quotes, in the order of first use."""
    written_head: str | None = field(compare=False, default=None)
    """Digest of the head with quotations in the place of facts; None where none is quoted there."""

    @property
    def items(self) -> tuple[ItemSource, ...]:
        """All items of the page, in order."""
        return tuple(item for block in self.body if isinstance(block, QuizBlock) for item in block.items)

    @property
    def cases(self) -> tuple[CaseSource, ...]:
        """All cases of the page, in order."""
        blocks = (block for block in self.body if isinstance(block, QuizBlock))
        return tuple(unit for block in blocks for unit in block.units if isinstance(unit, CaseSource))

    def place(self, key: str) -> tuple[int, int]:
        """Where a value of the head stands; the top of the file where it is missing."""
        return self.places.get(key, (1, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class ModulePage(PageSource):
    """`module.md`."""

    summary: str
    learning_outcomes: Mapping[str, str]
    declarations: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonPage(PageSource):
    """`04-mapping-with-numbers.md`."""

    minutes: int
    learning_outcomes: tuple[str, ...]

    @property
    def slug(self) -> str:
        """The file name without number and ending."""
        return self.file[3:].removesuffix(".md")

    @property
    def number(self) -> int:
        """The number in the file name."""
        return int(self.file[:2])


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageSource:
    """A module in one language, as written."""

    language: str
    page: ModulePage | None = None
    lessons: tuple[LessonPage, ...] = ()
    final_test: PageSource | None = None
    assignment: PageSource | None = None
    facilitator: PageSource | None = None
    figure_labels: Mapping[str, "FigureLabels"] = field(default_factory=dict)
    """Figure file name → its texts in this language."""
    tool_words: Mapping[str, str] = field(default_factory=dict)
    """Dotted path in `tool.yaml` → its text in this language."""

    @property
    def pages(self) -> tuple[PageSource, ...]:
        """All pages that are there."""
        pages = (self.page, *self.lessons, self.final_test, self.assignment, self.facilitator)
        return tuple(page for page in pages if page is not None)

    def page_named(self, file: str) -> PageSource | None:
        """The page with this file name."""
        return next((page for page in self.pages if page.file == file), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLabels:
    """The texts of a figure in another language: `<figure>.<lang>.yaml`."""

    title: str
    desc: str
    labels: Mapping[str, str]
    path: str = field(compare=False, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleStructure:
    """`module.yaml`: all that is the same in every language."""

    id: str
    state: ModuleState
    level: str
    delivery: tuple[Delivery, ...]
    audience: tuple[Audience, ...]
    prerequisites: tuple[Prerequisite, ...]
    learning_outcomes: tuple[str, ...]
    workload: Mapping[Component, Decimal]
    final_test: Blueprint | None
    completion: CompletionRule
    preparation: Preparation | None = None
    assignment: AssignmentRule | None = None
    certificate: CertificateRule = field(default_factory=CertificateRule)
    path: str = field(compare=False, default="")
    places: Mapping[str, tuple[int, int]] = field(compare=False, default_factory=dict)

    def place(self, key: str) -> tuple[int, int]:
        """Where a value stands; the top of the file where it is missing."""
        return self.places.get(key, (1, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleSource:
    """One module: its structure, its texts by language, its assets."""

    slug: str
    structure: ModuleStructure
    languages: Mapping[str, LanguageSource]
    """Source language first."""
    assets: Mapping[str, bytes] = field(repr=False)
    """File name → bytes."""
    source_language: str = "en"
    tool: Tool | None = None
    """The computing tool, in the source language."""
    tool_files: Mapping[str, bytes] = field(compare=False, repr=False, default_factory=dict)
    """`tool.yaml` and its words in other languages, as written."""
    folder: str = field(compare=False, default="")

    @property
    def source(self) -> LanguageSource:
        """The module in the source language."""
        return self.languages.get(self.source_language) or LanguageSource(language=self.source_language)
