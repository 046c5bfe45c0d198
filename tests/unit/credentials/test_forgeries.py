"""Each kind of forgery is told apart from the genuine, and it is said how it differs."""

import copy
from functools import cache
from random import Random

import pytest

from lms.credentials.checking.verifying import verify_file
from lms.credentials.formats.badge import as_bytes
from lms.credentials.rules.verification import Answer, Verdict
from tests.support.forging import badges, documents
from tests.support.forging.forgery import ALL, Forgery
from tests.support.forging.genuine import ISSUER, NOW, Genuine, keys, world

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


def test_a_name_cannot_be_found_out_by_trying_it_in_forgeries() -> None:
    anna: Genuine = world().anna
    answers = set()
    for name in (anna.record.holder_name, "Somebody Else"):
        document = copy.deepcopy(anna.document)
        document["credentialSubject"]["identifier"] = [
            {"type": "IdentityObject", "identityType": "name", "hashed": False, "identityHash": name}
        ]
        answer = answer_to(as_bytes(document))
        assert answer.verdict is Verdict.ALTERED
        answers.add((answer.failed, frozenset(one.field for one in answer.differences)))
    assert len(answers) == 1
