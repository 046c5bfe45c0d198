"""The texts of the front page that a programme may put its own words in the place of."""

from enum import StrEnum

from lms.core.runtime_settings import KnownSetting, SettingKind, declare, value_of
from lms.web.i18n import INTERFACE_LANGUAGES, language


class FrontText(StrEnum):
    """A place on the front page."""

    TITLE = "title"
    LEAD = "lead"


LONGEST = {FrontText.TITLE: 80, FrontText.LEAD: 400}
KINDS = {FrontText.TITLE: SettingKind.LINE, FrontText.LEAD: SettingKind.TEXT}


def key_of(part: FrontText, code: str) -> str:
    """The setting that holds a text in a language."""
    return f"front.{part}.{code}"


declare(
    *(
        KnownSetting(
            key=key_of(part, code), group="front", kind=KINDS[part], longest=LONGEST[part], language=code
        )
        for part in FrontText
        for code in INTERFACE_LANGUAGES
    )
)


def front_texts() -> dict[str, str]:
    """The programme's own words in the language of this request; empty where the shipped ones hold."""
    return {part.value: str(value_of(key_of(part, language()))) for part in FrontText}
