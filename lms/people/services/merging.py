"""Two accounts of one person become one: everything of the other one moves, and it is closed for good."""

from lms.content.catalogue import Catalogue
from lms.core import audit, clock
from lms.core.db import db
from lms.core.errors import RefusedError
from lms.people import mails, queries
from lms.people.joining import redirect_mail
from lms.people.merging import packages_that_merge
from lms.people.models import MergedAccount, User
from lms.people.models.finding import find_anew
from lms.people.privacy import blank
from lms.people.queries.merging import side_of
from lms.people.rules.merging import Obstacle, Pair, obstacles
from lms.people.services.links import void_all_links
from lms.people.services.sign_ins import end_sign_ins, hold_sign_ins


class MergeRefusedError(RefusedError):
    """Something stands in the way of joining the two."""

    def __init__(self, found: list[Obstacle]) -> None:
        super().__init__("These two accounts cannot be joined.")
        self.obstacles = found


def merge_people(pair: Pair, catalogue: Catalogue, *, by: str | None) -> None:
    """Make of two accounts the one that is kept, and tell the addresses. Raises MergeRefusedError.

    Who may do it, and that no role comes to be more than theirs, is for the caller to ask.
    """
    # First of all: whoever does something just now is waited for, and only then is anything locked.
    hold_sign_ins(pair.kept_id, pair.other_id)
    queries.administrator_ids(lock=True)
    kept, other = _locked(pair)
    found = obstacles(side_of(kept), side_of(other))
    if found:
        raise MergeRefusedError(found)
    for user in (kept, other):
        # Those too that began before the accounts were locked; none begins while they are.
        end_sign_ins(user.id)
        void_all_links(user.id)
    old, is_theirs = other.email, other.email_confirmed_at is not None
    for package in packages_that_merge():
        package.merge(pair, catalogue)
    _close(pair, by)
    redirect_mail(pair, old, kept.email)
    for package in reversed(packages_that_merge()):
        package.settle(pair, catalogue)
    audit.record("person.merged", actor_id=by, subject=f"person:{kept.id}", detail={"other": pair.other_id})
    # An address that was never confirmed may be a stranger's.
    for address in (old, kept.email) if is_theirs else (kept.email,):
        mails.send(
            "accounts-joined",
            to=address,
            language=kept.language,
            person_id=kept.id,
            kept=kept.email,
            old=old,
            url=mails.url_of("/sign-in"),
        )
    db.session.flush()


def _locked(pair: Pair) -> tuple[User, User]:
    """Both rows, always locked in the same order, so that no two merges wait for each other."""
    found = {one: queries.user_to_change(one) for one in sorted({pair.kept_id, pair.other_id})}
    return found[pair.kept_id], found[pair.other_id]


def _close(pair: Pair, by: str | None) -> None:
    kept, other = queries.user(pair.kept_id), queries.user(pair.other_id)
    db.session.add(
        MergedAccount(
            user_id=other.id, into_id=kept.id, email=other.email, merged_at=clock.now(), merged_by=by
        )
    )
    blank(other)
    db.session.flush()
    find_anew(other)
    find_anew(kept)
