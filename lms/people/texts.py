"""How refusals of names and passwords, occupations, roles and looks are said in the reader's language."""

from flask_babel import lazy_gettext as _

from lms.core.access import Role
from lms.people import names, passwords
from lms.people.errors import InvalidNameError, WeakPasswordError
from lms.people.names import Refusal
from lms.people.passwords import Weakness
from lms.people.rules import ClusterStage, LookKind, NameShown, Occupation, OrganisationKind
from lms.people.rules.mail_topics import MailTopic

_NAME_TEXTS = {
    Refusal.TOO_SHORT: _("Write at least %(least)s characters."),
    Refusal.TOO_LONG: _("This name is too long for a certificate: it can have %(most)s characters."),
    Refusal.TOO_WIDE: _("This name is too wide for the line on the certificate. Shorten a part of it."),
    Refusal.CHARACTER: _(
        "The character “%(character)s” cannot stand in a name. Use letters, spaces, hyphens, apostrophes "
        "and full stops."
    ),
    Refusal.HIDDEN_CHARACTER: _(
        "The name holds a character that cannot be seen (%(code)s). Type the name anew instead of pasting it."
    ),
    Refusal.DIGIT: _("The digit “%(character)s” cannot stand in a name."),
    Refusal.NOT_IN_FONT: _(
        "The certificate cannot print the letter “%(character)s”. Write the name as your passport has it "
        "in Latin letters."
    ),
    Refusal.MIXED_SCRIPTS: _("The name mixes letters of different alphabets. Use one of them throughout."),
    Refusal.BEGINS_WITH_MARK: _("A name cannot begin with “%(character)s”."),
    Refusal.NO_LETTER: _("A name needs letters."),
}

NAME_SHOWN_TEXTS = {
    NameShown.FULL: _("My name in full"),
    NameShown.MASKED: _("Its first letters, and how long each part is"),
    NameShown.HIDDEN: _("Nothing of it"),
}

TOPIC_TEXTS = {
    MailTopic.REMINDERS: _("Reminders: a certificate is about to expire, or waits for your name"),
    MailTopic.RESULTS: _("News of results: your work was graded, a test was judged anew"),
    MailTopic.NOTES: _("Notes from trainers about a module that you are in"),
}

_WEAKNESS_TEXTS = {
    Weakness.TOO_SHORT: _(
        "Use at least %(least)s characters. Three or four words that only you would put together are easy "
        "to keep in mind."
    ),
    Weakness.TOO_LONG: _("Use at most %(most)s characters."),
    Weakness.COMMON: _("Many people use this password or one like it. Choose one that nobody would guess."),
    Weakness.ABOUT_YOU: _("This is too much like your name or your address. Choose something else."),
}

OCCUPATION_TEXTS = {
    Occupation.CLUSTER_MANAGER: _("I manage a cluster or work in a cluster organisation"),
    Occupation.BUSINESS_SUPPORT: _("I work in business support"),
    Occupation.OFFICIAL_LOCAL: _("I am a public official, local"),
    Occupation.OFFICIAL_REGIONAL: _("I am a public official, regional"),
    Occupation.OFFICIAL_NATIONAL: _("I am a public official, national"),
    Occupation.TRAINER: _("I train others"),
    Occupation.OTHER: _("Something else"),
}

ROLE_NAMES = {
    Role.PARTICIPANT: _("Participant"),
    Role.OFFICIAL: _("Official"),
    Role.TRAINER: _("Trainer"),
    Role.PROGRAMME_OWNER: _("Programme owner"),
    Role.ADMINISTRATOR: _("Administrator"),
}
"""As headings and entries of lists have them."""

ROLE_TEXTS = {
    Role.ADMINISTRATOR: _("administrator"),
    Role.PROGRAMME_OWNER: _("programme owner"),
    Role.TRAINER: _("trainer"),
    Role.OFFICIAL: _("official"),
}
"""The same in the middle of a sentence; those that are granted, the widest first."""

ORGANISATION_KINDS = {
    OrganisationKind.CLUSTER: _("Cluster organisation"),
    OrganisationKind.BUSINESS_SUPPORT: _("Business support"),
    OrganisationKind.PUBLIC_BODY: _("Public body"),
    OrganisationKind.OTHER: _("Another organisation"),
}

STAGE_TEXTS = {
    ClusterStage.EMERGING: _("Emerging"),
    ClusterStage.GROWING: _("Growing"),
    ClusterStage.MATURE: _("Mature"),
    ClusterStage.RENEWING: _("Renewing itself"),
}

LOOK_TEXTS = {
    LookKind.ACHIEVEMENTS: _("The modules you completed and your certificates"),
    LookKind.PATH: _("Your way through a module"),
    LookKind.ACCOUNT: _("Your account"),
}


def say_name_problem(error: InvalidNameError) -> str:
    """One sentence: what is wrong with the name, and what would be right."""
    problem = error.problem
    return str(_NAME_TEXTS[problem.refusal]) % {
        "character": problem.character,
        "code": problem.code_point,
        "least": names.MIN_LENGTH,
        "most": names.MAX_LENGTH,
    }


def say_weakness(error: WeakPasswordError) -> str:
    """One sentence: why the password is refused, and what would be better."""
    return str(_WEAKNESS_TEXTS[error.weakness]) % {
        "least": passwords.MIN_LENGTH,
        "most": passwords.MAX_LENGTH,
    }
