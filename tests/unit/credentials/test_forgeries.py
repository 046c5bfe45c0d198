"""Each kind of forgery is told apart from the genuine, and it is said how it differs."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from random import Random

import pytest

from lms.credentials.checking.verifying import verify_file
from lms.credentials.formats.badge import as_bytes, badge_of
from lms.credentials.records import Record, hashed_email
from lms.credentials.rules.files_seen import Field
from lms.credentials.rules.verification import Answer, Verdict
from tests.support.forging import badges, documents
from tests.support.forging.forgery import ALL, Forgery
from tests.support.forging.genuine import ISSUER, NOW, Genuine, keys, plain_pdf, sealed, world

SEED = 5


def answer_to(data: bytes) -> Answer:
    return verify_file(data, world().shelf, keys(), ISSUER, NOW).answer


@cache
def answer_to_forgery(forged: Forgery) -> Answer:
    """Made and looked at once, however many tests ask."""
    return answer_to(forged.make(world(), Random(SEED)))


@pytest.mark.parametrize("form", ["pdf", "json", "token", "png", "svg"])
def test_the_genuine_is_valid_in_every_form(form: str) -> None:
    data = getattr(world().anna, form)
    answer = answer_to(data.encode() if isinstance(data, str) else data)
    assert (answer.verdict, answer.failed, answer.differences) == (Verdict.VALID, (), ())
    assert answer.is_reliable
    assert answer.is_of_the_file_itself


def guessed(name: str) -> Record:
    """Anna's certificate as a stranger may write it: all but the salt is public or was guessed."""
    return replace(world().anna.record, holder_name=name, salt="", email_hash=None)


def guessed_badge(name: str) -> bytes:
    return as_bytes(badge_of(guessed(name), ISSUER))


def guessed_with_salt(name: str) -> bytes:
    record = replace(guessed(name), salt="ab" * 16, email_hash=hashed_email("a@example.org", "ab" * 16))
    return as_bytes(badge_of(record, ISSUER))


GUESSES: dict[str, Callable[[str], bytes]] = {
    "badge": guessed_badge,
    "badge with another salt": guessed_with_salt,
    "page alone": lambda name: plain_pdf(guessed(name)),
    "page with a badge": lambda name: plain_pdf(guessed(name), guessed_badge(name)),
    "page with the badge of another": lambda name: plain_pdf(guessed(name), world().bo.json),
    "sealed page": lambda name: sealed(plain_pdf(guessed(name), guessed_badge(name)), "foreign"),
}
"""A name → a forgery that holds it, by somebody without Anna's file."""


def test_there_are_more_than_thirty_kinds() -> None:
    assert {badges.__name__, documents.__name__} == {one.make.__module__ for one in ALL}
    assert len({one.name for one in ALL}) == len(ALL) >= 30


@pytest.mark.parametrize("forged", ALL, ids=lambda forged: forged.name)
def test_a_forgery_is_told_apart_and_it_is_said_how(forged: Forgery) -> None:
    answer = answer_to_forgery(forged)
    failed = {check.reason for check in answer.failed}
    assert not answer.is_reliable
    assert answer.verdict is forged.verdict, failed
    assert forged.reasons <= failed
    assert forged.fields <= {one.field for one in answer.differences}
    assert forged.notes <= set(answer.notes)
    assert failed or answer.notes


def test_a_forgery_never_teaches_the_true_name() -> None:
    anna: Genuine = world().anna
    for forged in ALL:
        answer = answer_to_forgery(forged)
        if not answer.is_of_the_file_itself:
            assert anna.record.holder_name not in [one.issued for one in answer.differences], forged.name


def test_the_same_seed_makes_the_same_forgery() -> None:
    for forged in ALL:
        if forged.make.__module__ == badges.__name__:
            assert forged.make(world(), Random(SEED)) == forged.make(world(), Random(SEED)), forged.name


@pytest.mark.parametrize("form", GUESSES)
def test_a_name_cannot_be_found_out_by_trying_it_in_forgeries(form: str) -> None:
    """A stranger who has the code tries names: the right one is answered like a wrong one."""
    right, wrong = (answer_to(GUESSES[form](name)) for name in ("Anna Bērziņa", "Somebody Else"))
    assert world().anna.record.holder_name == "Anna Bērziņa"
    assert right.verdict is Verdict.ALTERED
    assert right == wrong


def test_who_has_the_secret_of_the_file_is_told_what_was_changed_in_it() -> None:
    anna = world().anna
    renamed = replace(anna.record, holder_name="Somebody Else")
    document = {**anna.document, "credentialSubject": badge_of(renamed, ISSUER)["credentialSubject"]}
    for data in (as_bytes(document), plain_pdf(renamed, as_bytes(document))):
        assert Field.HOLDER in {one.field for one in answer_to(data).differences}
    assert answer_to(plain_pdf(anna.record, anna.json)).differences == ()
    assert [one.field for one in answer_to(plain_pdf(renamed, anna.json)).differences] == [Field.PAGE]
