"""Are keys made, replaced, taken in and kept so that what they signed stays verifiable?"""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.hazmat.primitives.serialization.pkcs12 import PKCS12Certificate, PKCS12KeyAndCertificates
from flask import Flask
from sqlalchemy.exc import IntegrityError

from lms.core import clock
from lms.core.db import db
from lms.core.errors import NotFoundError
from lms.core.settings import settings
from lms.credentials.errors import KeyRefusedError, KeyUnusableError
from lms.credentials.formats.keys import Purpose, Standing
from lms.credentials.models import SigningKey
from lms.credentials.rules.keys import KeyHolder
from lms.credentials.sealing.sealers import KeySealer
from lms.credentials.services import key_changes, sealing
from lms.credentials.services import keys as service
from lms.credentials.services.key_files import KeyFiles, key_files
from lms.web.catalogue import current_catalogue
from tests.support.keys import MADE_AT, key_pair, seal_key

PROBE = b"something to sign"


def rotate(purpose: Purpose = Purpose.SEAL, **how: bool) -> str:
    return key_changes.rotate(purpose, current_catalogue().programme.issuer, **how).kid


def p12_of(name: str, password: str = "secret", certificate: x509.Certificate | None = None) -> bytes:
    key = seal_key(name)
    own = certificate or key.sealer.certificates[0]
    encryption = BestAvailableEncryption(password.encode())
    return pkcs12.serialize_key_and_certificates(b"seal", key.private, own, None, encryption)


@pytest.fixture(autouse=True)
def _keys_as_before(context: Flask) -> Iterator[None]:
    yield
    db.session.rollback()


def test_every_purpose_has_one_key_and_they_sign(context: Flask) -> None:
    assert {key.purpose for key in service.published() if key.is_active} == set(Purpose)
    assert service.active(Purpose.BADGE).kid == key_pair(Purpose.BADGE).kid
    assert service.active(Purpose.TOKEN).published.algorithm == "RS256"
    assert service.active_sealer().sign(PROBE)
    assert service.key_problems() == []
    assert key_changes.make_first_keys(current_catalogue().programme.issuer) == ()


def test_after_two_rotations_three_keys_are_published_and_one_is_used(context: Flask) -> None:
    first = service.active_sealer().kid
    second, third = rotate(), rotate()
    seals = {key.kid: key for key in service.published() if key.purpose is Purpose.SEAL}
    assert set(seals) == {first, second, third}
    assert [kid for kid, key in seals.items() if key.is_active] == [third] == [service.active_sealer().kid]
    assert seals[third].certificates
    assert "Example Cluster Academy" not in first


def test_two_keys_cannot_be_used_for_one_purpose(context: Flask) -> None:
    new = seal_key("second").published
    row = SigningKey(
        kid=new.kid, purpose=Purpose.SEAL, algorithm="ES256", holder=KeyHolder.FILE, jwk={}, certificates="x",
        standing=Standing.SELF_ISSUED, created_at=MADE_AT,
    )  # fmt: skip
    db.session.add(row)
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_a_key_file_can_be_read_by_its_owner_alone_and_only_with_the_passphrase(context: Flask) -> None:
    path = key_files().path(Purpose.SEAL, rotate())
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"PRIVATE" not in path.read_bytes()
    other = KeyFiles(folder=path.parent, passphrase="another")
    with pytest.raises(KeyUnusableError, match="does not open"):
        other.read(Purpose.SEAL, path.stem.removeprefix("seal-"))


def test_a_missing_key_file_is_said_with_what_to_do(context: Flask) -> None:
    os.unlink(key_files().path(Purpose.BADGE, rotate(Purpose.BADGE)))
    (said,) = service.key_problems()
    assert "backup" in said
    assert "rotate badge" in said


def test_a_lost_key_is_retired_and_marked(context: Flask) -> None:
    first = service.active_sealer().kid
    rotate(is_compromised=True)
    lost = next(key for key in service.published() if key.kid == first)
    assert lost.compromised_at == lost.retired_at is not None


def test_only_a_retired_key_is_reported_lost_afterwards(context: Flask) -> None:
    first = service.active_sealer().kid
    with pytest.raises(KeyRefusedError, match="rotate seal --lost"):
        key_changes.report_lost(first)
    with pytest.raises(NotFoundError):
        key_changes.report_lost("nobody's")
    rotate()
    key_changes.report_lost(first)
    assert next(key for key in service.published() if key.kid == first).compromised_at is not None


def test_a_providers_file_takes_over_and_is_kept_under_our_own_passphrase(context: Flask) -> None:
    taken = key_changes.import_pkcs12(p12_of("provider"), "secret", Standing.ADVANCED)
    sealer = service.active_sealer()
    assert (sealer.kid, taken.standing) == (seal_key("provider").published.kid, Standing.ADVANCED)
    assert isinstance(sealer, KeySealer)
    assert sealer.sign(PROBE)


@pytest.mark.parametrize(
    ("data", "password", "said"),
    [
        (b"nonsense", "secret", "no PKCS#12 file"),
        (p12_of("provider"), "wrong", "password is another"),
    ],
)
def test_a_file_that_does_not_open_is_refused(context: Flask, data: bytes, password: str, said: str) -> None:
    with pytest.raises(KeyRefusedError, match=said):
        key_changes.import_pkcs12(data, password, Standing.ADVANCED)


def test_a_key_beside_the_certificate_of_another_is_refused(
    context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    mixed = PKCS12KeyAndCertificates(
        seal_key("other").private, PKCS12Certificate(seal_key("provider").sealer.certificates[0], None), []
    )
    monkeypatch.setattr(key_changes.pkcs12, "load_pkcs12", lambda *_: mixed)
    with pytest.raises(KeyRefusedError, match="belongs to another key"):
        key_changes.import_pkcs12(b"", "", Standing.ADVANCED)


def test_nothing_is_called_qualified_that_does_not_say_so_itself(context: Flask) -> None:
    with pytest.raises(KeyRefusedError, match="does not say that it is a qualified certificate"):
        key_changes.import_pkcs12(p12_of("provider"), "secret", Standing.QUALIFIED)


def test_an_expired_certificate_is_refused(context: Flask) -> None:
    with (
        time_machine.travel(MADE_AT + timedelta(days=40 * 366)),
        pytest.raises(KeyRefusedError, match="It is valid from"),
    ):
        key_changes.import_pkcs12(p12_of("provider"), "secret", Standing.ADVANCED)


def test_a_retired_key_is_never_used_again(context: Flask) -> None:
    key_changes.import_pkcs12(p12_of("provider"), "secret", Standing.ADVANCED)
    rotate()
    with pytest.raises(KeyRefusedError, match="never used again"):
        key_changes.import_pkcs12(p12_of("provider"), "secret", Standing.ADVANCED)


def test_a_key_elsewhere_is_taken_only_if_it_signs(context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    chain = seal_key("provider").sealer.certificates[0].public_bytes(Encoding.PEM)
    with pytest.raises(KeyUnusableError, match="CAMPUS_SEAL_COMMAND or CAMPUS_SEAL_URL"):
        key_changes.import_certificate(chain, KeyHolder.PROGRAM, Standing.ADVANCED)
    with pytest.raises(KeyUnusableError, match="CAMPUS_SEAL_PKCS11_MODULE"):
        key_changes.import_certificate(chain, KeyHolder.PKCS11, Standing.ADVANCED)
    monkeypatch.setattr(key_changes, "sealer_of", lambda *_: seal_key("provider").sealer)
    taken = key_changes.import_certificate(chain, KeyHolder.PROGRAM, Standing.ADVANCED)
    assert taken.kid == seal_key("provider").published.kid
    again = key_changes.import_certificate(chain, KeyHolder.PROGRAM, Standing.ADVANCED)
    assert again.kid == taken.kid


def silent_authority(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    roots = tmp_path / "roots.pem"
    roots.write_bytes(seal_key().sealer.certificates[0].public_bytes(Encoding.PEM))
    seal = replace(settings().seal, timestamp_url="http://127.0.0.1:1/tsa", timestamp_roots=roots)
    changed = replace(settings(), seal=seal)
    monkeypatch.setattr(sealing, "settings", lambda: changed)
    monkeypatch.setattr(sealing, "_outage", sealing.Outage())


def test_certificates_wait_a_day_for_a_silent_authority_and_then_go_without(
    context: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    silent_authority(monkeypatch, tmp_path)
    calls: list[object] = []

    def seal(pdf: bytes, _sealer: object, *, authority: object = None, **_: object) -> bytes:
        calls.append(authority)
        if authority is not None:
            raise sealing.TimestampError("silent")
        return pdf + b"sealed"

    monkeypatch.setattr(sealing, "seal", seal)
    moment = datetime(2026, 11, 22, 8, tzinfo=UTC)
    for hours in (0, 23):
        monkeypatch.setattr(clock, "now", lambda at=moment + timedelta(hours=hours): at)
        with pytest.raises(sealing.TimestampError):
            sealing.seal_pdf(b"pdf", seal_key().sealer, reason="", location="")
    monkeypatch.setattr(clock, "now", lambda: moment + timedelta(hours=24))
    assert sealing.seal_pdf(b"pdf", seal_key().sealer, reason="", location="") == b"pdfsealed"
    assert calls[-1] is None


def test_a_chain_is_put_in_order_and_what_does_not_belong_is_left_out() -> None:
    own = seal_key().sealer.certificates[0]
    stranger = seal_key("stranger", "Somebody else").sealer.certificates[0]
    assert key_changes.ordered(own, [stranger]) == (own,)
    assert isinstance(own.public_key(), ec.EllipticCurvePublicKey)
