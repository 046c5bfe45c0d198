"""The log is a chain that an audit can follow, and its heads are noted day by day."""

import json
from datetime import date
from pathlib import Path

from flask import Flask
from sqlalchemy import delete, update

from lms.core.db import db
from lms.core.extension import storage
from lms.credentials import queries, services
from lms.credentials.cli.certificates import credentials
from lms.credentials.models import Credential, CredentialEvent, LogHead
from lms.credentials.privacy import erase
from lms.credentials.queries import auditing
from lms.credentials.records import Record
from lms.credentials.rules import RevocationReason
from tests.integration.credentials.conftest import Case


def audit(app: Flask, *arguments: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(credentials, ["audit", *arguments])
    return result.exit_code, result.output


def test_what_happens_to_a_credential_is_chained_and_every_tampering_is_found(
    context: Flask, case: Case, laid_out: list[Record], tmp_path: Path
) -> None:
    credential = case.issue()
    db.session.commit()
    services.render_due()
    services.revoke(credential.id, RevocationReason.ISSUED_IN_ERROR, actor_id=None)
    db.session.commit()
    note = services.NoteHead()
    assert (note(), note(), services.NoteHead()()) == (1, 0, 0)
    kept = tmp_path / "heads.json"
    kept.write_bytes(context.test_client().get("/log").data)
    assert json.loads(kept.read_text())["heads"][0]["sequence"] == len(auditing.all_entries())
    assert audit(context, "--heads", str(kept))[0] == 0

    last = queries.last_link()
    assert last
    db.session.execute(delete(LogHead))
    db.session.execute(delete(CredentialEvent).where(CredentialEvent.sequence == last[0]))
    credential.revoked_at = credential.revoked_reason = None
    db.session.commit()
    assert audit(context)[0] == 0  # nothing in the database can tell
    code, said = audit(context, "--heads", str(kept))
    assert code == 1
    assert "the log was cut" in said

    storage().discard(str(queries.files_of(credential.id)[-1].stored_sha256))
    assert "is not in the storage" in audit(context)[1]
    db.session.execute(
        update(CredentialEvent).where(CredentialEvent.sequence == 1).values(detail={"record": "0" * 64})
    )
    db.session.commit()
    assert "entry 1 was altered" in audit(context)[1]


def test_after_an_erasure_the_log_still_proves_everything(
    context: Flask, case: Case, laid_out: list[Record]
) -> None:
    case.issue()
    db.session.commit()
    services.render_due()
    erase(case.user.id)
    db.session.commit()
    services.remove_erased_files()
    assert audit(context)[0] == 0


def test_a_register_that_says_something_else_than_was_issued_gives_itself_away(
    context: Flask, case: Case
) -> None:
    credential = case.issue()
    db.session.commit()
    assert audit(context)[0] == 0
    title = credential.title
    for values, said in (
        ({"expires_on": date(2999, 1, 1), "title": title}, "last day"),
        ({"expires_on": None, "title": "Something greater"}, "title"),
    ):
        db.session.execute(update(Credential).where(Credential.id == credential.id).values(values))
        db.session.commit()
        assert f"has another {said} than was issued" in audit(context)[1]
