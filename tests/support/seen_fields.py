"""Who may see which personal field of somebody else, and why."""

from collections.abc import Mapping

CONSENTED = ", by consent"
"""Ends what somebody is called who looks after the person has agreed to be seen."""

OWNERS = frozenset({"owner of the module", "owner at home", "administrator"})
TRAINERS = frozenset({"trainer of the module", "marker of their work"})
MARKER = frozenset({"marker of their work"})
LOOK_AFTER_PEOPLE = frozenset({"owner at home", "administrator"})
WITH_CONSENT = frozenset(
    f"official {where}, by consent" for where in ("at home", "of the organisation", "of the programme")
)

WHO_SEES: Mapping[tuple[str, str], tuple[frozenset[str], str]] = {
    ("user", "certificate_name"): (
        OWNERS | TRAINERS | WITH_CONSENT,
        "who takes part in what one teaches or looks after; officials only of whom has agreed",
    ),
    ("user", "email"): (OWNERS | TRAINERS, "finds the person; trainers give extra time by it"),
    ("user", "organisation"): (OWNERS | TRAINERS, "tells people of one name apart"),
    ("credential_record", "text"): (OWNERS, "the certificate as it was issued, to revoke or reissue it"),
    ("recognition", "evidence"): (OWNERS | TRAINERS, "what a decision on prior learning rests on"),
    ("recognition", "reason"): (OWNERS | TRAINERS, "why it was decided so"),
    ("trainer_note", "text"): (
        TRAINERS | {"owner of the module", "administrator"},
        "what trainers wrote to them, so that colleagues do not write twice",
    ),
    ("invitation", "certificate_name"): (LOOK_AFTER_PEOPLE, "whom one has invited"),
    ("invitation", "organisation"): (LOOK_AFTER_PEOPLE, "whom one has invited"),
    ("merged_account", "email"): (LOOK_AFTER_PEOPLE, "which account was joined with this one"),
    ("submission", "texts"): (MARKER, "the work that is marked"),
    ("marking", "comment"): (MARKER, "what they wrote themselves"),
}
"""Who may see what of a person, and why; whatever is not here is seen by the person alone."""
