"""Accounts and roles from the terminal, for whoever runs the installation."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext
from flask_babel import force_locale

from lms.core.access import Grant, Role
from lms.core.db import db, forget_deleted
from lms.core.errors import CampusError
from lms.core.scopes import EVERYWHERE, Scope, ScopeKind
from lms.people import queries, services
from lms.people.models import User
from lms.people.services.erasing import erase_person, replay_erasures, take_in_erasures
from lms.people.services.sweep import Sweep

LIMITS = [kind.value for kind in ScopeKind if kind is not ScopeKind.PROGRAMME]
GRANTABLE = [role.value for role in Role if role is not Role.PARTICIPANT]

people = AppGroup("people", help="Accounts and roles.")


def _scope(_context: click.Context, _option: click.Parameter, given: str | None) -> Scope:
    """The scope as typed, such as `country:LV`."""
    if given is None:
        return EVERYWHERE
    kind, _, name = given.partition(":")
    if kind not in LIMITS or not name:
        raise click.BadParameter(f"write {'|'.join(LIMITS)}, a colon and which one, such as country:LV")
    return Scope(ScopeKind(kind), name)


_scoped = click.option(
    "--scope", callback=_scope, metavar="KIND:ID", help="Only over a course, module, country, region …"
)


def _said(grant: Grant) -> str:
    scope = "" if grant.scope == EVERYWHERE else f" ({grant.scope.kind}:{grant.scope.id})"
    return f"{grant.role}{scope}"


@people.command("first-link")
def first_link() -> None:
    """Make a link to the page that makes the first administrator."""
    link = services.first_administrator_link()
    db.session.commit()
    if link is None:
        raise click.ClickException("There is an administrator already: `bin/lms people list` shows who.")
    click.echo(f"Open within an hour, once: {link}")


@people.command("list")
def list_people() -> None:
    """List everybody who is more than a participant."""
    found = queries.people_with_roles()
    for user, grants in found:
        names = ", ".join(sorted(_said(grant) for grant in grants))
        click.echo(f"{user.email}: {names}" + (" (closed)" if user.disabled_at else ""))
    click.echo(f"{len(found)} with a role.")


@people.command()
@click.argument("email")
@click.argument("role", type=click.Choice(GRANTABLE))
@_scoped
def grant(email: str, role: str, scope: Scope) -> None:
    """Give somebody a role; signs them out everywhere."""
    given = Grant(Role(role), scope)
    with _plain_refusals():
        is_new = services.grant_role(_person(email).id, given, by=None)
    db.session.commit()
    click.echo(f"{email} is now {_said(given)}." if is_new else f"{email} was {_said(given)} already.")


@people.command()
@click.argument("email")
@click.argument("role", type=click.Choice(GRANTABLE))
@_scoped
def withdraw(email: str, role: str, scope: Scope) -> None:
    """Take a role from somebody; signs them out everywhere."""
    taken = Grant(Role(role), scope)
    with _plain_refusals():
        was_there = services.withdraw_role(_person(email).id, taken, by=None)
    db.session.commit()
    click.echo(f"{email} is no longer {_said(taken)}." if was_there else f"{email} was not {_said(taken)}.")


@people.command()
@click.argument("email")
def close(email: str) -> None:
    """Close an account: nobody can sign in to it, and nothing in it is lost."""
    with _plain_refusals():
        services.disable_user(_person(email).id, by=None)
    db.session.commit()
    click.echo(f"The account of {email} is closed. `bin/lms people reopen {email}` opens it again.")


@people.command()
@click.argument("email")
def reopen(email: str) -> None:
    """Open a closed account again."""
    services.enable_user(_person(email).id, by=None)
    db.session.commit()
    click.echo(f"The account of {email} is open.")


@people.command()
@click.argument("email")
@click.confirmation_option(prompt="All that is known about this person will be gone for ever. Go on?")
def erase(email: str) -> None:
    """Erase a person for good. Certificates stay without a name; the holder's own files still verify."""
    with _plain_refusals():
        erase_person(_person(email).id)
    db.session.commit()
    forget_deleted(db.engine)
    click.echo("The person is erased.")


@click.command("retention")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@with_appcontext
def retention(dry_run: bool) -> None:
    """Remove what was kept long enough, as the worker does, or say what would go."""
    with force_locale("en"):
        for due in queries.retention_report():
            since = f", the oldest of {due.oldest:%Y-%m-%d}" if due.oldest is not None else ""
            click.echo(f"{due.category.title}: {due.count} due after {due.days} days{since}")
            click.echo(f"  {due.category.why}")
    db.session.rollback()
    if not dry_run:
        click.echo(f"{Sweep()()} removed.")


@people.command("replay-erasures")
@click.option(
    "--ledger",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A newer ledger, of the installation that the backup came from: its file `erasures`.",
)
def replay(ledger: Path | None) -> None:
    """Erase again who was erased before, after a backup was restored; `bin/serve` does it at each start."""
    if ledger is not None:
        click.echo(f"{take_in_erasures(ledger.read_text(encoding='ascii'))} taken in from {ledger}.")
    click.echo(f"{replay_erasures()} erased again.")


def _person(email: str) -> User:
    user = queries.user_with_email(email)
    if user is None:
        raise click.ClickException(f"No account has the address {email}.")
    return user


@contextmanager
def _plain_refusals() -> Iterator[None]:
    """Turn a refusal into one line on the terminal."""
    try:
        yield
    except CampusError as error:
        with force_locale("en"):
            raise click.ClickException(str(error.message)) from error
