"""A list of organisations is read whole, and what is wrong in it is said with its line and column."""

import pytest

from lms.people.rules import ClusterStage, OrganisationKind
from lms.people.rules.organisation_lists import MOST_LINES, ProblemKind, Words, read_organisations

WORDS = Words(
    countries={"lv": "LV", "latvia": "LV", "se": "SE"},
    kinds={one.value: one for one in OrganisationKind},
    stages={one.value: one for one in ClusterStage},
)


def test_a_list_is_read_with_or_without_a_head() -> None:
    plain = read_organisations("Norrvik Cluster; cluster; Latvia; vidzeme; food; growing", WORDS)
    headed = read_organisations("Country\tName\tKind\nLV\tNorrvik Cluster\tcluster", WORDS)
    assert (plain.problems, headed.problems) == ((), ())
    one = plain.entries[0]
    assert (one.name, one.country, one.region, one.sector, one.stage) == (
        "Norrvik Cluster",
        "LV",
        "LV00C",
        "food",
        ClusterStage.GROWING,
    )
    assert headed.entries[0].key == one.key


@pytest.mark.parametrize(
    ("text", "kind", "line", "column"),
    [
        ("", ProblemKind.NOTHING, 0, 0),
        ("name;kind\n", ProblemKind.MISSING_HEAD, 1, 0),
        ("name;kind;country;colour\n", ProblemKind.UNKNOWN_HEAD, 1, 4),
        ("X;cluster;LV", ProblemKind.NAME, 1, 1),
        ("Norrvik;club;LV", ProblemKind.KIND, 1, 2),
        ("Norrvik;cluster;Atlantis", ProblemKind.COUNTRY, 1, 3),
        ("Norrvik;cluster", ProblemKind.COUNTRY, 1, 3),
        ("Norrvik;cluster;SE;LV00C", ProblemKind.REGION, 1, 4),
        ("Norrvik;cluster;SE;;" + "x" * 81, ProblemKind.SECTOR, 1, 5),
        ("Norrvik;cluster;SE;;;old", ProblemKind.STAGE, 1, 6),
        ("Norrvik;cluster;SE;;;;more", ProblemKind.TOO_MANY_COLUMNS, 1, 7),
        ("Norrvik;cluster;SE\n\nNORRVIK;other;SE", ProblemKind.TWICE, 3, 0),
    ],
)
def test_each_problem_has_its_place(text: str, kind: ProblemKind, line: int, column: int) -> None:
    problem = read_organisations(text, WORDS).problems[0]
    assert (problem.kind, problem.line, problem.column) == (kind, line, column)


def test_a_list_that_is_too_long_is_refused_whole() -> None:
    text = "\n".join(f"Norrvik {number};cluster;SE" for number in range(MOST_LINES + 1))
    found = read_organisations(text, WORDS)
    assert [one.kind for one in found.problems] == [ProblemKind.TOO_MANY_LINES]
    assert found.entries == ()
