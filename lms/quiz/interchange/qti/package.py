"""The package: a file for each item, a test with a section for each learning outcome, and the manifest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lms.content.archive import to_zip
from lms.content.items import (
    CategoriseItem,
    ChoiceItem,
    ClozeItem,
    EssayItem,
    HotspotItem,
    Item,
    LikertItem,
    MarkWordsItem,
    MatchingItem,
    MatrixItem,
    NumericItem,
    OrderingItem,
    PollItem,
    ReflectionItem,
    ShortTextItem,
    UploadItem,
)
from lms.quiz.interchange.qti import bodies, passages
from lms.quiz.interchange.qti import declarations as qti
from lms.quiz.interchange.qti.bodies import Parts
from lms.quiz.interchange.qti.xhtml import flow
from lms.quiz.interchange.qti.xml_writing import HEAD, QTI, el

_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_TEST = "test.xml"
MANIFEST = "imsmanifest.xml"


@dataclass(frozen=True, slots=True)
class _File:
    """One item as a file."""

    identifier: str
    data: str

    @property
    def path(self) -> str:
        return f"items/{self.identifier}.xml"


def write_qti(items: Sequence[Item], *, name: str, language: str) -> bytes:
    """A ZIP file; the same bytes for the same items."""
    files = {item.id: list(_files(item, language)) for item in items}
    every = [file for some in files.values() for file in some]
    package = {file.path: (HEAD + file.data + "\n").encode() for file in every}
    package[_TEST] = (HEAD + _test(items, files, name) + "\n").encode()
    package[MANIFEST] = (HEAD + _manifest(every, name) + "\n").encode()
    return to_zip(package, compressed=False)


def _files(item: Item, language: str) -> Iterator[_File]:
    if isinstance(item, NumericItem) and len(item.variants) > 1:
        for number, variant in enumerate(item.variants, 1):
            identifier = f"i-{item.id}-{number}"
            yield _File(identifier, _item(item, identifier, bodies.numeric(item, variant), language))
        return
    identifier = f"i-{item.id}"
    yield _File(identifier, _item(item, identifier, _parts(item), language))


def _parts(item: Item) -> Parts:
    match item:
        case ChoiceItem():
            return bodies.choice(item)
        case NumericItem():
            return bodies.numeric(item, item.variants[0])
        case ShortTextItem():
            return bodies.short_text(item)
        case MatchingItem():
            return bodies.matching(item)
        case OrderingItem():
            return bodies.ordering(item)
        case ClozeItem():
            return passages.cloze(item)
        case HotspotItem():
            return bodies.hotspot(item)
        case CategoriseItem():
            return bodies.categorise(item)
        case MatrixItem():
            return bodies.matrix(item)
        case MarkWordsItem():
            return passages.mark_words(item)
        case LikertItem():
            return bodies.likert(item)
        case PollItem():
            return bodies.poll(item)
        case ReflectionItem() | EssayItem():
            return bodies.free_text(item.prompt_html)
        case UploadItem():
            return bodies.upload(item.prompt_html)


def _item(item: Item, identifier: str, parts: Parts, language: str) -> str:
    explanation = item.explanation_html
    processing = parts.processing + (qti.say(qti.EXPLANATION) if explanation else "")
    said = parts.feedback + (qti.modal(qti.EXPLANATION, flow(explanation)) if explanation else "")
    case = el("div", flow(item.case.html)) if item.case else ""
    return el(
        "assessmentItem",
        parts.responses,
        qti.outcomes(item.points if item.is_graded else Decimal(0)),
        el("itemBody", case + parts.body),
        el("responseProcessing", processing) if processing else "",
        said,
        xmlns=QTI,
        identifier=identifier,
        title=item.id,
        label=item.learning_outcome,
        **{"xml:lang": language},
        adaptive=False,
        timeDependent=False,
    )


def _test(items: Sequence[Item], files: dict[str, list[_File]], name: str) -> str:
    outcomes = list(dict.fromkeys(item.learning_outcome or name for item in items))
    sections = [
        el(
            "assessmentSection",
            *(
                _reference(files[item.id], item)
                for item in items
                if (item.learning_outcome or name) == outcome
            ),
            identifier=f"s-{number}",
            title=outcome,
            visible=True,
        )
        for number, outcome in enumerate(outcomes, 1)
    ]
    part = el(
        "testPart",
        *sections,
        identifier="part-1",
        navigationMode="nonlinear",
        submissionMode="simultaneous",
    )
    return el("assessmentTest", part, xmlns=QTI, identifier=f"t-{name}", title=name)


def _reference(files: Sequence[_File], item: Item) -> str:
    """An item, or one of its versions, drawn at random."""
    references = [el("assessmentItemRef", identifier=file.identifier, href=file.path) for file in files]
    if len(references) == 1:
        return references[0]
    draw = el("selection", select=1)
    return el("assessmentSection", draw, *references, identifier=f"v-{item.id}", title=item.id, visible=False)


def _manifest(files: Sequence[_File], name: str) -> str:
    dependencies = (el("dependency", identifierref=file.identifier) for file in files)
    test = el(
        "resource",
        el("file", href=_TEST),
        *dependencies,
        identifier="test",
        type="imsqti_test_xmlv2p1",
        href=_TEST,
    )
    resources = (
        el(
            "resource",
            el("file", href=file.path),
            identifier=file.identifier,
            type="imsqti_item_xmlv2p1",
            href=file.path,
        )
        for file in files
    )
    schema = el("metadata", el("schema", "QTIv2.1 Package"), el("schemaversion", "1.0.0"))
    return el(
        "manifest",
        schema,
        el("organizations"),
        el("resources", test, *resources),
        xmlns=_PACKAGE,
        identifier=f"m-{name}",
    )
