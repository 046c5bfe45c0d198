"""The test that people may take before a module: what `module.yaml` says of it, what its bank must hold."""

from collections import Counter
from collections.abc import Iterator

from lms.content.frontmatter import Fields
from lms.content.naming import did_you_mean
from lms.content.outline import Blueprint, Preparation
from lms.content.problems import Notes
from lms.content.shared_bank import fitting, is_graded_at_once, shares_of
from lms.content.sources import ModuleSource, PageSource

EXAMPLE = "preparation: {per_outcome: 2}"
MOST_PER_OUTCOME = 20


def read_preparation(fields: Fields, final_test: Blueprint | None) -> Preparation | None:
    """The test as written: so many items of each outcome of the final test, or of each outcome by name."""
    group = fields.group("preparation")
    if group is None:
        return None
    draw = group.integer_map("draw", least=0, most=MOST_PER_OUTCOME)
    per_outcome = group.integer("per_outcome", least=1, most=MOST_PER_OUTCOME)
    group.close()
    if bool(draw) == bool(per_outcome):
        message = "a preparation test says either “draw” or “per_outcome”"
        group.notes.error(*group.place, "preparation-form", message, EXAMPLE)
    if per_outcome:
        draw = dict.fromkeys(final_test.draw if final_test else (), per_outcome)
    return Preparation(draw={outcome: count for outcome, count in draw.items() if count})


def check_preparation(module: ModuleSource, notes: Notes) -> None:
    """A test without anything to compare with, or one that eats up what the final test needs."""
    preparation, final_test = module.structure.preparation, module.structure.final_test
    if preparation is None:
        return
    place = module.structure.place("preparation")
    if final_test is None:
        message = "a preparation test is compared with the final test, but there is no final_test"
        notes.error(*place, "preparation-alone", message)
        return
    for outcome in preparation.draw:
        if outcome not in final_test.draw:
            guess = did_you_mean(outcome, final_test.draw)
            message = f"“{outcome[:40]}” is not in the final test, so there is nothing to compare.{guess}"
            notes.error(
                *place, "preparation-alone", message, f"draw: {{{next(iter(final_test.draw), '')}: 2}}"
            )
    if module.source.final_test is not None:
        for message in _shortages(preparation, final_test, module.source.final_test):
            notes.error(*place, "preparation-unreachable", message, "per_outcome: 1")


def _shortages(preparation: Preparation, final_test: Blueprint, bank: PageSource) -> Iterator[str]:
    """Where the bank cannot serve both tests with items of their own."""
    supply = Counter(item.learning_outcome for item in bank.items)
    usable = Counter(item.learning_outcome for item in bank.items if is_graded_at_once(item))
    for outcome, count in preparation.draw.items():
        if outcome not in final_test.draw:
            continue
        if count > usable[outcome]:
            yield f"{count} items are to be drawn for {outcome}, but the bank has {usable[outcome]}"
        elif count + final_test.draw[outcome] > supply[outcome]:
            both = f"{count} items and {final_test.draw[outcome]} in the final test"
            yield f"{both} are to be drawn for {outcome}, but the bank has {supply[outcome]}"
    for kind, wanted in final_test.types.items():
        if fitting(shares_of(kind, preparation.draw, final_test.draw, bank.items), wanted) is None:
            yield f"after this test, a final test cannot have {wanted} items of the type {kind} any more"
