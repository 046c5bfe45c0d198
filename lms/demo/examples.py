"""The example people with an address that is written down, each somebody interesting."""

from datetime import timedelta

from lms.core.access import Grant, Role
from lms.core.scopes import Scope, ScopeKind
from lms.demo.people import Journey, Membership, Person
from lms.people.rules import ConsentKind, Occupation

PASSWORD = "harbour-example-lantern"
SIGN_IN_HINT = (
    "Example people sign in as joined@, halfway@, failed@, certified@, trainer@, official@, owner@ or "
    f"administrator@example.org, password: {PASSWORD}"
)
BOTH = (ConsentKind.ACHIEVEMENTS_TO_OFFICIALS, ConsentKind.PATH_TO_TRAINERS)

OWNER = Person(
    email="owner@example.org",
    name="Oskar Example",
    country="EE",
    occupation=Occupation.OFFICIAL_NATIONAL,
    came=timedelta(days=92, hours=9),
    grants=(Grant(Role.PROGRAMME_OWNER),),
)
TRAINER = Person(
    email="trainer@example.org",
    name="Troels Example",
    country="DK",
    occupation=Occupation.TRAINER,
    came=timedelta(days=92, hours=7),
    grants=(Grant(Role.TRAINER),),
)
OFFICIAL = Person(
    email="official@example.org",
    name="Olita Ozoliņa-Example",
    country="LV",
    occupation=Occupation.OFFICIAL_NATIONAL,
    organisation=23,
    membership=Membership.AGREED,
    consents=BOTH,
    came=timedelta(days=90, hours=4),
    pace=0.9,
    journeys=tuple(Journey(module=one, tests=(1.0,)) for one in ("B1", "P1", "P2", "P3")),
    grants=(Grant(Role.OFFICIAL, Scope(ScopeKind.COUNTRY, "LV")),),
)
OTHERS = (
    Person(
        email="certified@example.org",
        name="Ķirsta Bērziņa-Example",
        country="LV",
        occupation=Occupation.CLUSTER_MANAGER,
        organisation=18,
        membership=Membership.AGREED,
        consents=BOTH,
        came=timedelta(days=32, hours=5),
        journeys=(Journey(module="B1", prepared=5, tests=(0.9,)),),
        guesses=False,
    ),
    Person(
        email="halfway@example.org",
        name="Halvar Example",
        country="SE",
        occupation=Occupation.BUSINESS_SUPPORT,
        organisation=35,
        membership=Membership.PROPOSED,
        came=timedelta(days=11, hours=3),
        journeys=(Journey(module="B1", lessons=0.5, prepared=4),),
    ),
    Person(
        email="failed@example.org",
        name="Fausta Example",
        country="LT",
        occupation=Occupation.CLUSTER_MANAGER,
        organisation=24,
        membership=Membership.AGREED,
        came=timedelta(days=26, hours=6),
        journeys=(Journey(module="B1", tests=(0.45,)),),
        guesses=False,
    ),
    Person(
        email="joined@example.org",
        name="Jonna Example",
        country="FI",
        occupation=Occupation.CLUSTER_MANAGER,
        came=timedelta(days=3, hours=2),
        journeys=(Journey(module="B1", lessons=0.0),),
    ),
    Person(
        email="administrator@example.org",
        name="Aksel Example",
        country="NO",
        occupation=Occupation.OTHER,
        came=timedelta(days=92, hours=8),
        grants=(Grant(Role.ADMINISTRATOR),),
    ),
)
EXAMPLES = (OWNER, TRAINER, OFFICIAL, *OTHERS)
"""In the order in which a small demonstration takes them."""
