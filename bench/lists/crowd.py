"""A hundred thousand invented people: who they are, where they belong, what they agreed to.

Everything is drawn from one seeded source, so that two runs differ in nothing but the moment they begin.
"""

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

from sqlalchemy import Connection, Table, insert

from lms.core.folding import fold
from lms.people.models import Affiliation, Consent, ConsentText, Organisation, PersonWord, SignIn, User
from lms.people.rules import (
    DEFAULT_TIME_ZONE,
    ClusterStage,
    ConsentKind,
    NameShown,
    Occupation,
    OrganisationKind,
)
from lms.people.rules.finding import WordSource, key_of, shown_key_of, words_of
from lms.tables import metadata

Rows = Iterator[dict[str, Any]]

ORGANISATIONS = 200
A_BATCH = 5_000
DAYS = 900
"""Since so long the installation is in use."""

REGIONS = {
    "SE": ("SE11", "SE23", "SE33"),
    "FI": ("FI1B1", "FI197", "FI1D7"),
    "EE": ("EE001", "EE008"),
    "LV": ("LV006", "LV003", "LV008"),
    "LT": ("LT011", "LT022"),
    "PL": ("PL633", "PL424", "PL841"),
    "DE": ("DEF02", "DE803", "DE600"),
    "DK": ("DK011", "DK032"),
    "NO": ("NO081", "NO0A2"),
}
WEIGHTS = (18, 13, 6, 7, 9, 21, 15, 7, 4)
FIRST_NAMES = (
    "Anna", "Åsa", "Björn", "Dace", "Eero", "Ewa", "Freja", "Gintarė", "Hanna", "Ingrid", "Jānis",
    "Jonas", "Kadri", "Lars", "Łukasz", "Māra", "Mikko", "Nils", "Ola", "Paweł", "Rasmus", "Ruta",
    "Sanna", "Signe", "Tõnu", "Ulla", "Vytautas", "Wiebke", "Yrsa", "Zofia",
)  # fmt: skip
SYLLABLES = (
    "berg", "bel", "dal", "fors", "grun", "holm", "kal", "lin", "mark", "nord", "ok", "ros",
    "sand", "ström", "tam", "vik", "wal", "žeb",
)  # fmt: skip
FIELDS = (
    "Maritime", "Timber", "Food", "Energy", "Health", "Textile", "Packaging", "Software",
    "Logistics", "Robotics", "Water", "Film",
)  # fmt: skip
FORMS = ("Cluster", "Innovation Network", "Business Support", "Regional Council", "Cluster Alliance")
KINDS = (
    OrganisationKind.CLUSTER,
    OrganisationKind.OTHER,
    OrganisationKind.BUSINESS_SUPPORT,
    OrganisationKind.PUBLIC_BODY,
    OrganisationKind.CLUSTER,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An organisation."""

    id: str
    name: str
    country: str
    region: str


@dataclass(slots=True)
class Crowd:
    """What was drawn so far, and where the next is drawn from."""

    now: datetime
    count: int
    draw: Random = field(default_factory=lambda: Random(2026))
    places: list[Place] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    names: list[str | None] = field(default_factory=list)
    joined_at: list[datetime] = field(default_factory=list)
    at: list[Place | None] = field(default_factory=list)
    """Where each of the people is a member."""
    words: list[Mapping[str, WordSource]] = field(default_factory=list)

    def id(self) -> str:
        """Of 22 signs, as `new_id` gives them."""
        return base64.urlsafe_b64encode(self.draw.randbytes(16)).decode()[:22]

    def before(self, days: float) -> datetime:
        """A moment within so many days before now."""
        return self.now - timedelta(days=self.draw.random() * days)

    def is_one_of(self, share: float) -> bool:
        """True for this share of all who ask."""
        return self.draw.random() < share


def write(connection: Connection, table: Table, rows: Rows) -> int:
    """Write rows in batches; gives how many they were."""
    count = 0
    while batch := list(islice(rows, A_BATCH)):
        connection.execute(insert(table), batch)
        count += len(batch)
    return count


def organisations(crowd: Crowd) -> Rows:
    """Of five kinds, in nine countries."""
    countries = crowd.draw.choices(list(REGIONS), WEIGHTS, k=ORGANISATIONS)
    for number, country in enumerate(countries):
        form = number % len(FORMS)
        name = f"{_place_name(crowd)} {crowd.draw.choice(FIELDS)} {FORMS[form]}"
        place = Place(id=crowd.id(), name=name, country=country, region=crowd.draw.choice(REGIONS[country]))
        crowd.places.append(place)
        yield {
            "id": place.id,
            "name": name,
            "name_key": fold(name),
            "kind": KINDS[form],
            "country": country,
            "region": place.region,
            "sector": None,
            "stage": ClusterStage.GROWING if KINDS[form] is OrganisationKind.CLUSTER else None,
            "created_at": crowd.before(DAYS),
            "closed_at": None,
            "merged_into_id": None,
            "is_example": True,
        }


def _place_name(crowd: Crowd) -> str:
    return "".join(crowd.draw.sample(SYLLABLES, 2)).capitalize()


def people(crowd: Crowd) -> Rows:
    """Accounts: some not confirmed, some closed, a few erased."""
    sizes = [1 / (rank + 3) for rank in range(len(crowd.places))]
    homes = crowd.draw.choices(crowd.places, sizes, k=crowd.count)
    for number, home in enumerate(homes):
        name = (
            f"{crowd.draw.choice(FIRST_NAMES)} {_place_name(crowd)}{crowd.draw.choice(('', '', 'sen', 'a'))}"
        )
        is_erased, domain = crowd.is_one_of(0.003), home.name.split()[0].lower()
        email = f"{fold(name).replace(' ', '.')}.{number}@{fold(domain)}.example"
        row = _account(crowd, home, name=name, email=email)
        if is_erased:
            row |= {"certificate_name": None, "organisation": None, "disabled_at": crowd.before(90)}
            row["email"] = f"{number}@erased.invalid"
        crowd.people.append(row["id"])
        crowd.addresses.append(row["email"])
        crowd.names.append(row["certificate_name"])
        crowd.joined_at.append(row["created_at"])
        crowd.at.append(home if crowd.is_one_of(0.7) and not is_erased else None)
        said = {one: row[one] for one in ("email", "organisation")}
        crowd.words.append(words_of(name=row["certificate_name"], **said))
        keys = {"name_key": key_of(name=row["certificate_name"], email=row["email"])}
        yield row | keys | {"shown_key": shown_key_of(row["certificate_name"])}


def _account(crowd: Crowd, home: Place, *, name: str, email: str) -> dict[str, Any]:
    joined_at = crowd.before(DAYS)
    return {
        "id": crowd.id(),
        "email": email,
        "email_confirmed_at": None if crowd.is_one_of(0.04) else joined_at,
        "password_hash": None,
        "certificate_name": None if crowd.is_one_of(0.03) else name,
        "country": None if crowd.is_one_of(0.02) else home.country,
        "organisation": home.name if crowd.is_one_of(0.3) else None,
        "occupation": crowd.draw.choice(list(Occupation)),
        "languages": ["en"],
        "language": "en",
        "time_zone": DEFAULT_TIME_ZONE,
        "name_shown": NameShown.MASKED,
        "wants_review": True,
        "created_at": joined_at,
        "last_sign_in_at": None,
        "disabled_at": crowd.before(90) if crowd.is_one_of(0.01) else None,
        "is_example": True,
    }


def words(crowd: Crowd) -> Rows:
    """What people are found by."""
    for user_id, own in zip(crowd.people, crowd.words, strict=True):
        for word in sorted(own):
            yield {"word": word, "user_id": user_id, "source": own[word]}


def memberships(crowd: Crowd) -> Rows:
    """Most agreed to; some only proposed, some ended."""
    for user_id, place in zip(crowd.people, crowd.at, strict=True):
        if place is None:
            continue
        proposed_at = crowd.before(DAYS)
        yield {
            "id": crowd.id(),
            "user_id": user_id,
            "organisation_id": place.id,
            "proposed_at": proposed_at,
            "proposed_by": user_id,
            "agreed_at": proposed_at if crowd.is_one_of(0.9) else None,
            "ended_at": crowd.before(90) if crowd.is_one_of(0.04) else None,
        }


def consent_texts(crowd: Crowd) -> Rows:
    """One of each kind."""
    for kind in ConsentKind:
        yield {
            "digest": kind.value.ljust(64, "0"),
            "kind": kind,
            "language": "en",
            "text": "We may.",
            "first_shown_at": crowd.now - timedelta(days=DAYS),
        }


def consents(crowd: Crowd) -> Rows:
    """Six of ten agree to being seen by officials, four of ten by trainers; a few took it back."""
    shares = {ConsentKind.ACHIEVEMENTS_TO_OFFICIALS: 0.6, ConsentKind.PATH_TO_TRAINERS: 0.4}
    for user_id in crowd.people:
        for kind, share in shares.items():
            if not crowd.is_one_of(share):
                continue
            yield {
                "id": crowd.id(),
                "user_id": user_id,
                "kind": kind,
                "text_digest": kind.value.ljust(64, "0"),
                "given_at": crowd.before(DAYS),
                "withdrawn_at": crowd.before(30) if crowd.is_one_of(0.05) else None,
            }


def sign_ins(crowd: Crowd) -> Rows:
    """Four of ten people signed in lately."""
    for number, user_id in enumerate(crowd.people):
        if not crowd.is_one_of(0.4):
            continue
        seen_at = crowd.before(60)
        yield {
            "id": crowd.id(),
            "token_digest": f"{number:064d}",
            "user_id": user_id,
            "created_at": seen_at,
            "seen_at": seen_at,
            "network": "192.0.2.0/24",
            "agent": "Firefox, Linux",
            "ended_at": None,
        }


WRITTEN: Sequence[tuple[Table, Any]] = tuple(
    (metadata().tables[model.__tablename__], make)
    for model, make in (
        (Organisation, organisations),
        (User, people),
        (PersonWord, words),
        (Affiliation, memberships),
        (ConsentText, consent_texts),
        (Consent, consents),
        (SignIn, sign_ins),
    )
)
