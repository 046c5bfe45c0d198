"""Records of certificates, and completions that give one."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from lms.content.outline import Module
from lms.content.programme import Programme
from lms.core import clock
from lms.core.db import db
from lms.core.ids import new_id
from lms.credentials.codes import new_code
from lms.credentials.models import HolderName
from lms.credentials.records import Assessment, IssuerDetails, Record, Wording, WorkloadPart, hashed_email
from lms.learning.models import Completion, Enrolment, Result
from lms.learning.rules import FINAL_TEST
from lms.people.models import User
from lms.web.catalogue import current_catalogue
from tests.factories.modules import make_module
from tests.factories.quiz import blueprint

CODE = new_code(bytes(range(100, 112)))
SALT = "5a" * 16

ENGLISH = Wording(
    language="en",
    title="Clusters and cluster initiatives: concepts, mapping and start-up",
    learning_outcomes=(
        "distinguish a cluster, a cluster initiative, a cluster organisation, a network and a trade "
        "association in given cases",
        "explain why firms settle close to each other and where the theory is weak",
        "calculate and interpret the location quotient, the focus of a region and a shift-share analysis",
        "classify a cluster's stage of development and choose first actions that fit it",
        "map actors and missing links with the helix models and the seven innovation gaps",
    ),
    quality_assurance="Internal: the provider checks contents and answer keys before publication.",
    description="Why firms settle close to each other, and how a cluster initiative begins.",
)
SWEDISH = Wording(
    language="sv",
    title="Kluster och klusterinitiativ: begrepp, kartläggning och första steg",
    learning_outcomes=("förklara varför företag etablerar sig nära varandra",),
    quality_assurance="Intern: utbildningsanordnaren kontrollerar innehåll och facit.",
    description="Varför företag etablerar sig nära varandra, och hur klusterinitiativ börjar.",
)
ISSUER = IssuerDetails(
    name="Baltic Cluster Academy", country="SE", region="Västerbotten", web="https://example.org"
)


def make_record(**changes: Any) -> Record:
    """The record of a real certificate in English."""
    record = Record(
        id="0f8fad5b-d9cb-469f-a165-70867728950e",
        code=CODE,
        holder_name="Anna Bērziņa",
        module_slug="clusters-and-mapping",
        module_id="B1",
        edition_digest="0" * 64,
        wordings=(ENGLISH,),
        hours="7.5",
        workload=(
            WorkloadPart(component="lessons", hours="7"),
            WorkloadPart(component="final-test", hours="0.5"),
        ),
        level="EQF 5",
        level_basis="provider",
        assessments=(Assessment(kind="final-test", percent=82, pass_percent=70),),
        participation="online",
        supervision="none",
        issuer=ISSUER,
        completed_on="2026-11-20",
        issued_on="2026-11-21",
        is_trial=False,
        verification_url=f"https://campus.example.org/verify/{CODE}",
        salt=SALT,
        email_hash=hashed_email("anna@example.org", SALT),
        status_index=94567,
    )
    return replace(record, **changes)


def module_with_test(**changes: Any) -> Module:
    """A small module that ends with a final test."""
    return replace(make_module(digest="d" * 64, **changes), blueprint=blueprint())


def programme() -> Programme:
    """The programme of the running application."""
    return current_catalogue().programme


def confirm_name(user: User, name: str | None = None) -> None:
    """The holder has said how the name is to be printed."""
    kept = name or user.certificate_name
    assert kept
    db.session.add(HolderName(user_id=user.id, name=kept, confirmed_at=clock.now()))
    db.session.flush()


def complete(user: User, module: Module, *, percent: int = 82) -> tuple[Completion, Enrolment]:
    """The person has joined, passed and completed the module; nothing was issued."""
    moment = clock.now()
    enrolment = Enrolment(
        id=new_id(),
        user_id=user.id,
        module_slug=module.slug,
        edition_digest=module.digest,
        enrolled_at=moment,
        declarations=[],
    )
    db.session.add(enrolment)
    db.session.flush()
    enrolment.idle_since, enrolment.last_step_at = None, moment
    completion = Completion.of(enrolment, completed_at=moment, edition_digest=module.digest)
    result = Result(
        id=new_id(),
        enrolment_id=enrolment.id,
        activity=FINAL_TEST,
        score=Decimal(percent),
        max_score=Decimal(100),
        is_passed=True,
        recorded_at=moment,
        edition_digest=module.digest,
        source_id=new_id(),
    )
    db.session.add_all([completion, result])
    db.session.flush()
    return completion, enrolment
