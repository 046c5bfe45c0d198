"""What a module consists of: the frozen objects that the compiler makes and everything else reads.

What is the same in every language stands in `Module` and `Lesson`; what is written in one
language stands in `ModuleText` and `LessonText`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from lms.content.assignments import AssignmentRule, AssignmentText
from lms.content.certificates import CertificateRule
from lms.content.items import Item, ItemType
from lms.content.quoted_facts import QuotedFact
from lms.content.tools.model import Tool


class ModuleState(StrEnum):
    """Whether people can join a module."""

    OPEN = "open"
    ANNOUNCED = "announced"


class Delivery(StrEnum):
    """The level at which a module is delivered."""

    REGIONAL = "regional"
    NATIONAL = "national"
    TRANSNATIONAL = "transnational"


class Audience(StrEnum):
    """Whom a module is written for; the catalogue filters by it."""

    CLUSTER_MANAGERS = "cluster-managers"
    BUSINESS_SUPPORT = "business-support"
    PUBLIC_OFFICIALS = "public-officials"


class Component(StrEnum):
    """A part of a module that takes time and that a completion rule may require."""

    LESSONS = "lessons"
    SELF_CHECKS = "self-checks"
    READING = "reading"
    DISCUSSION = "discussion"
    MEETING = "meeting"
    ASSIGNMENT = "assignment"
    FINAL_TEST = "final-test"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading inside a lesson."""

    anchor: str
    title: str
    level: int
    """2 for the headings of a lesson's first level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """An entry of the glossary in one language."""

    slug: str
    name: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProsePart:
    """Safe HTML of a lesson between two self-checks."""

    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizPart:
    """Self-checks that stand together at one place of a lesson."""

    items: tuple[Item, ...]


LessonPart = ProsePart | QuizPart


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of a lesson's source, the unit of translation."""

    digest: str
    """First 12 hex digits of the SHA-256 of the block's normalised source."""
    translated_from: str | None = None
    """Digest of the source block that this translation was made from; None in the source language."""
    is_stale: bool = False
    """The source block has changed since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonText:
    """A lesson in one language."""

    title: str
    parts: tuple[LessonPart, ...]
    sections: tuple[Section, ...]
    terms: tuple[Term, ...]
    """The glossary terms the lesson links to, in the order of first use."""
    blocks: tuple[Block, ...]
    language: str
    """The language it is written in: the source language where a translation is missing."""
    facts: tuple[QuotedFact, ...] = ()
    """The ageing facts that the lesson quotes, in the order of first use."""

    @property
    def items(self) -> tuple[Item, ...]:
        """All self-checks of the lesson, in order."""
        return tuple(item for part in self.parts if isinstance(part, QuizPart) for item in part.items)

    @property
    def has_stale_blocks(self) -> bool:
        """Some paragraph is older than its source."""
        return any(block.is_stale for block in self.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One sitting, the same in every language."""

    slug: str
    """The file name without number and ending: `02-why-clusters-form.md` is `why-clusters-form`."""
    number: int
    minutes: int
    learning_outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prerequisite:
    """What should come before a module: another module, or something the person declares."""

    module: str | None = None
    """Slug of the module that should be completed first."""
    lessons: int | None = None
    """Only the first so many lessons of that module are asked for."""
    or_declaration: str | None = None
    """Id of a self-declaration accepted instead (its wording stands in `ModuleText.declarations`)."""
    is_recommended: bool = False
    """Said, but not required."""


class Feedback(StrEnum):
    """When somebody is told whether an answer is right."""

    DEFERRED = "deferred"
    """After handing in."""
    IMMEDIATE = "immediate"
    """After each answer, which can then not be changed any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """How a final test is drawn from its bank, and what it takes to pass."""

    draw: Mapping[str, int]
    """Items to draw for each learning outcome."""
    pass_percent: int
    critical_outcome: str | None
    critical_percent: int
    """Share of the critical outcome's points that must be reached."""
    attempts: int
    waits_days: Mapping[int, int]
    """Attempt number → days to wait after the attempt before it: `{3: 7}`."""
    minutes: int | None
    grace_seconds: int
    types: Mapping[ItemType, int] = field(default_factory=dict)
    """How many items of a type an attempt has, where that is not left to chance."""
    language_minutes: Mapping[str, int] = field(default_factory=dict)
    """Language → minutes on top for those who take the test in it, where its texts take longer to read."""
    feedback: Feedback = Feedback.DEFERRED

    @property
    def item_count(self) -> int:
        """Items in one attempt."""
        return sum(self.draw.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """A short test before the module, over the same outcomes and from the same bank as its final test."""

    draw: Mapping[str, int]
    """Items to draw for each learning outcome."""

    @property
    def item_count(self) -> int:
        """Items in the test."""
        return sum(self.draw.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionRule:
    """What must be done for a module to count as completed."""

    components: tuple[Component, ...]
    """The components required; the certificate's hours are the sum of theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file that belongs to a module: a worksheet, a picture, data."""

    name: str
    digest: str
    """SHA-256 of the bytes, hexadecimal."""
    size: int
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleText:
    """A module in one language; what is missing there stands in the source language."""

    language: str
    title: str
    summary: str
    body_html: str
    """What `module.md` says after its head: who it is for, what you take home."""
    learning_outcomes: Mapping[str, str]
    """Outcome id → what the learner can do afterwards."""
    declarations: Mapping[str, str]
    lessons: Mapping[str, LessonText]
    """Lesson slug → text."""
    test_items: Mapping[str, Item]
    """The bank of the final test, by item id, in the order of the file."""
    test_intro_html: str
    assignment: AssignmentText | None
    facilitator_html: str | None
    tool: Tool | None = None
    """The module's computing tool; words that are not translated stand in the source language."""
    missing: frozenset[str] = field(default_factory=frozenset)
    """Names of the files that fall back to the source language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One of the modules of the programme: one edition of it, known by its digest."""

    slug: str
    id: str
    """The short id people know it by: B1."""
    course: str
    state: ModuleState
    level: str
    """Indicative level by the provider's own reference: `EQF 5`."""
    delivery: tuple[Delivery, ...]
    audience: tuple[Audience, ...]
    prerequisites: tuple[Prerequisite, ...]
    learning_outcomes: tuple[str, ...]
    workload: Mapping[Component, Decimal]
    """Hours per component."""
    blueprint: Blueprint | None
    completion: CompletionRule
    lessons: tuple[Lesson, ...]
    assets: tuple[Asset, ...]
    source_language: str
    languages: tuple[str, ...]
    """The languages with a text of their own, source language first."""
    texts: Mapping[str, ModuleText]
    digest: str
    """SHA-256 of structure and source language, hexadecimal: the edition."""
    text_digests: Mapping[str, str]
    """Language → SHA-256 of that translation."""
    preparation: Preparation | None = None
    """The test that people may take before they begin."""
    assignment: AssignmentRule | None = None
    """How the assignment is handed in and judged; None where it is only for one's own practice."""
    certificate: CertificateRule = field(default_factory=CertificateRule)

    @property
    def is_open(self) -> bool:
        """People can join it."""
        return self.state is ModuleState.OPEN

    @property
    def total_hours(self) -> Decimal:
        """Hours of all components together."""
        return sum(self.workload.values(), Decimal(0))

    @property
    def required_hours(self) -> Decimal:
        """Hours of the components that the completion rule requires: what a certificate may print."""
        return sum((self.workload.get(part, Decimal(0)) for part in self.completion.components), Decimal(0))

    def text(self, language: str) -> ModuleText:
        """The module in a language, or in the source language where there is none."""
        return self.texts.get(language) or self.texts[self.source_language]

    def written_in(self, file: str, language: str) -> str:
        """The language in which readers of a language get a file of the module."""
        text = self.text(language)
        return self.source_language if file in text.missing else text.language

    def lesson(self, slug: str) -> Lesson | None:
        """The lesson with this slug."""
        return next((lesson for lesson in self.lessons if lesson.slug == slug), None)

    def asset(self, name: str) -> Asset | None:
        """The asset with this file name."""
        return next((asset for asset in self.assets if asset.name == name), None)
