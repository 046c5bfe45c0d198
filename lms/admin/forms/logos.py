"""A logo that is put in, and seen before it is kept."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import (  # type: ignore[attr-defined]
    BooleanField,
    HiddenField,
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms.validators import InputRequired, Length

from lms.admin.wording.settings import LOGO_KINDS
from lms.web.forms import CampusForm, strip

TOO_LONG = _("Write at most %(max)d signs.")


class LogoForm(CampusForm):
    """Whose logo it is, and the file; after that the digest of what was kept of it."""

    name = StringField(
        _("Whose logo it is"),
        [InputRequired(_("Write whose logo it is.")), Length(max=120, message=TOO_LONG)],
        filters=[strip],
    )
    kind = SelectField(_("What they are here"), choices=[SelectChoice(*pair) for pair in LOGO_KINDS.items()])
    alt = StringField(_("What it shows, for those who cannot see it"), [Length(max=200)], filters=[strip])
    file = FileField(_("File"))
    revision = HiddenField()
    sha256 = HiddenField()
    media_type = HiddenField()
    is_seen = BooleanField()
