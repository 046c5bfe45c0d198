"""What is said of accounts that may be one person's, and of joining them."""

from collections.abc import Iterator, Mapping

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from lms.admin.queries.merging import Account, Prospect
from lms.people.rules import ConsentKind
from lms.people.rules.likeness import Likeness
from lms.people.rules.merging import Obstacle

OBSTACLES: Mapping[Obstacle, LazyString] = {
    Obstacle.SAME: _("This is one account, not two."),
    Obstacle.KEPT_CLOSED: _("The account that stays is closed: keep the other one, or open it first."),
    Obstacle.KEPT_UNCONFIRMED: _(
        "The address of the account that stays was never confirmed, so it may be a stranger’s: keep the "
        "other one, or send a link for a new password first."
    ),
    Obstacle.ERASURE_ASKED: _(
        "The person asked for one of the accounts to be erased. Only they can take that back."
    ),
    Obstacle.INVENTED: _("One of the two is an invented person of the demonstration."),
}

CONSENTS: Mapping[ConsentKind, LazyString] = {
    ConsentKind.ACHIEVEMENTS_TO_OFFICIALS: _("Officials see achievements"),
    ConsentKind.PATH_TO_TRAINERS: _("Trainers see the way through a module"),
}


def likeness_in_words(one: Likeness) -> str:
    """Why two accounts may be one person's."""
    said = (
        (one.same_name, _("same name")),
        (one.same_organisation, _("same organisation")),
        (one.near_address, _("nearly the same address")),
    )
    return ", ".join(str(words) for is_so, words in said if is_so)


def prospect_in_words(other: Account, prospect: Prospect, titles: Mapping[str, str]) -> Iterator[str]:
    """What joining would do to learning and certificates, a sentence each."""
    shared = {one.module_slug for one in prospect.joinings}
    alone = {one.module_slug for one in other.modules} - shared
    if alone:
        yield gettext("These modules move with all progress: %(titles)s.", titles=_listed(alone, titles))
    for one in prospect.joinings:
        yield _joined(one.is_followers_whole, titles.get(one.module_slug, one.module_slug))
    for slug in sorted(prospect.under_way_in):
        yield gettext(
            "In “%(title)s” both have a test under way: the one that was begun first is handed in as it "
            "stands.",
            title=titles.get(slug, slug),
        )
    yield from _counted(other)
    for kind in sorted(prospect.ending):
        yield gettext(
            "“%(what)s” was agreed to in one account only, so it ends; the person can agree again.",
            what=CONSENTS[kind],
        )


def _joined(are_both_completed: bool, title: str) -> str:
    if are_both_completed:
        return str(
            gettext(
                "“%(title)s” was completed in both: both completions stay, and the one with the better test "
                "goes on.",
                title=title,
            )
        )
    return str(
        gettext(
            "“%(title)s” is in both: lessons, tests and work come together, the better result counts, and "
            "tries are counted together.",
            title=title,
        )
    )


def _counted(other: Account) -> Iterator[str]:
    if other.certificate_count:
        yield ngettext(
            "%(num)d certificate moves. Its code goes on verifying, with the name it was issued with.",
            "%(num)d certificates move. Their codes go on verifying, with the names they were issued with.",
            other.certificate_count,
        )
    if other.test_count or other.work_count:
        yield gettext(
            "Tests (%(tests)s), work handed in (%(works)s) and what was said of it move.",
            tests=other.test_count,
            works=other.work_count,
        )


def _listed(slugs: set[str], titles: Mapping[str, str]) -> str:
    return ", ".join(f"“{titles.get(slug, slug)}”" for slug in sorted(slugs))
