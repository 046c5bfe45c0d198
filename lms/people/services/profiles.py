"""What people tell about themselves, and how they want to be spoken to."""

from dataclasses import dataclass

from lms.core.db import db
from lms.people import queries
from lms.people.rules import NameShown, Occupation
from lms.people.rules.mail_topics import MailTopic
from lms.people.services.mail_choices import choose_mail


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a person says about their work."""

    country: str | None
    organisation: str | None
    occupation: Occupation | None
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """How a person wants to be spoken to, reminded and seen."""

    language: str
    time_zone: str
    mail: frozenset[MailTopic]
    """What they want mail about."""
    name_shown: NameShown
    wants_review: bool


def save_profile(user_id: str, profile: Profile) -> None:
    """Keep what a person says about their work."""
    user = queries.user(user_id)
    user.country = profile.country
    user.organisation = profile.organisation
    user.occupation = profile.occupation
    user.languages = list(profile.languages)
    db.session.flush()


def save_preferences(user_id: str, chosen: Preferences) -> None:
    """Keep what a person has chosen for themselves."""
    user = queries.user_to_change(user_id)
    user.language = chosen.language
    user.time_zone = chosen.time_zone
    user.name_shown = chosen.name_shown
    user.wants_review = chosen.wants_review
    choose_mail(user_id, chosen.mail)
    db.session.flush()


def choose_review(user_id: str, *, wanted: bool) -> None:
    """Let questions come back that a person did not answer rightly, or no more."""
    queries.user(user_id).wants_review = wanted
    db.session.flush()
