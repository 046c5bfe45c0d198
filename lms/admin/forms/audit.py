"""The filters of the audit log."""

from datetime import UTC, date, datetime, time, timedelta

from flask_babel import lazy_gettext as _

from lms.web.i18n import time_zone
from lms.web.listing import ChoiceFilter, DayFilter, FilterForm, TextFilter


class AuditFilter(FilterForm):
    """Who, what, about what, when."""

    words = TextFilter(
        _("What happened, in words of the entry"),
        description=_(
            "Such as “gave the role” or “Latvia”. People are looked for in the next field; names of modules, "
            "certificates and mails are not searched."
        ),
    )
    person = TextFilter(_("Name or address of a person"))
    group = ChoiceFilter(_("About"))
    since = DayFilter(_("From"))
    until = DayFilter(_("Until"))
    subject = TextFilter(
        _("Subject"), description=_("Its kind, or kind and id as the export has them: credential:….")
    )


def begin_of(day: date | None) -> datetime | None:
    """The moment at which a day begins where the reader is."""
    return None if day is None else datetime.combine(day, time(), time_zone()).astimezone(UTC)


def end_of(day: date | None) -> datetime | None:
    """The moment at which a day is over where the reader is."""
    return None if day is None or day == date.max else begin_of(day + timedelta(days=1))
