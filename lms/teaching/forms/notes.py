"""What a trainer writes to a participant."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, TextAreaField
from wtforms.validators import InputRequired, Length

from lms.quiz.forms.submissions import plain_text
from lms.web.forms import CampusForm

LONGEST = 2000


class NoteForm(CampusForm):
    """A note, and whether it can be answered."""

    text = TextAreaField(
        _("Your note"),
        filters=[lambda value: plain_text(value or "").strip()],
        validators=[
            InputRequired(_("Write what you want to say.")),
            Length(max=LONGEST, message=_("Write at most %(max)d characters.")),
        ],
    )
    shares_address = BooleanField(_("Put my e-mail address below it, so that they can answer me"))
