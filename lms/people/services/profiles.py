"""What people tell about themselves, and how they want to be spoken to."""

from dataclasses import dataclass

from lms.core.db import db
from lms.people import queries
from lms.people.rules import NameShown, Occupation


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Everything on the account page that a person may change at any time."""

    country: str | None
    organisation: str | None
    occupation: Occupation | None
    languages: tuple[str, ...]
    language: str
    time_zone: str
    name_shown: NameShown
    wants_review: bool


def save_profile(user_id: str, profile: Profile) -> None:
    """Keep what a person says about themselves."""
    user = queries.user(user_id)
    user.country = profile.country
    user.organisation = profile.organisation
    user.occupation = profile.occupation
    user.languages = list(profile.languages)
    user.language = profile.language
    user.time_zone = profile.time_zone
    user.name_shown = profile.name_shown
    user.wants_review = profile.wants_review
    db.session.flush()


def choose_review(user_id: str, *, wanted: bool) -> None:
    """Let questions come back that a person did not answer rightly, or no more."""
    queries.user(user_id).wants_review = wanted
    db.session.flush()
