"""What the lists that can be taken along are called, and the kinds of files."""

from collections.abc import Mapping

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from lms.web.exports import FileKind

LISTS: Mapping[str, LazyString] = {
    "audit": _("Audit log"),
    "certificates": _("Certificates"),
    "enrolments": _("Enrolments"),
    "organisations": _("Organisations"),
    "outbox": _("Outbox"),
    "people": _("People"),
    "results": _("Results"),
    "results-by-name": _("Results by name"),
}
"""Name of an export → its title."""
OF_MODULE = "participants-"
"""Begins the names of lists that each module has."""
FILE_KINDS: Mapping[str, LazyString] = {
    FileKind.XLSX: _("Excel workbook"),
    FileKind.EXCEL_CSV: _("CSV for Excel"),
    FileKind.CSV: _("CSV for programs"),
}


def list_names(titles: Mapping[str, str]) -> dict[str, str]:
    """All lists by name; `titles` are those of modules."""
    names = [*LISTS, *(f"{OF_MODULE}{slug}" for slug in titles)]
    return {name: name_of_list(name, titles) for name in names}


def name_of_list(name: str, titles: Mapping[str, str]) -> str:
    """What a list is called; one that is not known any more by its name."""
    slug = name.removeprefix(OF_MODULE)
    if slug != name:
        return str(gettext("Participants: %(module)s", module=titles.get(slug, slug)))
    return str(LISTS.get(name, name))
