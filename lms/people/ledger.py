"""The ledger of erasures as text: whom a restored backup must lose again, without naming anybody. Pure.

A salt, then a line for each person: that salt and the person's id, hashed. Ledgers that were begun apart can
be put together; each begins with its own salt then, and what is added counts to the last.
"""

import hashlib
import hmac
from dataclasses import dataclass

SALT = "salt:"
"""How a later salt begins; the first one stands alone."""


@dataclass(frozen=True, slots=True)
class Section:
    """Who was erased, hashed with one salt."""

    salt: str
    erased: frozenset[str]

    def holds(self, user_id: str) -> bool:
        """That person was erased."""
        return known_as(user_id, self.salt) in self.erased


def known_as(user_id: str, salt: str) -> str:
    """A person in a ledger."""
    return hmac.new(bytes.fromhex(salt), user_id.encode(), hashlib.sha256).hexdigest()


def sections_of(text: str) -> tuple[Section, ...]:
    """What a ledger says."""
    found: list[tuple[str, set[str]]] = []
    for number, word in enumerate(text.split()):
        if number == 0 or word.startswith(SALT):
            found.append((word.removeprefix(SALT), set()))
        else:
            found[-1][1].add(word)
    return tuple(Section(salt, frozenset(erased)) for salt, erased in found)


def merged(own: str, other: str) -> str:
    """Both ledgers in one; whoever is erased next is added to what was `own`."""
    together: dict[str, frozenset[str]] = {}
    for section in (*sections_of(other), *sections_of(own)):
        before = together.pop(section.salt, frozenset())
        together[section.salt] = before | section.erased
    words: list[str] = []
    for salt, erased in together.items():
        words += [SALT + salt if words else salt, *sorted(erased)]
    return "\n".join(words) + "\n"


def erased_count(text: str) -> int:
    """How many people a ledger speaks of."""
    return sum(len(section.erased) for section in sections_of(text))
