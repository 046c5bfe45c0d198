"""What a forgery is: how it is made, and what has to be said of it."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from lms.credentials.rules.checks import Reason
from lms.credentials.rules.files_seen import Field
from lms.credentials.rules.verification import Note, Verdict
from tests.support.forging.genuine import World

Maker = Callable[[World, Random], bytes]


@dataclass(frozen=True, kw_only=True)
class Forgery:
    """One kind. Everything named here must be among what is said."""

    name: str
    make: Maker
    verdict: Verdict
    reasons: frozenset[Reason]
    fields: frozenset[Field] = frozenset()
    notes: frozenset[Note] = frozenset()


ALL: list[Forgery] = []


def forgery(
    verdict: Verdict,
    *reasons: Reason,
    fields: tuple[Field, ...] = (),
    notes: tuple[Note, ...] = (),
) -> Callable[[Maker], Maker]:
    """Note a maker; its name is the forgery's."""

    def keep(maker: Maker) -> Maker:
        ALL.append(
            Forgery(
                name=maker.__name__.replace("_", "-"),
                make=maker,
                verdict=verdict,
                reasons=frozenset(reasons),
                fields=frozenset(fields),
                notes=frozenset(notes),
            )
        )
        return maker

    return keep
