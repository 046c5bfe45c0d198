"""Why an archive of certificates is refused, in words, each with its place."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from lms.credentials.rules.lists import MOST_LINES
from lms.credentials.rules.packed import LARGEST_ENTRY, LARGEST_TOTAL, MEGABYTE, EntryProblem, Finding

PROBLEM_TEXTS = {
    EntryProblem.NOT_AN_ARCHIVE: _("This is not a ZIP archive, or it is damaged."),
    EntryProblem.TOO_MANY: _("There are more than %(most)s files in it. Split it into several archives."),
    EntryProblem.EMPTY: _("The archive is empty."),
    EntryProblem.TOO_LARGE_TOGETHER: _("Unpacked, the files have more than %(total)s MB together."),
    EntryProblem.PATH: _("lies in a folder. Put the files themselves into the archive, without folders"),
    EntryProblem.NAME: _("has a name that is too long or has signs that are not shown"),
    EntryProblem.TWICE: _("has the same name as another file"),
    EntryProblem.ENCRYPTED: _("is encrypted"),
    EntryProblem.NOT_A_FILE: _("is a folder or a link, not a file"),
    EntryProblem.NESTED: _("is an archive itself"),
    EntryProblem.NOT_A_PDF: _("is not a PDF"),
    EntryProblem.TOO_LARGE: _("has more than %(size)s MB"),
    EntryProblem.BOMB: _("unpacks to far more than a certificate could"),
    EntryProblem.DAMAGED: _("is damaged, or packed in an unusual way"),
}


def problem_said(finding: Finding) -> str:
    """A problem of an archive in one sentence, with its place."""
    figures = {"most": MOST_LINES, "size": LARGEST_ENTRY // MEGABYTE, "total": LARGEST_TOTAL // MEGABYTE}
    said = str(PROBLEM_TEXTS[finding.problem]) % figures
    if finding.position is None or not finding.name:
        return said
    return str(
        gettext("File %(place)s, “%(name)s”, %(said)s.", place=finding.position, name=finding.name, said=said)
    )
