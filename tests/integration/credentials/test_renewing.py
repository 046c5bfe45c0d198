"""A certificate that expires goes on in a renewed one, and its holder is told in time."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import cast

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from lms.content.catalogue import Catalogue
from lms.content.certificates import CertificateRule
from lms.content.outline import Module
from lms.content.programme import Programme
from lms.core import clock
from lms.core.db import db
from lms.core.errors import RefusedError
from lms.core.ids import new_id
from lms.core.mail import OutboxMail
from lms.credentials import queries, services
from lms.credentials.models import Credential, ExpiryReminder
from lms.credentials.privacy import erase
from lms.credentials.rules import EventKind, RevocationReason, Standing
from lms.credentials.services.auditing import log_problems
from lms.learning import services as learning
from lms.learning.models import Completion, Renewal
from lms.learning.rules import FINAL_TEST
from lms.people.rules import NameShown
from tests.factories.credentials import confirm_name
from tests.integration.credentials.conftest import Case

ISSUED = datetime(2026, 3, 1, 12, tzinfo=UTC)
IN_TIME = datetime(2029, 1, 10, 12, tzinfo=UTC)
TOO_LATE = datetime(2029, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def expiring(context: Flask, unnamed: Case) -> Case:
    """Somebody who has completed a module whose certificate is valid for three years."""
    rule = CertificateRule(valid_months=36)
    confirm_name(unnamed.user)
    unnamed.completion.completed_at = ISSUED
    db.session.commit()
    return replace(unnamed, module=replace(unnamed.module, certificate=rule))


def issue(case: Case) -> Credential:
    with time_machine.travel(ISSUED, tick=False):
        credential = case.issue()
        db.session.commit()
    return credential


def take_test(case: Case, *, is_passed: bool = True, begun_at: datetime | None = None) -> None:
    """Report a final test, begun now unless said otherwise."""
    learning.record_result(
        case.enrolment,
        case.module,
        FINAL_TEST,
        score=Decimal(91 if is_passed else 20),
        max_score=Decimal(100),
        is_passed=is_passed,
        source_id=new_id(),
        begun_at=begun_at or clock.now(),
    )
    db.session.commit()


def renewed(case: Case, moment: datetime) -> Credential:
    with time_machine.travel(moment, tick=False):
        learning.begin_renewal(case.enrolment, case.module)
        take_test(case)
    return queries.held_by(case.user.id)[0].credential


def test_the_renewed_one_goes_on_where_the_earlier_one_ends_and_both_lead_to_each_other(
    expiring: Case,
) -> None:
    old = issue(expiring)
    assert old.expires_on == date(2029, 3, 1)
    services.choose_visibility(expiring.user.id, old.id, NameShown.FULL)
    new = renewed(expiring, IN_TIME)
    assert new.id != old.id
    assert (new.awarded_on, new.expires_on) == (date(2029, 1, 10), date(2032, 3, 1))
    held = queries.held(expiring.user.id, new.id)
    assert held
    assert [one.percent for one in held.record.assessments] == [91]
    assert held.row.name_shown is NameShown.FULL
    assert queries.standing_of(old, IN_TIME) is Standing.SUPERSEDED
    assert [one.kind for one in queries.events_of(new.id)] == [EventKind.RENEWED]
    assert queries.events_of(new.id)[0].detail["instead_of"] == old.id
    assert queries.events_of(old.id)[-1].detail == {"by": new.id}
    found = queries.finding_of_code(old.code)
    assert found
    assert found.entry.superseded_by == new.code
    assert log_problems() == []


def test_an_expired_one_is_renewed_from_the_day_on_which_the_test_is_passed(expiring: Case) -> None:
    old = issue(expiring)
    assert queries.standing_of(old, TOO_LATE) is Standing.EXPIRED
    new = renewed(expiring, TOO_LATE)
    assert new.expires_on == date(2032, 6, 1)
    assert queries.standing_of(new, TOO_LATE) is Standing.VALID


def test_it_can_be_renewed_again_and_again(expiring: Case) -> None:
    first = issue(expiring)
    second = renewed(expiring, IN_TIME)
    third = renewed(expiring, datetime(2032, 2, 1, tzinfo=UTC))
    assert (first.superseded_by, second.superseded_by) == (second.id, third.id)
    assert third.expires_on == date(2035, 3, 1)
    assert len(db.session.scalars(select(Renewal)).all()) == 2


def test_neither_a_failed_test_nor_one_begun_before_renews(expiring: Case) -> None:
    issue(expiring)
    with time_machine.travel(IN_TIME, tick=False):
        take_test(expiring)  # nothing was begun
        learning.begin_renewal(expiring.enrolment, expiring.module)
        take_test(expiring, begun_at=IN_TIME - timedelta(seconds=1))
        take_test(expiring, is_passed=False)
        learning.begin_renewal(expiring.enrolment, expiring.module)
    assert len(queries.held_by(expiring.user.id)) == 1


def test_what_was_withdrawn_meanwhile_is_not_renewed(expiring: Case) -> None:
    old = issue(expiring)
    services.revoke(old.id, RevocationReason.ASSESSMENT_NOT_VALID, actor_id=None)
    renewed(expiring, IN_TIME)
    assert [one.credential.id for one in queries.held_by(expiring.user.id)] == [old.id]


def test_a_renewal_that_fails_is_made_good_by_beginning_it_again(
    expiring: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue(expiring)
    with monkeypatch.context() as broken:
        broken.setattr("lms.credentials.services.replacing.draft_of", lambda *_, **__: 1 / 0)
        renewed(expiring, IN_TIME)
    assert len(queries.held_by(expiring.user.id)) == 1
    with time_machine.travel(IN_TIME, tick=False):
        learning.begin_renewal(expiring.enrolment, expiring.module)
        learning.begin_renewal(expiring.enrolment, expiring.module)
    assert len(queries.held_by(expiring.user.id)) == 2


def test_only_a_completed_module_with_a_final_test_is_renewed(expiring: Case) -> None:
    with pytest.raises(RefusedError):
        learning.begin_renewal(expiring.enrolment, replace(expiring.module, blueprint=None))
    db.session.delete(db.session.get_one(Completion, expiring.completion.id))
    with pytest.raises(RefusedError):
        learning.begin_renewal(expiring.enrolment, expiring.module)


def remind(moment: datetime) -> list[str]:
    """Subjects of all mails after the worker's sweep at that moment."""
    with time_machine.travel(moment, tick=False):
        services.RemindOfExpiry()()
    return list(db.session.scalars(select(OutboxMail.subject)))


def test_the_holder_is_told_twice_and_once_each(expiring: Case) -> None:
    issue(expiring)
    counts = [
        len(remind(datetime(2028, 12, 30, 23, tzinfo=UTC))),
        len(remind(datetime(2028, 12, 31, 1, tzinfo=UTC))),
        len(remind(datetime(2029, 1, 20, tzinfo=UTC))),
        len(remind(datetime(2029, 2, 15, tzinfo=UTC))),
        len(remind(datetime(2029, 2, 16, tzinfo=UTC))),
    ]
    assert counts == [0, 1, 1, 2, 2]
    mail = db.session.scalars(select(OutboxMail)).first()
    assert mail
    assert (mail.recipient, mail.subject) == (expiring.user.email, "A certificate of yours expires soon")
    assert "1 March 2029" in mail.text
    assert "/certificates/" in mail.text


def test_after_a_long_pause_of_the_worker_one_mail_says_it(expiring: Case) -> None:
    issue(expiring)
    assert len(remind(datetime(2029, 2, 20, tzinfo=UTC))) == 1
    assert db.session.scalars(select(ExpiryReminder).where(ExpiryReminder.settled_at.is_(None))).all() == []


@pytest.mark.parametrize("what", ["renewed", "withdrawn", "erased", "expired", "closed"])
def test_nobody_is_told_of_what_needs_no_renewal(expiring: Case, what: str) -> None:
    issued = issue(expiring)
    moment = datetime(2029, 2, 20, tzinfo=UTC)
    if what == "renewed":
        renewed(expiring, datetime(2028, 12, 20, tzinfo=UTC))
    elif what == "withdrawn":
        services.revoke(issued.id, RevocationReason.REQUEST_OF_HOLDER, actor_id=None)
    elif what == "erased":
        erase(expiring.user.id)
    elif what == "closed":
        expiring.user.disabled_at = clock.now()
    else:
        moment = TOO_LATE
    db.session.commit()
    said = remind(moment)
    assert "A certificate of yours expires soon" not in said
    left = select(func.count()).where(
        ExpiryReminder.credential_id == issued.id, ExpiryReminder.settled_at.is_(None)
    )
    assert db.session.scalar(left) == 0


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """As much of a catalogue as issuing again asks for."""

    module: Module
    programme: Programme
    modules: Mapping[str, Module] = field(default_factory=dict)

    def edition(self, _slug: str, _digest: str) -> Module:
        return self.module


def test_issued_again_it_holds_no_longer_than_before_and_the_holder_is_told(expiring: Case) -> None:
    old = issue(expiring)
    issuer = replace(expiring.programme.issuer, name="Harbour Institute")
    programme = replace(expiring.programme, issuer=issuer)
    shelf = cast(Catalogue, Shelf(module=expiring.module, programme=programme))
    new = services.reissue(old.id, shelf, takes_present_edition=True, actor_id=None)
    db.session.commit()
    assert (new.issuer_name, new.expires_on) == ("Harbour Institute", old.expires_on)
    assert [one.kind for one in queries.events_of(new.id)] == [EventKind.REISSUED]
    mail = db.session.scalars(select(OutboxMail)).one()
    assert mail.subject == "A certificate of yours was issued again"
    assert new.id in mail.text
    with pytest.raises(RefusedError):
        services.reissue(old.id, shelf, takes_present_edition=False, actor_id=None)
    assert log_problems() == []
