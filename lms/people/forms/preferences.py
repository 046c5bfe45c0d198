"""How people want to be spoken to, reminded and seen."""

from flask_babel import lazy_gettext as _
from wtforms import (  # type: ignore[attr-defined]  # the stubs are older than the library
    BooleanField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
)
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from lms.people.choices import NAME_SHOWN_CHOICES, time_zone_choices
from lms.people.forms.accounts import INTERFACE_CHOICES
from lms.people.rules import NameShown
from lms.people.rules.mail_topics import MailTopic
from lms.people.services import Preferences
from lms.people.texts import TOPIC_TEXTS
from lms.web.forms import CampusForm


class PreferencesForm(CampusForm):
    """Everything that a person may choose for themselves, but for consents, which are given one by one."""

    language = SelectField(_("Language of pages and mail"), choices=INTERFACE_CHOICES)
    time_zone = SelectField(_("Time zone"), choices=time_zone_choices())
    topics = SelectMultipleField(
        _("Send me"),
        choices=[SelectChoice(topic.value, TOPIC_TEXTS[topic]) for topic in MailTopic],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    name_shown = RadioField(
        _("What do people see who verify a new certificate of mine?"),
        choices=NAME_SHOWN_CHOICES,
        default=NameShown.MASKED.value,
        validators=[InputRequired(_("Choose what they see."))],
    )
    wants_review = BooleanField(_("Let questions come back that I did not answer rightly"))

    def preferences(self) -> Preferences:
        """What was chosen, as the service takes it."""
        return Preferences(
            language=self.language.data,
            time_zone=self.time_zone.data,
            mail=frozenset(MailTopic(one) for one in self.topics.data or ()),
            name_shown=NameShown(self.name_shown.data),
            wants_review=self.wants_review.data,
        )
