"""How many participants of a module stand where."""

from lms.reports.rules.standing import Standings, standings_from


def test_everybody_is_counted_once() -> None:
    found = standings_from(total=20, going=12, idle=5, waiting=3, waiting_idle=2)
    assert found == Standings(under_way=6, stuck=3, waiting=3, finished=8)
    assert found.total == 20
