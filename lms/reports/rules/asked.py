"""What figures are asked of, and the sums they are made of. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from lms.people.rules import Occupation
from lms.reports.rules.figures import Tally
from lms.reports.rules.quarters import Quarter

OFFICIALS = frozenset({Occupation.OFFICIAL_LOCAL, Occupation.OFFICIAL_REGIONAL, Occupation.OFFICIAL_NATIONAL})
GROUPS: Mapping[str, frozenset[Occupation]] = {
    "officials": OFFICIALS,
    "cluster-managers": frozenset({Occupation.CLUSTER_MANAGER}),
    "business-support": frozenset({Occupation.BUSINESS_SUPPORT}),
    "trainers": frozenset({Occupation.TRAINER}),
    "others": frozenset({Occupation.OTHER}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What figures are asked of; empty is all."""

    modules: frozenset[str] | None = None
    """None: all."""
    country: str = ""
    region: str = ""
    organisation: str = ""
    group: str = ""
    """Of `GROUPS`."""
    since: Quarter | None = None
    until: Quarter | None = None

    @property
    def occupations(self) -> frozenset[Occupation]:
        """Those of the group."""
        return GROUPS.get(self.group, frozenset())

    def is_in_time(self, quarter: Quarter) -> bool:
        """It lies in the period."""
        return (self.since is None or self.since <= quarter) and (self.until is None or quarter <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Completions of one module in one quarter by people of whom the same is true."""

    module_slug: str
    country: str
    """Empty where they have not said."""
    group: str
    """Only where one is asked for; empty where they have not said what they do."""
    is_member: bool
    """Of the organisation that is asked for; true where none is."""
    is_in_region: bool
    """The same of a region."""
    quarter: Quarter
    tally: Tally
