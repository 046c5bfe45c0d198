"""Is every single personal column in the archive that people take away?"""

import zipfile
from collections.abc import Iterator, Mapping

import pytest
from flask import Flask

from lms.core.db import Base, db, may_write
from lms.core.extension import campus
from lms.core.privacy import Field, personal_columns
from lms.people import queries, services
from lms.people.services.data_exports import export_files
from tests.functional.security.canaries import SECRETS, Name, write_canaries
from tests.functional.security.world import World


@pytest.fixture
def canaries(world: World) -> dict[Name, str]:
    return write_canaries(world)


def archive_of(world: World) -> tuple[list[str], str]:
    """Names of all files, and the text of all of them."""
    with world.app.app_context():
        may_write.set(True)
        db.session.execute(Base.metadata.tables["data_export"].delete())
        services.ask_for_export(world.user_ids["owner"])
        db.session.commit()
        assert services.make_due_exports() == 1
        (name,) = queries.export_files(world.user_ids["owner"])
        with zipfile.ZipFile(export_files().path_named(name)) as archive:
            names = archive.namelist()
            return names, "\n".join(names) + b"\n".join(map(archive.read, names)).decode("utf-8", "replace")


def fields_of(app: Flask) -> set[str]:
    documents = [
        document for package in app.extensions["campus"].personal_data for document in package.documents
    ]
    return {name for document in documents for name in _names(document.fields)}


def _names(fields: Mapping[str, Field]) -> Iterator[str]:
    for name, field in fields.items():
        yield name
        yield from _names(field.fields or {})


def test_a_canary_in_every_personal_column_is_found_in_the_archive(
    world: World, canaries: dict[Name, str]
) -> None:
    names, text = archive_of(world)
    missing = {name for name, word in canaries.items() if word not in text and name not in SECRETS}
    assert missing == set()
    columns = {(table.name, column.name) for table, column in personal_columns() if not column.foreign_keys}
    # A number, a moment or a choice cannot be told by its value: its field stands in the description.
    assert {
        name for name in columns - canaries.keys() - SECRETS.keys() if name[1] not in fields_of(world.app)
    } == set()
    assert {"README.txt", "schema.json", "profile.json", "attempts.json"} < set(names)
    assert any(name.startswith("certificates/") and name.endswith("certificate-en.pdf") for name in names)
    assert any(name.startswith("certificates/") and name.endswith("badge.json") for name in names)
    assert any(name.startswith("certificates/") and name.endswith("elm.jsonld") for name in names)
    assert any(name.startswith("uploads/") for name in names)


def test_nothing_of_somebody_else_is_in_the_archive(world: World) -> None:
    _, text = archive_of(world)
    for word in (
        "other@example.org",
        "author@example.org",
        "trainer@example.org",
        "Jānis Ozols",
        "Aino Virtanen",
    ):
        assert word not in text
    for name, user_id in world.user_ids.items():
        assert name == "owner" or user_id not in text, name


def test_every_package_describes_its_data(app: Flask) -> None:
    with app.test_request_context():
        for package in campus().personal_data:
            assert package.documents, package.package
            assert str(package.words.kept), package.package
