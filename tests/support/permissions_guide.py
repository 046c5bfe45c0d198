"""The permission table as a page to read: `python -m tests.support.permissions_guide` writes it anew."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask

from config import ROOT
from lms.app import create_app
from lms.core.access import FOR_EVERYBODY, GRANTS, OF_THE_INSTALLATION, SCOPES, Permission, Role
from lms.core.scopes import ScopeKind
from lms.web.access import permission_of
from tests.support.application import settings_for
from tests.support.seen_fields import WHO_SEES

GUIDE = ROOT / "docs" / "permissions.md"

ROLES: Mapping[Role, str] = {
    Role.PARTICIPANT: "Participant",
    Role.OFFICIAL: "Official",
    Role.TRAINER: "Trainer",
    Role.PROGRAMME_OWNER: "Programme owner",
    Role.ADMINISTRATOR: "Administrator",
}
SCOPE_WORDS: Mapping[ScopeKind, str] = {
    ScopeKind.PROGRAMME: "the whole programme",
    ScopeKind.COURSE: "a course",
    ScopeKind.MODULE: "a module",
    ScopeKind.COUNTRY: "a country",
    ScopeKind.REGION: "a region (NUTS)",
    ScopeKind.ORGANISATION: "an organisation",
}
WORDS: Mapping[Permission, str] = {
    Permission.PUBLIC: "Open pages that are for everybody, signed in or not",
    Permission.MANAGE_OWN_ACCOUNT: "Look after one's own account and data",
    Permission.LEARN: "Join modules, learn, take tests, hold certificates",
    Permission.SEE_FACILITATOR_PAGES: "Read what is written for trainers",
    Permission.SEE_BANKS: "Read the banks of tests with their keys, try items, see their statistics",
    Permission.GRADE: "Read what people hand in, and grade it",
    Permission.GIVE_EXTRA_TIME: "Give extra time in tests",
    Permission.RECOGNISE_LEARNING: "Decide that prior learning counts, or that a part is waived",
    Permission.REGRADE: "Judge tests anew by a mended key",
    Permission.SEE_LEARNING_GAIN: "See what people gain in each module, as means over many",
    Permission.ISSUE_CREDENTIALS: "See who waits for a certificate, issue for many, preview certificates",
    Permission.REVOKE_CREDENTIALS: "Find certificates, revoke and reissue them",
    Permission.SEE_ACHIEVEMENTS: "See totals of what people achieved, and by name who agreed to it",
    Permission.SEE_PARTICIPANTS: "See who is in a module and how far they are, and write to them",
    Permission.MANAGE_PEOPLE: "Find people, invite them, help them sign in, close and merge accounts",
    Permission.MANAGE_ORGANISATIONS: "Keep organisations, ask people to be members",
    Permission.MANAGE_ENROLMENTS: "Find enrolments, give another try or more minutes",
    Permission.MANAGE_MAIL: "See the outbox and the texts of mails; hold, release, try again",
    Permission.SEE_STATE: "See how the installation does, and what was done by whom",
    Permission.GRANT_ROLES: "Give and take roles, never more than one's own",
    Permission.CHANGE_SETTINGS: "Change settings while the application runs",
}
HEAD = """# Who may do what

Written by `python -m tests.support.permissions_guide` from the table in `lms/core/access.py` and
from what each page asks for; a test fails when this page is stale.
`tests/functional/security/reaches.py` says which objects each scope reaches; there every role over
every kind of scope is tried against every page and act.

Three answers say no. Somebody who is not signed in is led to the sign-in page (401 for a form).
Somebody whose roles do not give the permission at all gets 403. An object that is somebody else's,
or lies outside of the scope of a role, is answered 404, as if it did not exist: it is in no list,
count, search, menu or export either.
"""
SCOPES_HEAD = """## Over what a role can be held

A role is held over the whole programme or over a part of it. Courses and modules reach what is
learnt there, by whomever; countries, regions and organisations reach the people who belong there,
whatever they learn. An account is more than what somebody learns in one module: a role over a
course or module reaches no account.
"""
TABLE_HEAD = """## What each role gives

“yes” is limited by the scope of the role; “whole” is given by a role over the whole programme
alone, because it concerns everybody at once; “own” is limited by whose the object is.
"""
PAGES_HEAD = """## Which page asks for what

`GET` shows, `POST` does. What stands in angle brackets names the object.
"""

SEEN_HEAD = """## Who sees which personal field

A test writes a word of its own into every personal field of one person and looks for it in every
byte that anybody else gets: pages, headers, CSV, XLSX, ZIP and PDF. These are found, by nobody but
these; all others by the person alone. What somebody shows by a link of theirs, and what the page of
a certificate's code shows, is not counted.
"""
FIGURES = """## What figures tell of small groups

Whoever sees figures also sees by name who agreed to that, so what is protected are the others. People
are counted, not completions. A number is shown where nobody is among it who has not agreed, or at least
five people are. That holds for few and for many: of forty people of whom thirty-seven agreed, neither
the number nor what it could be worked out from is shown, for the list by name would leave three over.
In its place the page says how many agreed, from five on.

- On one page and in its file: where a part is hidden beside a whole that is shown, the smallest of the
  other parts are hidden as well, until the hidden ones are at least two parts and five people who have
  not agreed. A level is shown only where all of its modules are, and no part of a whole that is hidden.
- Between a page and the same page without one of its filters: what the wider page hides beside its
  other parts, the filter does not open; and where the two leave over one to four people who have not
  agreed, the number with the filter is hidden, in the whole and in each part.
- Between periods, all other filters being the same: the time is parted only where five such people, or
  none, lie between, in years first and in quarters within them, the latest first. A period that begins
  or ends elsewhere is hidden. So no two periods, nor any number of them, tell of few people.

Not protected is what somebody works out from three and more pages with different filters, from two
pages that differ in more than one filter other than the period, or by looking again after somebody has
completed a module; nor that a number lies below or above another. A rule against that would have to hide
most answers about small countries. Instead an official sees only the people within their scope,
cannot ask by other properties than those on the page, and each file that is taken stands in the
audit log with its filters. Who needs more gives officials no role over fewer than some dozens of
people. Owners see enrolments by name, so that for them nothing is hidden by these rules.
"""


def guide(app: Flask) -> str:
    """The whole page."""
    parts = [HEAD, SCOPES_HEAD, _table(("Role", "Over"), _scopes()), TABLE_HEAD, _permissions()]
    parts += [SEEN_HEAD, _table(("Field", "Seen by", "Why"), _seen()), FIGURES, PAGES_HEAD]
    return "\n".join([*parts, *_pages(app)]).rstrip() + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _scopes() -> Iterator[tuple[str, str]]:
    for role, kinds in SCOPES.items():
        yield ROLES[role], ", ".join(words for kind, words in SCOPE_WORDS.items() if kind in kinds)


def _permissions() -> str:
    head = ["Permission", "Not signed in", *ROLES.values()]
    rows = []
    for permission, words in WORDS.items():
        visitor = "yes" if permission is Permission.PUBLIC else ""
        rows.append([words, visitor, *(_given(role, permission) for role in ROLES)])
    return _table(head, rows)


def _given(role: Role, permission: Permission) -> str:
    if permission not in GRANTS[role]:
        return ""
    if permission in FOR_EVERYBODY:
        return "yes" if permission is Permission.PUBLIC else "own"
    return "whole" if permission in OF_THE_INSTALLATION else "yes"


def _seen() -> Iterator[tuple[str, str, str]]:
    for (table, column), (people, why) in WHO_SEES.items():
        yield f"`{table}.{column}`", "; ".join(sorted(people)), why


def _pages(app: Flask) -> Iterator[str]:
    found: dict[Permission, list[str]] = defaultdict(list)
    with app.app_context():
        for rule in app.url_map.iter_rules():
            permission = permission_of(rule.endpoint)
            methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
            if permission is not None:
                found[permission] += [f"- `{method} {rule.rule}`\n" for method in methods]
    for permission, words in WORDS.items():
        yield f"### {words}\n"
        yield "".join(sorted(found[permission], key=lambda line: (line.split()[2], line)))


def main() -> None:
    """Write the page."""
    with TemporaryDirectory() as folder:
        GUIDE.write_text(guide(create_app(settings_for(Path(folder)))), encoding="utf-8")


if __name__ == "__main__":
    main()
