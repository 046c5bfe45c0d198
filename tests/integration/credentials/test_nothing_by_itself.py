"""No certificate is issued and nothing is mailed by an upgrade, a migration or a changed module."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms import migrate
from lms.content.certificates import CertificateRule
from lms.core.db import Base, db
from lms.core.extension import campus
from lms.core.mail import OutboxMail
from lms.credentials import queries, services
from lms.credentials.models import Credential, CredentialEvent, CredentialRecord, ExpiryReminder, PersonKey
from lms.web.catalogue import current_catalogue
from tests.factories.credentials import complete, confirm_name
from tests.factories.people import make_user
from tests.support.application import make_app, settings_for
from tests.support.printing import stand_in

BEFORE_THERE_WERE_TERMS = "a4c81f07d3e2"
COUNTED: tuple[type[Base], ...] = (Credential, CredentialEvent, ExpiryReminder, OutboxMail)


def counts() -> dict[str, int]:
    db.session.rollback()
    return {
        model.__tablename__: db.session.scalar(select(func.count()).select_from(model)) or 0
        for model in COUNTED
    }


def issue_as_it_was_before(app: Flask) -> None:
    """A certificate with its file, whose record lies in plain; and a completion that waits for its name."""
    catalogue = current_catalogue()
    module = next(one for one in catalogue.modules.values() if one.is_open)
    person, waiting = make_user(), make_user(email="waiting@example.org")
    confirm_name(person)
    credential = services.issue(*complete(person, module), module, catalogue.programme)
    complete(waiting, module)
    db.session.commit()
    services.render_due()
    row = db.session.get_one(CredentialRecord, credential.id)
    row.text = queries.text_of(row)
    db.session.flush()
    db.session.delete(db.session.get_one(PersonKey, person.id))
    db.session.commit()


def test_an_upgrade_and_another_rule_lead_to_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, lambda record: b"%PDF " + record.code.encode())
    app = make_app(settings_for(tmp_path))
    with app.app_context():
        issue_as_it_was_before(app)
        before = counts()
        db.session.remove()
        migrate.downgrade(db.engine, BEFORE_THERE_WERE_TERMS)
        migrate.upgrade(db.engine)
        modules = current_catalogue().modules
        rule = CertificateRule(valid_months=1)
        changed = {slug: replace(one, certificate=rule) for slug, one in modules.items()}
        monkeypatch.setattr(current_catalogue(), "modules", changed)
        for _ in range(3):
            campus().jobs.run_once()
        after = counts()
        # The worker may make what was due, and say so in the log; nothing else may have happened.
        made = db.session.scalar(
            select(func.count()).select_from(CredentialEvent).where(CredentialEvent.kind == "rendered")
        )
        assert {name: after[name] for name in ("credential", "expiry_reminder", "outbox_mail")} == {
            "credential": before["credential"],
            "expiry_reminder": 0,
            "outbox_mail": 0,
        }
        assert after["credential_event"] - (made or 0) == 1
        db.session.remove()
        db.engine.dispose()
