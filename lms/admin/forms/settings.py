"""What is typed to change a setting."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import Length

from lms.core.runtime_settings import KnownSetting, SettingKind
from lms.web.forms import CampusForm, strip


class SettingForm(CampusForm):
    """A new value; saved once it was seen beside the present one."""

    is_seen = BooleanField()


def form_for(known: KnownSetting, name: str) -> type[SettingForm]:
    """The form of one setting."""
    too_long = _("Write at most %(max)d signs.", max=known.longest)
    field = StringField if known.kind is SettingKind.LINE else TextAreaField
    value = field(name, [Length(max=known.longest, message=too_long)], filters=[strip])
    return type("OneSettingForm", (SettingForm,), {"value": value})
