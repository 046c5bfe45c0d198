"""Is every number that a module asks for right? Each is worked out a second time, by `keys/<module id>.py`.

A file of keys holds `KEYS`: item id → a function of those columns of the item's table that it needs.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from lms.content.item_sources import NumericSource
from lms.content.loader import read_files
from lms.content.outline import ModuleState
from lms.content.parser import parse_tree
from lms.content.quiz_numeric import parameter_sets, work_out
from lms.content.sources import ModuleSource
from tests.courses.trees import COURSES

KEYS = Path(__file__).parent / "keys"
SHARE = Decimal("0.005")
"""A key may be rounded: it may differ by half a per cent, or by a tenth of what it accepts."""
NOISE = Decimal("1e-9")
"""What binary fractions add."""

Key = Callable[..., float]


SLUGS = sorted(path.parent.name for path in COURSES.glob("*/*/module.yaml"))


@cache
def modules() -> Mapping[str, ModuleSource]:
    tree, _ = parse_tree(read_files(COURSES)[0])
    assert tree is not None
    return tree.modules


@cache
def keys_of(module: str) -> dict[str, Key]:
    if not (KEYS / f"{module}.py").exists():
        return {}
    keys: dict[str, Key] = import_module(f"tests.unit.courses.keys.{module}").KEYS
    return keys


def numeric_items(module: ModuleSource) -> list[NumericSource]:
    return [item for page in module.source.pages for item in page.items if isinstance(item, NumericSource)]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_number_that_an_open_module_asks_for_has_a_second_way(slug: str) -> None:
    module = modules()[slug]
    name = module.structure.id.lower()
    if module.structure.state is ModuleState.OPEN:
        asks = {item.id for item in numeric_items(module)}
        assert not asks - set(keys_of(name)), f"not recomputed in keys/{name}.py"
        assert not set(keys_of(name)) - asks, f"keys/{name}.py recomputes what is not asked"


@pytest.mark.parametrize("slug", SLUGS)
def test_numbers_worked_out_a_second_time_are_the_same(slug: str) -> None:
    keys = keys_of(modules()[slug].structure.id.lower())
    items = [item for item in numeric_items(modules()[slug]) if item.id in keys]
    found = [one for item in items for one in disagreements(item, keys[item.id])]
    assert not found, "\n".join(found)


def disagreements(item: NumericSource, key: Key) -> Iterator[str]:
    names = inspect.signature(key).parameters
    for values in parameter_sets(item):
        again = Decimal(str(key(**{name: float(values[name]) for name in names})))
        worked = work_out(item.answer, values)
        allowed = max(worked.tolerance / 10, abs(worked.value) * SHARE)
        if abs(again - worked.value) > max(min(worked.tolerance, allowed), NOISE):
            yield f"{item.id}: {again:.6g} by the second way, {worked.value:.6g} by the item for {values}"


def test_every_file_of_keys_belongs_to_a_module() -> None:
    names = {module.structure.id.lower() for module in modules().values()}
    assert {path.stem for path in KEYS.glob("*.py")} - {"__init__"} <= names
