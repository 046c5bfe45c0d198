"""What may be posted for an assignment: texts, files, the reason for a review."""

import unicodedata
from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import FileStorage, MultiDict
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from lms.quiz.rules.files import FileProblem, FileRefusedError, kind_of
from lms.quiz.rules.submissions import FILE_MEGABYTES, MOST_CHARACTERS, Part
from lms.quiz.services.submitting import MEGABYTE, NewFile
from lms.web.forms import CampusForm

LONGEST_REASON = 2000
LEAST_REASON = 20


class ReviewForm(CampusForm):
    """Why somebody else should judge it again."""

    reason = TextAreaField(
        _("What should be looked at again, and why?"),
        validators=[
            DataRequired(_("Say what should be looked at again.")),
            Length(LEAST_REASON, LONGEST_REASON, _("Give a reason in %(min)d to %(max)d characters.")),
        ],
        filters=[lambda value: plain_text(value or "")],
    )


def posted_texts(parts: Sequence[Part], form: MultiDict[str, str]) -> dict[str, str]:
    """Part → what was written, of the parts that were sent."""
    names = {part.key: f"text-{part.key}" for part in parts if part.most_words}
    return {key: plain_text(form[name]) for key, name in names.items() if name in form}


def is_too_long(texts: dict[str, str]) -> bool:
    """One of the texts is longer than anything that is read here."""
    return any(len(text) > MOST_CHARACTERS for text in texts.values())


def plain_text(text: str) -> str:
    """What was typed, with its line ends, but without signs that databases and pages can't carry."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(
        "".join(" " if sign == "\t" else sign for sign in line if sign == "\t" or _is_seen(sign))
        for line in lines
    ).strip("\n")


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign) not in {"Cc", "Cs"}


def looked_at(upload: FileStorage, part: Part) -> NewFile:
    """A file that was sent, when it is what it should be; raises FileRefusedError."""
    data = upload.stream.read(FILE_MEGABYTES * MEGABYTE + 1)
    if len(data) > part.most_megabytes * MEGABYTE:
        raise FileRefusedError(FileProblem.TOO_LARGE)
    name = upload.filename or ""
    kind = kind_of(data, name)
    if kind not in part.kinds:
        raise FileRefusedError(FileProblem.KIND)
    return NewFile(name=name, kind=kind, data=data)
