"""How each package joins what it keeps of two accounts: declared next to how it exports and erases it."""

from collections.abc import Callable
from dataclasses import dataclass

from lms.content.catalogue import Catalogue
from lms.people.rules.merging import Pair


def _nothing(_pair: Pair, _catalogue: Catalogue) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Merging:
    """One package's answer for the columns of its tables that say whose something is."""

    package: str
    columns: frozenset[str]
    """`table.column` of each that points at an account; a test fails for one that no package names."""
    merge: Callable[[Pair, Catalogue], None]
    """Make what is the other's the kept one's. From the top floor down, as erasing is."""
    settle: Callable[[Pair, Catalogue], None] = _nothing
    """Draw what follows, once every package has done its part. From the bottom floor up."""


_packages: list[Merging] = []


def register_merging(*packages: Merging) -> None:
    """Filled in by `app`, from the top floor down."""
    for one in packages:
        if one not in _packages:
            _packages.append(one)


def packages_that_merge() -> tuple[Merging, ...]:
    """All that were registered."""
    return tuple(_packages)
