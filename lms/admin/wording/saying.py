"""Which entries of the audit log say the words that somebody types to find them."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _

from lms.admin.queries.audit import Place, Saying, Word
from lms.admin.wording.audit import own_words_of
from lms.admin.wording.lists import FILE_KINDS, list_names
from lms.admin.wording.merging import CONSENTS
from lms.admin.wording.settings import name_of_key
from lms.core.folding import fold
from lms.core.runtime_settings import known_settings
from lms.people.texts import ROLE_TEXTS

Values = Mapping[str, Mapping[Place, Mapping[str, str]]]
"""Action → place → what an entry can have there → how it is said."""

_AROUND = "“”„«»\"‘’'.,:;()"
"""Signs that stand around words of a sentence."""
ORGANISATIONS: Mapping[str, tuple[Place, ...]] = {
    "membership.proposed": (Place.ORGANISATION,),
    "membership.agreed": (Place.ORGANISATION,),
    "membership.ended": (Place.ORGANISATION,),
    "organisation.made": (Place.SUBJECT,),
    "organisation.changed": (Place.SUBJECT,),
    "organisation.closed": (Place.SUBJECT,),
    "organisation.opened": (Place.SUBJECT,),
    "organisation.merged": (Place.SUBJECT, Place.INTO),
    "role.granted": (Place.SCOPE,),
    "role.moved": (Place.SCOPE,),
    "role.withdrawn": (Place.SCOPE,),
}
"""Where entries have an organisation, which is said by its name."""


def values_in_words(titles: Mapping[str, str], scopes: Mapping[str, str]) -> Values:
    """What entries can have; `titles` are those of modules, `scopes` what a role can be limited to."""
    limits = {id_: _("for %(part)s only", part=name) for id_, name in scopes.items()}
    grants = {
        Place.ROLE: {role.value: str(words) for role, words in ROLE_TEXTS.items()},
        Place.SCOPE: {"": _("for everything"), **limits},
    }
    consents = {Place.CONSENT: {kind.value: str(words) for kind, words in CONSENTS.items()}}
    settings = {f"setting:{key}": name_of_key(key) for key in known_settings()}
    lists = {f"list:{name}": words for name, words in list_names(titles).items()}
    files = {kind: str(words) for kind, words in FILE_KINDS.items()}
    return {
        "role.granted": grants,
        "role.moved": grants,
        "role.withdrawn": grants,
        "consent.given": consents,
        "consent.withdrawn": consents,
        "setting.changed": {Place.SUBJECT: settings},
        "list.exported": {Place.SUBJECT: lists, Place.FILE: files},
    }


def sayings_of(typed: str, actions: Iterable[str], values: Values) -> list[Saying]:
    """The entries of these actions that have all words that were typed, in the language that is spoken."""
    wanted = [word for word in (fold(one.strip(_AROUND)) for one in typed.split()) if word]
    found = (_saying(action, wanted, values.get(action, {})) for action in actions)
    return [one for one in found if one is not None]


def _saying(action: str, wanted: Iterable[str], values: Mapping[Place, Mapping[str, str]]) -> Saying | None:
    """None where no entry of the action can have them all."""
    own = fold(own_words_of(action))
    words = [_word(one, values, ORGANISATIONS.get(action, ())) for one in wanted if one not in own]
    is_possible = all(one.values or one.organisations for one in words)
    return Saying(action=action, words=words) if is_possible else None


def _word(word: str, values: Mapping[Place, Mapping[str, str]], organisations: tuple[Place, ...]) -> Word:
    having = {
        place: [value for value, said in known.items() if word in fold(said)]
        for place, known in values.items()
    }
    return Word(
        values={place: found for place, found in having.items() if found},
        organisation=word,
        organisations=organisations,
    )
