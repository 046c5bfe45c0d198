"""An entry of the audit log as a sentence with names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from lms.admin.queries.audit import Entry
from lms.admin.wording.audit import ACTIONS, GROUPS, sentence_of
from lms.admin.wording.lists import FILE_KINDS, name_of_list
from lms.admin.wording.merging import CONSENTS
from lms.admin.wording.organisations import details_in_words
from lms.admin.wording.settings import name_of_key
from lms.core.access import Role
from lms.core.scopes import Scope, ScopeKind
from lms.people.texts import ROLE_TEXTS
from lms.web.filters import show_moment

LONGEST = 200
_CODES: Mapping[str, Mapping[str, object]] = {
    "as": FILE_KINDS,
    "kind": {kind.value: words for kind, words in CONSENTS.items()},
}
"""Part of an entry → code → its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An entry as the page shows it."""

    happened_at: datetime
    who: str
    sentence: str
    group: str
    action: str
    subject: str
    before: str | None = None
    after: str | None = None
    """Of what was changed."""


ScopeWords = Callable[[Scope, Mapping[str, str]], str]
"""Says what a role is limited to, given the names of organisations."""


def line_of(entry: Entry, titles: Mapping[str, str], scope_in_words: ScopeWords) -> Line:
    """An entry in words; `titles` are those of modules, by slug."""
    who = _who(entry)
    detail = {name: str(value) for name, value in entry.detail.items()}
    values = {**detail, "who": who, "whom": _whom(entry), "what": _what(entry, titles)}
    for name, words in _CODES.items():
        if name in detail:
            values[name] = str(words.get(detail[name], detail[name]))
    if "role" in detail:
        values |= {"role": _role(detail["role"]), "scope": _scope(entry, detail, scope_in_words)}
    if entry.part:
        values["part"] = entry.part
    known = ACTIONS.get(entry.action)
    return Line(
        happened_at=entry.happened_at,
        who=who,
        sentence=sentence_of(entry.action, values),
        group=str(GROUPS[known.group]) if known else "–",
        action=entry.action,
        subject=entry.subject,
        before=_changed(entry, "before"),
        after=_changed(entry, "after"),
    )


def _changed(entry: Entry, name: str) -> str | None:
    """A value before or after a change; None where nothing was changed."""
    if name not in entry.detail:
        return None
    value = entry.detail[name]
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, Mapping):
        return details_in_words(value)
    return str(value)


def _who(entry: Entry) -> str:
    return str(_("The system")) if entry.actor_id is None else _name(entry, entry.actor_id)


def _whom(entry: Entry) -> str:
    if entry.person_id is not None:
        return _name(entry, entry.person_id)
    return str(_("somebody who is not known here"))


def _name(entry: Entry, user_id: str) -> str:
    if user_id == "unknown":
        return str(_("an address without an account"))
    if user_id not in entry.names:
        return str(_("an account that is gone"))
    return entry.names[user_id] or str(_("somebody who was erased"))


def _what(entry: Entry, titles: Mapping[str, str]) -> str:
    kind, _separator, name = entry.subject.partition(":")
    slug = entry.module_slug or (name if kind == "module" else str(entry.detail.get("module", "")))
    if kind == "backup":
        return show_moment(datetime.fromisoformat(name))
    if kind == "setting":
        return name_of_key(name)
    if kind == "list":
        return name_of_list(name, titles)
    if kind == "mail":
        return _mail(entry)
    return entry.title or (titles.get(slug, slug) if slug else name)[:LONGEST] or "–"


def _mail(entry: Entry) -> str:
    if entry.title is None or entry.recipient is None:
        return str(_("not kept any more"))
    return str(_("“%(subject)s” to %(address)s", subject=entry.title, address=entry.recipient))


def _role(value: str) -> str:
    return str(ROLE_TEXTS.get(Role(value), value)) if value in set(Role) else value


def _scope(entry: Entry, detail: Mapping[str, str], scope_in_words: ScopeWords) -> str:
    """Over what, as it goes on after the role."""
    kind, scope_id = detail.get("scope", ""), detail.get("scope_id", "")
    if not scope_id or kind == ScopeKind.PROGRAMME:
        return str(_("for everything"))
    if kind not in set(ScopeKind):
        return str(_("for %(part)s only", part=scope_id))
    names = {scope_id: entry.part} if entry.part else {}
    return str(_("for %(part)s only", part=scope_in_words(Scope(ScopeKind(kind), scope_id), names)))
