"""What a module says of its certificate."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRule:
    """What a module says of its certificate beyond what every certificate has."""

    results_by_outcome: bool = False
    """The points of each learning outcome stand on a second page."""
    valid_months: int | None = None
    """After so many months it expires; None: it does not."""
