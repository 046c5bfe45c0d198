"""What somebody hands in who has many certificates to check."""

from flask_babel import format_decimal, gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import (  # type: ignore[attr-defined]  # the stubs are older than the library
    SelectChoice,
    SelectField,
    TextAreaField,
)

from lms.credentials.formats.packed import is_archive
from lms.credentials.rules.lists import (
    LONGEST_LINE,
    MOST_LINES,
    EmptyListError,
    ListedCode,
    ListProblemError,
    LongLineError,
    codes_in,
    text_of,
)
from lms.credentials.rules.packed import LARGEST_ARCHIVE, MEGABYTE
from lms.web.forms import CampusForm
from lms.web.i18n import PUBLIC_LANGUAGES


class EnquiryForm(CampusForm):
    """Codes as text, or a file with codes or with certificates."""

    codes = TextAreaField(_("Codes, one on each line"))
    file = FileField(_("Or a file: text or CSV with codes, or a ZIP archive of PDF certificates"))
    language = SelectField(
        _("Language of the report"),
        choices=[SelectChoice(code, name) for code, name in PUBLIC_LANGUAGES.items()],
    )

    archive: bytes | None = None
    """What was sent, where it is an archive."""
    listed: tuple[ListedCode, ...] = ()
    """The codes of the list, where it is one."""

    def is_whole(self) -> bool:
        """It is one thing that can be read; else the fields say what is wrong."""
        if not self.validate():
            return False
        sent, typed = self._sent(), self.codes.data or ""
        if bool(sent) == bool(typed.strip()):
            said = _("Give codes or a file, not both.") if sent else _("Write codes, or choose a file.")
            self.codes.errors = [str(said)]
            return False
        if len(sent) > LARGEST_ARCHIVE:
            size = LARGEST_ARCHIVE // MEGABYTE
            self.refuse_file([gettext("The file has more than %(size)s MB.", size=size)])
        elif is_archive(sent):
            self.archive = sent
        else:
            self._read_list(typed or text_of(sent), self.file if sent else self.codes)
        return not self.errors

    def _sent(self) -> bytes:
        uploaded = self.file.data
        return uploaded.stream.read(LARGEST_ARCHIVE + 1) if uploaded else b""

    def _read_list(self, text: str, field: FileField | TextAreaField) -> None:
        try:
            self.listed = codes_in(text)
        except ListProblemError as problem:
            field.errors = [_said(problem)]

    def refuse_file(self, messages: list[str]) -> None:
        """Say what is wrong with the file."""
        self.file.errors = messages


def _said(problem: ListProblemError) -> str:
    if isinstance(problem, EmptyListError):
        return str(gettext("There is no code in it. A code has 20 characters, in five groups of four."))
    if isinstance(problem, LongLineError):
        return str(
            gettext(
                "Line %(line)s has more than %(most)s characters: this is no list of codes.",
                line=format_decimal(problem.line),
                most=format_decimal(LONGEST_LINE),
            )
        )
    return str(
        gettext(
            "There are more than %(most)s codes: line %(line)s is one too many. Split the list.",
            most=format_decimal(MOST_LINES),
            line=format_decimal(problem.line),
        )
    )
