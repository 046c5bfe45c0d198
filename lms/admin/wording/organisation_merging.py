"""What merging two organisations would do, in words."""

from collections.abc import Iterator, Mapping

from flask_babel import gettext, ngettext

from lms.core.access import Role
from lms.people.queries.organisation_merging import Moving, Side
from lms.people.texts import ROLE_NAMES


def roles_in_words(roles: Mapping[Role, int]) -> str:
    """Each role over an organisation with how many hold it; empty where nobody does."""
    return ", ".join(f"{ROLE_NAMES[role]} ({roles[role]})" for role in Role if role in roles)


def merging_in_words(double: Side, stays: Side, moving: Moving) -> Iterator[str]:
    """What merging would do, a sentence each."""
    kept = stays.row.name
    yield from _people_in_words(kept, moving)
    if double.roles:
        yield ngettext(
            "%(num)d role then reaches the members of “%(kept)s”: %(roles)s.",
            "%(num)d roles then reach the members of “%(kept)s”: %(roles)s.",
            sum(double.roles.values()),
            kept=kept,
            roles=roles_in_words(double.roles),
        )
    if double.invitation_count:
        yield ngettext(
            "%(num)d open invitation then leads to “%(kept)s”.",
            "%(num)d open invitations then lead to “%(kept)s”.",
            double.invitation_count,
            kept=kept,
        )
    yield gettext(
        "“%(old)s” is in no list any more and its page leads on. What is known of “%(kept)s” stays as it is.",
        old=double.row.name,
        kept=kept,
    )


def _people_in_words(kept: str, moving: Moving) -> Iterator[str]:
    if moving.member_count:
        yield ngettext(
            "%(num)d member is then a member of “%(kept)s”, without being asked again.",
            "%(num)d members are then members of “%(kept)s”, without being asked again.",
            moving.member_count,
            kept=kept,
        )
    if moving.asked_count:
        yield ngettext(
            "%(num)d person who has not answered yet is then asked to be a member of “%(kept)s”.",
            "%(num)d people who have not answered yet are then asked to be members of “%(kept)s”.",
            moving.asked_count,
            kept=kept,
        )
    if moving.in_both_count:
        yield ngettext(
            "%(num)d person is in both, and then once in “%(kept)s”: as a member who has agreed to either.",
            "%(num)d people are in both, and then once in “%(kept)s”: as members who have agreed to either.",
            moving.in_both_count,
            kept=kept,
        )
