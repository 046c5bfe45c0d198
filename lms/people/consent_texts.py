"""The texts that people are asked to agree to, in the reader's language, as they are kept."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from lms.core.access import GRANTS, Permission
from lms.people.rules import ConsentKind, consent_digest
from lms.people.texts import ROLE_TEXTS

CONSENT_TITLES = {
    ConsentKind.ACHIEVEMENTS_TO_OFFICIALS: lazy_gettext("Officials may see what I achieved"),
    ConsentKind.PATH_TO_TRAINERS: lazy_gettext("Trainers may see my way through a module"),
}

_PERMISSIONS = {
    ConsentKind.ACHIEVEMENTS_TO_OFFICIALS: Permission.SEE_ACHIEVEMENTS,
    ConsentKind.PATH_TO_TRAINERS: Permission.SEE_PARTICIPANTS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWords:
    """What somebody is asked."""

    kind: ConsentKind
    title: str
    text: str
    """Paragraphs, parted by empty lines."""
    language: str

    @property
    def digest(self) -> str:
        """Its version."""
        return consent_digest(self.kind, self.language, self.text)


def consent_words(kind: ConsentKind, language: str) -> ConsentWords:
    """The text of a consent as it is now."""
    if kind is ConsentKind.ACHIEVEMENTS_TO_OFFICIALS:
        parts = [
            _(
                "I agree that officials of my organisation, my region or my country see by name which "
                "modules I have completed and when, and the certificates that I hold."
            ),
            _("They do not see my answers, my results in points, or how far I am in a module."),
        ]
    else:
        parts = [
            _(
                "I agree that the trainers of a module see by name my way through it: which lessons I "
                "have finished, when I took its tests and whether I passed."
            ),
            _("They see what I hand in to be marked also without this, because they mark it."),
        ]
    roles = ", ".join(str(text) for role, text in ROLE_TEXTS.items() if _PERMISSIONS[kind] in GRANTS[role])
    parts += [
        _("Who can see it, each within their own reach: %(roles)s.", roles=roles),
        _(
            "Each look is written down, and I can read who looked. Whether I agree changes nothing"
            " in what I can learn or the certificates I get. I can withdraw this at any time; what"
            " was seen before stays seen."
        ),
    ]
    return ConsentWords(
        kind=kind, title=str(CONSENT_TITLES[kind]), text="\n\n".join(parts), language=language
    )
