"""Sheets on both databases: started, saved, kept apart from other devices' changes, deleted, taken away."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from lms.core.db import db
from lms.core.privacy import personal_columns
from lms.learning.models import Enrolment
from lms.people.models import User
from lms.tools import queries, services
from lms.tools.errors import ChangedElsewhereError, TooManySheetsError
from lms.tools.models import ToolSheet
from lms.tools.privacy import PERSONAL_DATA
from lms.tools.rules.values import SectionValues, values_in
from lms.tools.services import Change
from tests.factories.people import make_user
from tests.factories.tools import SLUG, join, small_module, small_tool


@pytest.fixture
def user(context: Flask) -> Iterator[User]:
    return make_user(email="ilze@example.org")


@pytest.fixture
def enrolment(user: User) -> Enrolment:
    return join(user)


@pytest.fixture
def sheet(enrolment: Enrolment) -> ToolSheet:
    return services.start_sheet(enrolment, small_module(), small_tool(), "Norrvik")


def save(sheet: ToolSheet, section_id: str, values: SectionValues, revision: int | None = None) -> None:
    section = small_tool().section(section_id)
    assert section is not None
    change = Change(values=values, revision=sheet.revision if revision is None else revision)
    services.save_section(sheet, small_module(), small_tool(), section, change)


def fields(**values: str) -> SectionValues:
    return SectionValues(fields=values)


def test_a_new_sheet_holds_what_the_tool_suggests(sheet: ToolSheet) -> None:
    assert values_in(small_tool(), sheet.content).fields == {"target": "10"}
    assert (sheet.revision, sheet.is_example, sheet.edition_digest) == (1, False, small_module().digest)


def test_an_example_is_a_sheet_of_ones_own(enrolment: Enrolment) -> None:
    example = small_tool().examples[0]
    sheet = services.open_example(enrolment, small_module(), small_tool(), example)
    assert sheet.is_example
    assert sheet.name == "Norrvik (invented example)"
    values = values_in(small_tool(), sheet.content)
    assert values.fields == example.values.fields
    assert values.tables["industries"] == tuple(example.values.tables["industries"])
    assert values.matrices["ties"] == ((1, 2),)


def test_saving_a_section_leaves_the_others_alone(sheet: ToolSheet) -> None:
    save(sheet, "industries", SectionValues(rows=({"industry": "Food", "jobs": "4200"},)))
    save(sheet, "totals", fields(region="Norrvik"))
    values = values_in(small_tool(), sheet.content)
    assert values.fields == {"region": "Norrvik"}
    assert values.tables["industries"] == ({"industry": "Food", "jobs": "4200"},)
    assert sheet.revision == 3


def test_saving_the_same_again_changes_nothing(sheet: ToolSheet) -> None:
    save(sheet, "totals", fields(region="Norrvik"))
    before = (sheet.revision, sheet.changed_at)
    save(sheet, "totals", fields(region="Norrvik"))
    assert (sheet.revision, sheet.changed_at) == before


def test_a_change_made_elsewhere_is_not_overwritten(sheet: ToolSheet) -> None:
    save(sheet, "totals", fields(region="Norrvik"), revision=1)
    with pytest.raises(ChangedElsewhereError) as refused:
        save(sheet, "totals", fields(region="Sund"), revision=1)
    assert refused.value.present.fields == {"region": "Norrvik"}
    assert values_in(small_tool(), sheet.content).fields == {"region": "Norrvik"}


def test_it_is_overwritten_by_somebody_who_has_seen_it(sheet: ToolSheet) -> None:
    save(sheet, "totals", fields(region="Norrvik"), revision=1)
    save(sheet, "totals", fields(region="Sund"), revision=2)
    assert values_in(small_tool(), sheet.content).fields == {"region": "Sund"}


def test_two_devices_may_fill_in_different_sections(sheet: ToolSheet) -> None:
    save(sheet, "totals", fields(region="Norrvik"), revision=1)
    save(sheet, "industries", SectionValues(rows=({"industry": "Food"},)), revision=1)
    assert sheet.revision == 3


def test_removing_a_row_counts_as_a_change_of_the_ticks_too(sheet: ToolSheet) -> None:
    rows = tuple({"industry": name} for name in ("a", "b", "c"))
    save(sheet, "industries", SectionValues(rows=rows))
    seen = sheet.revision
    section = small_tool().section("industries")
    assert section is not None
    change = Change(values=SectionValues(rows=rows), revision=seen, removes=0)
    services.save_section(sheet, small_module(), small_tool(), section, change)
    with pytest.raises(ChangedElsewhereError):
        save(sheet, "ties", SectionValues(pairs=((1, 2),)), revision=seen)


def test_a_row_that_was_removed_can_be_put_back(sheet: ToolSheet) -> None:
    rows = ({"industry": "a"}, {"industry": "b"})
    section = small_tool().section("industries")
    assert section is not None
    change = Change(values=SectionValues(rows=rows), revision=1, removes=0)
    services.save_section(sheet, small_module(), small_tool(), section, change)
    left = SectionValues(rows=({"industry": "b"},))
    back = replace(change, values=left, revision=sheet.revision, removes=None, puts_back=True)
    services.save_section(sheet, small_module(), small_tool(), section, back)
    assert values_in(small_tool(), sheet.content).tables["industries"] == rows


def test_a_copy_lives_a_life_of_its_own(sheet: ToolSheet, enrolment: Enrolment) -> None:
    save(sheet, "totals", fields(region="Norrvik"))
    copy = services.copy_sheet(sheet, enrolment, small_module(), "Copy")
    save(copy, "totals", fields(region="Sund"))
    assert values_in(small_tool(), sheet.content).fields == {"region": "Norrvik"}
    assert copy.id != sheet.id


def test_more_sheets_than_are_kept_are_refused(
    enrolment: Enrolment, sheet: ToolSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_SHEETS", 2)
    services.start_sheet(enrolment, small_module(), small_tool(), "Two")
    with pytest.raises(TooManySheetsError):
        services.copy_sheet(sheet, enrolment, small_module(), "Three")


def test_a_sheet_is_its_owners_alone(user: User, sheet: ToolSheet) -> None:
    stranger = make_user(email="other@example.org")
    assert queries.own_sheet(user.id, sheet.id) is not None
    assert queries.own_sheet(stranger.id, sheet.id) is None
    assert queries.own_sheet_to_change(stranger.id, sheet.id) is None
    assert queries.sheets_of(stranger.id, SLUG) == []


def test_everything_filled_in_can_be_taken_away_and_erased(user: User, sheet: ToolSheet) -> None:
    other = make_user(email="other@example.org")
    services.start_sheet(join(other), small_module(), small_tool(), "Sund")
    save(sheet, "totals", fields(source="canary of Ilze"))
    assert "canary of Ilze" in json.dumps(PERSONAL_DATA.export(user.id))
    PERSONAL_DATA.erase(user.id)
    assert PERSONAL_DATA.export(user.id) == {"sheets": []}
    assert [one.name for one in queries.sheets_of(other.id, SLUG)] == ["Sund"]


def test_every_personal_column_of_this_package_is_answered_for() -> None:
    own = {ToolSheet.__tablename__}
    assert {table.name for table, _column in personal_columns()} & own == PERSONAL_DATA.tables


def test_a_deleted_sheet_is_gone(user: User, sheet: ToolSheet) -> None:
    services.delete_sheet(sheet)
    assert queries.own_sheet(user.id, sheet.id) is None
    assert db.session.scalar(db.select(db.func.count()).select_from(ToolSheet)) == 0
