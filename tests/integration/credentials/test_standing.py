import json

import pytest
from sqlalchemy import select

from lms.core import clock
from lms.core.db import db
from lms.core.errors import NotFoundError
from lms.core.mail import OutboxMail
from lms.core.privacy import personal_columns
from lms.credentials import queries, services
from lms.credentials.models import CredentialRecord, HolderName
from lms.credentials.privacy import PERSONAL_DATA, erase, export
from lms.credentials.rules import EventKind, RevocationReason, Standing
from lms.credentials.services import vault
from lms.people.rules import NameShown
from tests.factories.people import make_user
from tests.integration.credentials.conftest import Case

NOTHING = {"confirmed_name": None, "certificates": [], "share_links": [], "cohorts": []}
"""What is exported of somebody who has no certificate."""


def test_a_revoked_certificate_says_when_and_why_and_its_holder_is_told(case: Case) -> None:
    credential = case.issue()
    services.revoke(credential.id, RevocationReason.DETAILS_WRONG, actor_id=None)
    assert queries.standing_of(credential, clock.now()) is Standing.REVOKED
    assert queries.events_of(credential.id)[-1].detail == {"reason": "details-wrong"}
    mail = db.session.scalars(select(OutboxMail)).one()
    assert mail.recipient == "ilze@example.org"
    assert "Something stated on it is wrong." in mail.text
    assert f"/verify/{credential.code}" in mail.text


def test_revoking_twice_keeps_the_first_reason_and_sends_one_mail(case: Case) -> None:
    credential = case.issue()
    services.revoke(credential.id, RevocationReason.DETAILS_WRONG, actor_id=None)
    services.revoke(credential.id, RevocationReason.ISSUED_IN_ERROR, actor_id=None)
    assert credential.revoked_reason is RevocationReason.DETAILS_WRONG
    assert len(db.session.scalars(select(OutboxMail)).all()) == 1


def test_a_completion_whose_certificate_was_revoked_gives_no_new_one(case: Case) -> None:
    credential = case.issue()
    services.revoke(credential.id, RevocationReason.ASSESSMENT_NOT_VALID, actor_id=None)
    assert case.issue().id == credential.id
    assert queries.unissued(case.user.id) == ()


def test_what_does_not_exist_cannot_be_revoked(case: Case) -> None:
    with pytest.raises(NotFoundError):
        services.revoke("no", RevocationReason.ISSUED_IN_ERROR, actor_id=None)


def test_the_name_is_masked_until_the_holder_chooses_otherwise(case: Case) -> None:
    credential = case.issue()
    assert name_shown(credential.code) is NameShown.MASKED
    for choice in (NameShown.FULL, NameShown.FULL, NameShown.HIDDEN, NameShown.MASKED):
        services.choose_visibility(case.user.id, credential.id, choice)
        assert name_shown(credential.code) is choice
    kinds = [event.kind for event in queries.events_of(credential.id)]
    assert kinds[1:] == [EventKind.NAME_SHOWN, EventKind.NAME_HIDDEN, EventKind.NAME_MASKED]


def name_shown(code: str) -> NameShown:
    found = queries.finding_of_code(code)
    assert found
    return found.name_shown


def test_nobody_else_chooses_it(case: Case) -> None:
    stranger = make_user(email="other@example.org")
    with pytest.raises(NotFoundError):
        services.choose_visibility(stranger.id, case.issue().id, NameShown.FULL)


def test_the_first_choice_is_that_of_the_account(case: Case) -> None:
    case.user.name_shown = NameShown.HIDDEN
    db.session.flush()
    assert name_shown(case.issue().code) is NameShown.HIDDEN


def test_a_record_changed_in_the_database_is_noticed(case: Case) -> None:
    credential = case.issue()
    row = db.session.get_one(CredentialRecord, credential.id)
    text = queries.text_of(row).replace("Ilze Bērziņa", "Ilze Krāpniece")
    row.text = vault.as_text(vault.encrypt(row.holder_id, text.encode(), about=credential.id))
    db.session.flush()
    found = queries.finding_of_code(credential.code)
    assert found
    assert found.entry.is_intact is False


def test_the_export_holds_every_certificate_and_nothing_of_others(case: Case) -> None:
    credential = case.issue()
    given = json.dumps(export(case.user.id), ensure_ascii=False)
    assert "Ilze Bērziņa" in given
    assert credential.id in given
    stranger = make_user(email="other@example.org", certificate_name="Other Person")
    assert export(stranger.id) == {
        "confirmed_name": None,
        "certificates": [],
        "share_links": [],
        "cohorts": [],
    }


def test_after_erasure_the_proof_stays_without_the_person(case: Case) -> None:
    credential = case.issue()
    code, digest = credential.code, credential.record_sha256
    erase(case.user.id)
    db.session.expire_all()
    assert db.session.scalars(select(CredentialRecord)).all() == []
    assert db.session.scalars(select(HolderName)).all() == []
    found = queries.finding_of_code(code)
    assert found
    assert found.record is None
    assert found.credential.record_sha256 == digest
    assert found.credential.holder_erased_at
    assert queries.standing_of(found.credential, clock.now()) is Standing.VALID
    assert export(case.user.id) == {
        "confirmed_name": None,
        "certificates": [],
        "share_links": [],
        "cohorts": [],
    }


def test_erasure_leaves_others_alone(case: Case) -> None:
    case.issue()
    erase(make_user(email="other@example.org").id)
    assert len(queries.held_by(case.user.id)) == 1


def test_this_package_answers_for_all_its_personal_columns() -> None:
    names = ("credential", "cohort", "holder", "person_key", "share_link")
    ours = {table.name for table, _ in personal_columns() if table.name.startswith(names)}
    assert ours == PERSONAL_DATA.tables
