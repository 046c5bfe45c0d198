"""What is typed about organisations and their members."""

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

from lms.people.choices import BALTIC_COUNTRIES, country_choices, country_name
from lms.people.forms.accounts import UNSAID, Address, typed
from lms.people.rules import ClusterStage, OrganisationKind
from lms.people.rules.regions import REGIONS, is_region_of, region_name, regions_of
from lms.people.services.organisations import OrganisationDetails
from lms.people.texts import ORGANISATION_KINDS, STAGE_TEXTS
from lms.web.forms import CampusForm, strip
from lms.web.i18n import language


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
    region = SelectField(
        _("Region (NUTS)"), description=_("One of the country above."), validators=[Optional()]
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
        self.region.choices = [
            SelectChoice("", gettext("Not said")),
            *_region_choices(self.region.data or ""),
        ]
        self.stage.choices = [
            unsaid,
            *(SelectChoice(one.value, str(STAGE_TEXTS[one])) for one in ClusterStage),
        ]

    def validate_region(self, field: SelectField) -> None:
        """Refuse what is no region of that country."""
        if not is_region_of(field.data or "", self.country.data or ""):
            raise ValidationError(
                gettext("This region lies in another country. Choose one of the country above.")
            )

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


def _region_choices(present: str) -> list[SelectChoice]:
    """The regions of each country by name, after those of the others what an organisation has already."""
    names = {code: country_name(code, language()) for code in BALTIC_COUNTRIES}
    found = [
        SelectChoice(code, region_name(code), optgroup=name)
        for country, name in names.items()
        for code in regions_of(country)
    ]
    is_other = len(present) >= 3 and present not in REGIONS
    return [*found, *([SelectChoice(present, region_name(present))] if is_other else [])]


class MemberForm(CampusForm):
    """Whom to ask whether they want to be listed."""

    email = EmailField(_("E-mail address"), filters=[strip], validators=[Address()])
