"""What goes into the archive of a person's data, part by part, with the text that explains it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from flask_babel import gettext as _

from lms.core import clock
from lms.core.addresses import public_address
from lms.core.documents import schema_of, written
from lms.core.extension import campus
from lms.core.privacy import Document, PersonalData
from lms.web.filters import show_day
from lms.web.i18n import speaking

README = "README.txt"
SCHEMA = "schema.json"

Written = tuple[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is made at one go: some files of the archive."""

    make: Callable[[], list[Written]]


def all_documents() -> tuple[Document, ...]:
    """The documents of all packages, as they stand in the archive."""
    ours = reversed(campus().personal_data)  # the account first, what is built upon it after
    return tuple(document for package in ours for document in package.documents)


def parts_of(user_id: str, language: str) -> list[Part]:
    """All parts; each reads what it needs when it is made, so that nothing large is held meanwhile."""
    parts = [Part(make=partial(_explained, language))]
    for package in reversed(campus().personal_data):
        parts.append(Part(make=partial(_documents, package, user_id)))
        parts += (Part(make=partial(_kept, one.path, one.data)) for one in package.files(user_id))
    return parts


def _documents(package: PersonalData, user_id: str) -> list[Written]:
    exported = package.export(user_id)
    return [(one.path, written(one, exported)) for one in package.documents]


def _kept(path: str, data: Callable[[], bytes | None]) -> list[Written]:
    found = data()
    return [] if found is None else [(path, found)]


def _explained(language: str) -> list[Written]:
    schema = json.dumps(schema_of(all_documents()), ensure_ascii=False, indent=2) + "\n"
    with speaking(language):
        text = "\r\n".join(_lines())
    return [(README, text.encode()), (SCHEMA, schema.encode())]


def _lines() -> Iterator[str]:
    title = _("Your data at %(site)s", site="Cluster Campus")
    yield from (title, "=" * len(title), "")
    day = show_day(clock.now().date())
    yield _("Everything that %(address)s keeps about you, as of %(day)s.", address=public_address(), day=day)
    yield _("Left out as secrets: your password, links that open your account, texts of waiting mails.")
    yield _("CSV files open in any spreadsheet. JSON files are for programs.")
    yield ""
    listed = [(SCHEMA, _("What stands in each file, field by field, as JSON Schema")), *_listed()]
    width = max(len(path) for path, about in listed)
    yield from (f"{path.ljust(width)}  {about}" for path, about in listed)
    yield ""


def _listed() -> Iterator[tuple[str, str]]:
    for package in reversed(campus().personal_data):
        yield from ((one.path, str(one.about)) for one in package.documents)
        yield from ((one.path, str(one.about)) for one in package.folders)
