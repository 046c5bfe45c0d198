"""Ledgers of erasures: read, and put together."""

from lms.people.ledger import erased_count, known_as, merged, sections_of

SALT, OTHER = "ab" * 32, "cd" * 32


def ledger(salt: str, *people: str) -> str:
    return "\n".join([salt, *(known_as(one, salt) for one in people)]) + "\n"


def holds(text: str, person: str) -> bool:
    return any(section.holds(person) for section in sections_of(text))


def test_a_ledger_knows_whom_it_holds_and_names_nobody() -> None:
    text = ledger(SALT, "anna", "berta")
    assert holds(text, "anna")
    assert not holds(text, "carla")
    assert "anna" not in text
    assert (sections_of(""), erased_count("")) == ((), 0)


def test_a_newer_ledger_of_the_same_installation_adds_to_the_older() -> None:
    both = merged(ledger(SALT, "anna"), ledger(SALT, "anna", "berta"))
    assert len(sections_of(both)) == 1
    assert erased_count(both) == 2


def test_ledgers_that_were_begun_apart_are_kept_both_and_ours_goes_on() -> None:
    both = merged(ledger(SALT, "anna"), ledger(OTHER, "berta"))
    assert holds(both, "anna")
    assert holds(both, "berta")
    assert sections_of(both)[-1].salt == SALT
    assert merged(both, ledger(OTHER, "berta")) == both


def test_an_empty_ledger_takes_the_other_one_as_it_is() -> None:
    assert merged("", ledger(OTHER, "berta")) == ledger(OTHER, "berta")
