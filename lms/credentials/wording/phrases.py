"""What certificates say in their nine languages: dates, numbers and sentences, without asking any request."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from babel.support import NullTranslations, Translations

from lms.credentials.records import Assessment, Recognition, Record
from lms.learning.rules import ASSIGNMENT, RecognitionKind
from lms.web.filters import counted
from lms.web.i18n import LOCALES, PUBLIC_LANGUAGES, SOURCE_LANGUAGE

CATALOGUES = Path(__file__).parent.parent.parent / "translations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """One language: its messages, and how it writes dates and numbers."""

    language: str
    translations: NullTranslations

    def gettext(self, text: str, **values: object) -> str:
        """The text in the language, with the values put in."""
        said = str(self.translations.ugettext(text))
        return said % values if values else said

    def ngettext(self, singular: str, plural: str, count: int, **values: object) -> str:
        """The same in the plural form that the count asks for."""
        return str(self.translations.ungettext(singular, plural, count)) % values

    def day(self, day: date) -> str:
        """A date written out, as officials do."""
        # English without a country would put the month first, as in America.
        return format_date(day, "long", LOCALES.get(self.language, self.language))

    def number(self, number: Decimal) -> str:
        """A number with the language's decimal sign."""
        return format_decimal(number, locale=self.language)

    def percent(self, percent: int) -> str:
        """A share with the language's own distance from its sign."""
        return format_percent(Decimal(percent) / 100, locale=self.language)


@cache
def speaker(language: str) -> Speaker:
    """Who says it in that language; in English where it is none of ours."""
    spoken = language if language in PUBLIC_LANGUAGES else SOURCE_LANGUAGE
    return Speaker(language=spoken, translations=Translations.load(CATALOGUES, [spoken]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """A text in the certificate's language, and in English where that says more."""

    local: str
    english: str | None = None


def both(language: str, say: Callable[[Speaker], str]) -> Both:
    """Say it in the language and in English."""
    local, english = say(speaker(language)), say(speaker(SOURCE_LANGUAGE))
    return Both(local=local, english=english if english != local else None)


def place_of(record: Record, language: str) -> str:
    """Region and country of the issuer, the country in that language."""
    return ", ".join(part for part in (record.issuer.region, country_of(record, language)) if part)


def country_of(record: Record, language: str) -> str:
    """The issuer's country in that language."""
    return str(Locale.parse(language).territories.get(record.issuer.country, record.issuer.country))


def workload_of(record: Record, language: str) -> str:
    """Hours together and by component."""
    names, say = component_names(language), speaker(language)
    parts = ", ".join(
        f"{names.get(part.component, part.component)} {say.number(Decimal(part.hours))}"
        for part in record.workload
    )
    return f"{hours_of(record, language)} ({parts})" if parts else hours_of(record, language)


def hours_of(record: Record, language: str) -> str:
    """`7.5 hours`, in a language."""
    hours, say = Decimal(record.hours), speaker(language)
    return say.ngettext("%(hours)s hour", "%(hours)s hours", counted(hours), hours=say.number(hours))


def component_names(language: str) -> dict[str, str]:
    """How the components of the workload are called."""
    say = speaker(language)
    return {
        "lessons": say.gettext("lessons"),
        "self-checks": say.gettext("self-checks"),
        "reading": say.gettext("reading"),
        "discussion": say.gettext("discussion"),
        "meeting": say.gettext("meeting"),
        "assignment": say.gettext("assignment"),
        "final-test": say.gettext("final test"),
    }


def level_of(record: Record, language: str) -> str:
    """The level, and that it is the provider's own word."""
    return speaker(language).gettext(
        "%(level)s, indicative, by the provider’s own reference", level=level_name(record.level, language)
    )


def level_name(level: str, language: str) -> str:
    """The level with the framework's abbreviation in that language."""
    framework, _, number = level.partition(" ")
    return speaker(language).gettext("EQF %(number)s", number=number) if framework == "EQF" else level


def assessed(record: Record, language: str) -> str:
    """How it was assessed, with what result."""
    said = [_assessed(one, language) for one in record.assessments]
    if record.parts:
        said.append(speaker(language).gettext("In each module separately"))
    if record.recognition is not None:
        said.append(_recognised(record.recognition, language))
    return ". ".join(said)


def _recognised(recognition: Recognition, language: str) -> str:
    """What counted by decision, by its parts."""
    say = speaker(language)
    names = {"module": say.gettext("the whole module"), **component_names(language)}
    parts = ", ".join(names.get(part, part) for part in recognition.basis.split(", "))
    if recognition.kind == RecognitionKind.PRIOR_LEARNING:
        return say.gettext("Recognition of prior learning: %(parts)s", parts=parts)
    return say.gettext("Waived by decision: %(parts)s", parts=parts)


def _assessed(assessment: Assessment, language: str) -> str:
    say = speaker(language)
    figures = {"percent": say.percent(assessment.percent), "needed": say.percent(assessment.pass_percent)}
    if assessment.kind == ASSIGNMENT:
        return say.gettext(
            "Assignment graded by a person, passed with %(percent)s (%(needed)s needed)", **figures
        )
    return say.gettext("Final test, passed with %(percent)s (%(needed)s needed)", **figures)
