"""When two accounts look like one person's. Pure."""

from dataclasses import dataclass
from difflib import SequenceMatcher

NEAR = 0.85
"""From which likeness on the parts of two addresses before the @ are nearly the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What of an account is compared; name and organisation without case and diacritics."""

    name: str
    email: str
    organisation: str
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """What two accounts have in common."""

    same_name: bool
    same_organisation: bool
    near_address: bool

    @property
    def weight(self) -> int:
        """How many signs there are."""
        return self.same_name + self.same_organisation + self.near_address

    @property
    def is_likely(self) -> bool:
        """Worth showing to somebody: a name alone is no sign, many people share one."""
        return self.near_address or (self.same_name and self.same_organisation)


def likeness(one: Known, other: Known) -> Likeness:
    """What the two have in common."""
    return Likeness(
        same_name=bool(one.name) and one.name == other.name,
        same_organisation=bool(one.organisation) and one.organisation == other.organisation,
        near_address=_are_near(one, other),
    )


def _are_near(one: Known, other: Known) -> bool:
    """The same or nearly the same before the @; different people at one provider often are, so not there.

    Two addresses at one domain count only where the name says so too, or where only signs differ.
    """
    first, second = _local(one.email), _local(other.email)
    if _bare(first) == _bare(second):
        return True
    is_near = SequenceMatcher(None, first, second).ratio() >= NEAR
    return is_near and bool(one.name) and one.name == other.name


def _local(email: str) -> str:
    return email.partition("@")[0].partition("+")[0].lower()


def _bare(local: str) -> str:
    return local.replace(".", "").replace("-", "").replace("_", "")
