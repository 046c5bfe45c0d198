"""Taking a bank along: which files there are of it, and what is in them; the same for terminal and pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lms.content.item_sources import ItemSource
from lms.content.items import Item
from lms.content.outline import Module
from lms.content.pages import TEST_FILE
from lms.content.parser import parse_tree
from lms.quiz.interchange.exporting import Exported, exported, exported_qti
from lms.quiz.interchange.formats import Format
from lms.quiz.interchange.support import KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A format with words for at least one question of the bank, and the languages that the bank has."""

    format: Format
    languages: tuple[str, ...]


def offers(module: Module) -> tuple[Offer, ...]:
    """The files that can be made of the bank of a module; none without a bank."""
    kinds = {item.type for item in module.text(module.source_language).test_items.values()}
    languages = tuple(code for code in module.languages if TEST_FILE not in module.text(code).missing)
    said = [form for form in Format if any(KEPT[form][kind].parts for kind in kinds)]
    return tuple(Offer(format=form, languages=languages) for form in said)


def export_of_served(module: Module, files: Mapping[str, bytes], form: Format, language: str) -> Exported:
    """The bank of an edition, from the files that it was made from."""
    tree, _ = parse_tree(files)
    text = tree.modules[module.slug].languages.get(language) if tree else None
    sources = text.final_test.items if text and text.final_test else ()
    items = module.text(language).test_items
    return export_of(
        form, sources, lambda: [items[one.id] for one in sources], name=module.slug, language=language
    )


def export_of(
    form: Format,
    sources: Sequence[ItemSource],
    compiled: Callable[[], Sequence[Item]],
    *,
    name: str,
    language: str,
) -> Exported:
    """A bank in a format; only QTI needs the items compiled."""
    if form is Format.QTI:
        return exported_qti(compiled(), sources, name=name, language=language)
    return exported(form, sources, category=name, language=language)
