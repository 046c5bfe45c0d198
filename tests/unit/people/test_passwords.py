"""Is a password good enough, and does one match?"""

import threading
import time
from collections.abc import Callable

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from lms.people import passwords
from lms.people.passwords import Weakness, common_passwords, compare, hash_of, weakness_of

GOOD = "seven herons over Norrvik"
PATIENCE = 60
"""Seconds that a busy machine may take."""


def test_a_right_password_matches_and_a_wrong_one_does_not() -> None:
    kept = hash_of(GOOD)
    assert compare(GOOD, kept).is_right
    assert not compare(GOOD + " ", kept).is_right
    assert compare(GOOD, kept).newer_hash is None


def test_nothing_matches_where_there_is_no_hash() -> None:
    assert not compare(GOOD, None).is_right
    assert not compare("", None).is_right
    assert not compare(GOOD, "not a hash").is_right


def test_accents_match_however_the_keyboard_puts_them_together() -> None:
    assert compare("fem hägrar o\u0308ver", hash_of("fem hägrar över")).is_right


def test_a_hash_made_with_older_settings_is_made_anew() -> None:
    older = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(GOOD)
    match = compare(GOOD, older)
    assert match.is_right
    assert match.newer_hash is not None
    assert "m=19456,t=2,p=1" in match.newer_hash


def test_an_unknown_address_takes_as_long_as_a_wrong_password() -> None:
    kept = hash_of(GOOD)

    def seconds(given_hash: str | None) -> float:
        begun = time.process_time()  # what others do on the machine plays no part
        compare("a wrong password", given_hash)
        return time.process_time() - begun

    known = sorted(seconds(kept) for _ in range(9))[4]
    unknown = sorted(seconds(None) for _ in range(9))[4]
    # Both hash once. Without the dummy the second would be a thousand times faster.
    assert unknown > known / 3


def test_no_more_hashes_run_at_once_than_there_are_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    running, most = 0, 0
    lock, two = threading.Lock(), threading.Barrier(2)

    class Counting:
        def hash(self, _text: str) -> str:
            nonlocal running, most
            with lock:
                running += 1
                most = max(most, running)
            two.wait(PATIENCE)
            time.sleep(0.01)  # a third could come now
            with lock:
                running -= 1
            return "hash"

    monkeypatch.setattr(passwords, "_hasher", Counting())
    monkeypatch.setattr(passwords, "_room", threading.BoundedSemaphore(2))
    threads = [threading.Thread(target=hash_of, args=(GOOD,)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2


@pytest.mark.parametrize(
    ("password", "weakness"),
    [
        (GOOD, None),
        ("korrekt häst batteri klammer", None),
        ("xk7-Pq2-mm9-Rt4", None),
        ("Tallinn mornings taste of rye", None),
        ("short", Weakness.TOO_SHORT),
        ("elevenchars", Weakness.TOO_SHORT),
        ("a" * 129, Weakness.TOO_LONG),
        ("passwordpassword", Weakness.COMMON),
        ("Password12345", Weakness.COMMON),
        ("P@ssw0rd2026!!", Weakness.COMMON),
        ("ClusterCampus1", Weakness.COMMON),
        ("cluster campus", Weakness.COMMON),
        ("cluster_manager_2026", Weakness.COMMON),
        ("Sommar2026Stockholm", Weakness.COMMON),
        ("summer2026summer", Weakness.COMMON),
        ("slaptazodis2026", Weakness.COMMON),
        ("salasana123456", Weakness.COMMON),
        ("lösenordlösenord", Weakness.COMMON),
        ("qwertyuiopasdf", Weakness.COMMON),
        ("123456789012", Weakness.COMMON),
        ("987654321098", Weakness.COMMON),
        ("abcdefghijkl", Weakness.COMMON),
        ("zzzzzzzzzzzz", Weakness.COMMON),
        ("abcabcabcabc", Weakness.COMMON),
        ("1q2w3e4r5t6y", Weakness.COMMON),
        ("correcthorsebatterystaple", Weakness.COMMON),
    ],
)
def test_what_somebody_would_guess_first_is_refused(password: str, weakness: Weakness | None) -> None:
    assert weakness_of(password) is weakness


@pytest.mark.parametrize(
    "password", ["annika.lindqvist", "AnnikaLindqvist1", "lindqvist-annika-26", "annika@regionnord.example"]
)
def test_a_password_about_its_owner_is_refused(password: str) -> None:
    about_you = ("annika.lindqvist@regionnord.example", "Annika Lindqvist")
    assert weakness_of(password, about_you) is Weakness.ABOUT_YOU


def test_a_long_password_may_hold_ones_name() -> None:
    assert weakness_of("Annika paints seven herons", ("annika@example.org",)) is None


def test_the_list_is_folded_and_has_the_words_of_the_house_and_of_the_region() -> None:
    words = common_passwords()
    assert len(words) > 1000
    assert all(word == word.casefold() and " " not in word for word in words)
    assert words >= {
        "clustercampus",
        "lösenord",
        "salasana",
        "parool",
        "parole",
        "slaptažodis",
        "hasło",
        "passwort",
    }


@given(st.text(max_size=200))
def test_any_text_gets_an_answer_quickly(password: str) -> None:
    began = time.process_time()
    weakness_of(password, ("anna@example.org", password[:20]))
    assert time.process_time() - began < 0.2


def test_a_text_made_to_be_slow_is_answered_quickly(cpu_seconds: Callable[[], float]) -> None:
    for piece in ("ab", "a", "abcde", "aaaaab", "a1!"):
        weakness_of((piece * 128)[:127] + "x", ("a" * 254,))
    assert cpu_seconds() < 0.5
