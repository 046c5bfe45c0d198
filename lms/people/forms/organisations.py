"""What is typed about organisations and their members."""

import re
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (  # type: ignore[attr-defined]  # the stubs are older than the library
    EmailField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, Optional

from lms.people.choices import country_choices
from lms.people.forms.accounts import UNSAID, Address, typed
from lms.people.rules import ClusterStage, OrganisationKind
from lms.people.services.organisations import OrganisationDetails
from lms.people.texts import ORGANISATION_KINDS, STAGE_TEXTS
from lms.web.forms import CampusForm, strip
from lms.web.i18n import language

NUTS_OF = {"GR": "EL"}
"""Countries that NUTS writes otherwise than ISO 3166-1 does."""


class OrganisationForm(CampusForm):
    """What is known of an organisation."""

    name = StringField(
        _("Name"),
        filters=[strip],
        validators=[
            InputRequired(_("Write the name of the organisation.")),
            Length(2, 160, message=_("Write a name of 2 to 160 signs.")),
        ],
    )
    kind = RadioField(
        _("Kind"),
        choices=[SelectChoice(kind.value, text) for kind, text in ORGANISATION_KINDS.items()],
        validators=[InputRequired(_("Choose what it is."))],
    )
    country = SelectField(_("Country"), validators=[InputRequired(_("Choose the country."))])
    region = StringField(
        _("Region (NUTS)"),
        description=_("Code of level 1, 2 or 3, as LV00 or SE331; it begins with the country."),
        filters=[strip, lambda text: text.upper() if text else text],
        validators=[Optional()],
    )
    sector = StringField(
        _("Sector"),
        filters=[strip],
        validators=[Optional(), Length(max=80, message=_("Use at most 80 signs."))],
    )
    stage = SelectField(_("Stage of the cluster"), validators=[UNSAID])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        near, elsewhere = gettext("Around the Baltic Sea"), gettext("Elsewhere")
        unsaid = SelectChoice("", gettext("Not said"))
        self.country.choices = [
            SelectChoice("", gettext("Choose")),
            *country_choices(language(), near=near, elsewhere=elsewhere),
        ]
        self.stage.choices = [
            unsaid,
            *(SelectChoice(one.value, str(STAGE_TEXTS[one])) for one in ClusterStage),
        ]

    def validate_region(self, field: StringField) -> None:
        """Refuse what cannot be a region of that country."""
        prefix = NUTS_OF.get(self.country.data, self.country.data or "")
        code = field.data or ""
        if not re.fullmatch(r"[A-Z]{2}[0-9A-Z]{1,3}", code) or not code.startswith(prefix):
            text = gettext("Write a code that begins with %(prefix)s and has 3 to 5 signs.", prefix=prefix)
            raise ValidationError(text)

    def details(self) -> OrganisationDetails:
        """What was typed, as the service takes it."""
        kind = OrganisationKind(self.kind.data)
        stage = ClusterStage(self.stage.data) if self.stage.data else None
        return OrganisationDetails(
            name=typed(self.name),
            kind=kind,
            country=self.country.data,
            region=self.region.data or None,
            sector=self.sector.data or None,
            stage=stage if kind is OrganisationKind.CLUSTER else None,
        )


class MemberForm(CampusForm):
    """Whom to ask whether they want to be listed."""

    email = EmailField(_("E-mail address"), filters=[strip], validators=[Address()])


class MergeForm(CampusForm):
    """Which organisation stays."""

    into = SelectField(_("The one that stays"), validators=[InputRequired(_("Choose the one that stays."))])
