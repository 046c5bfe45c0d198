"""What is typed to change a setting."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (  # type: ignore[attr-defined]
    BooleanField,
    HiddenField,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from lms.admin.wording.settings import LINES, PATTERN_HINTS
from lms.core.addresses import ADDRESS
from lms.core.runtime_settings import KnownSetting, Line, SettingKind
from lms.core.settings import settings
from lms.quiz.forms.submissions import plain_text
from lms.web.forms import CampusForm, strip

TOO_LONG = _("Write at most %(max)d signs.")


class SettingForm(CampusForm):
    """A new value; saved once it was seen beside the present one, unless somebody was quicker."""

    revision = HiddenField()
    is_seen = BooleanField()
    is_reset = BooleanField()


def form_for(known: KnownSetting, name: str) -> type[SettingForm]:
    """The form of one setting."""
    if known.kind is SettingKind.RECORD:
        fields = {part: _line(LINES[part], line, part) for part, line in known.lines.items()}
    else:
        fields = {"value": _field(known, name)}
    return type("OneSettingForm", (SettingForm,), fields)


def typed_value(known: KnownSetting, form: SettingForm) -> Any:
    """What the setting shall be."""
    if known.kind is SettingKind.RECORD:
        return {part: form[part].data for part in known.lines}
    return form["value"].data if known.kind is SettingKind.DAYS else form["value"].data or ""


def shown_in_form(known: KnownSetting, value: Any) -> dict[str, Any]:
    """The fields of the form for a value that holds."""
    return dict(value) if known.kind is SettingKind.RECORD else {"value": value}


def _field(known: KnownSetting, name: str) -> Any:
    if known.kind is SettingKind.DAYS:
        limits = _("Write a whole number from %(min)d to %(max)d.")
        is_number = NumberRange(known.lowest, known.highest, message=limits)
        return IntegerField(name, [InputRequired(_("Write a number of days.")), is_number])
    if known.key == ADDRESS:
        return SelectField(name, choices=[SelectChoice(one) for one in settings().addresses])
    if known.kind is SettingKind.LINE:
        form = [Regexp(f"(?:{known.pattern})\\Z", message=PATTERN_HINTS[known.key])] if known.pattern else []
        return StringField(
            name, [Length(max=known.longest, message=TOO_LONG), Optional(), *form], filters=[strip]
        )
    tidy = strip if known.kind is SettingKind.TEXT else lambda value: plain_text(value or "").strip()
    return TextAreaField(name, [Length(max=known.longest, message=TOO_LONG)], filters=[tidy])


def _line(name: Any, line: Line, part: str) -> StringField:
    checks = [
        InputRequired(_("This cannot be empty.")),
        Length(max=line.longest, message=TOO_LONG),
        Regexp(f"(?:{line.pattern})\\Z", message=PATTERN_HINTS.get(part, _("This cannot be used."))),
    ]
    return StringField(name, checks, filters=[strip])
