"""The keys of certificates from the terminal: make, list, replace, take in one from a provider."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import force_locale

from lms.core.db import db
from lms.core.errors import CampusError
from lms.credentials.formats.keys import PublishedKey, Purpose, Standing
from lms.credentials.queries import keys as queries
from lms.credentials.rules.keys import KeyHolder
from lms.credentials.services import key_changes
from lms.credentials.services.keys import key_problems
from lms.credentials.wording.keys import what_it_proves
from lms.web.identity import present_programme

keys = AppGroup("keys", help="Keys that seal and sign certificates; docs/keys.md explains them.")

PURPOSES = [purpose.value for purpose in Purpose]
NAMES = {"ignore_unknown_options": True}
"""The name of a key may begin with a dash."""
PROVIDERS = [Standing.ADVANCED.value, Standing.QUALIFIED.value]
file_option = click.Path(exists=True, dir_okay=False, path_type=Path)


@contextmanager
def _refusals() -> Iterator[None]:
    """What a service refuses, as a sentence."""
    try:
        yield
    except CampusError as error:
        raise click.ClickException(str(error.message) or "There is no such key.") from None


def _say(key: PublishedKey) -> None:
    click.echo(f"{key.purpose.value:<6} {key.kid}  {key.algorithm:<8} {_state(key)}")


def _state(key: PublishedKey) -> str:
    if key.compromised_at:
        return f"lost or stolen, reported {key.compromised_at:%Y-%m-%d}"
    if key.retired_at:
        return f"retired {key.retired_at:%Y-%m-%d}, still published"
    return f"in use since {key.created_at:%Y-%m-%d}, {key.standing.value}"


@keys.command()
def create() -> None:
    """Make the keys that are missing, self-issued."""
    with _refusals():
        made = key_changes.make_first_keys(present_programme().issuer)
    db.session.commit()
    for key in made:
        _say(key)
    click.echo(f"{len(made)} made." if made else "Nothing is missing; `rotate` replaces a key.")


@keys.command("list")
def list_keys() -> None:
    """List all keys that were ever used, the newest first."""
    for key in queries.published_keys():
        _say(key)
    for problem in key_problems():
        click.echo(problem, err=True)


@keys.command(context_settings=NAMES)
@click.argument("kid")
def show(kid: str) -> None:
    """Show what is published of a key (the beginning of its name is enough), its certificates as PEM."""
    found = [key for key in queries.published_keys() if key.kid.startswith(kid)]
    if len(found) != 1:
        raise click.ClickException(
            "No key is called so; `keys list` lists them." if not found else "Several keys begin so."
        )
    key = found[0]
    _say(key)
    with force_locale("en"):
        click.echo(what_it_proves(key))
    for name, value in key.jwk.items():
        click.echo(f"  {name}: {value}")
    if key.multibase:
        click.echo(f"  multibase: {key.multibase}")
    click.echo("".join(key.certificates), nl=False)


@keys.command()
@click.argument("purpose", type=click.Choice(PURPOSES))
@click.option("--lost", is_flag=True, help="The old key was lost to others or stolen.")
@click.option("--self-issued", is_flag=True, help="Replace a provider's seal by a self-issued one.")
def rotate(purpose: str, lost: bool, self_issued: bool) -> None:
    """Make a new key and retire the old one, which stays published."""
    wanted = Purpose(purpose)
    before = queries.active_key(wanted)
    if before is not None and before.standing is not Standing.SELF_ISSUED and not self_issued:
        raise click.ClickException(
            "The seal has a provider's certificate. `keys import` takes a new one from a provider; "
            "`--self-issued` goes back to a key that nobody else vouches for."
        )
    with _refusals():
        key = key_changes.rotate(wanted, present_programme().issuer, is_compromised=lost)
    db.session.commit()
    _say(key)
    click.echo("Back up keys/ now: without this key file nothing more can be signed with it.")


@keys.command("report-lost", context_settings=NAMES)
@click.argument("kid")
def report_lost(kid: str) -> None:
    """Say of a key that was retired before that others may have it."""
    with _refusals():
        key_changes.report_lost(kid)
    db.session.commit()
    click.echo(
        "From now on a seal by this key proves nothing alone; certificates in the register still count."
    )


@keys.command("import")
@click.option("--p12", type=file_option, help="PKCS#12 file (.p12, .pfx) with key and certificate.")
@click.option("--password-file", type=file_option, help="Holds its password; otherwise it is asked for.")
@click.option(
    "--certificate", type=file_option, help="PEM: certificate of a key held elsewhere, and its chain."
)
@click.option("--pkcs11", "holder", flag_value=KeyHolder.PKCS11.value, help="A device holds the key.")
@click.option("--program", "holder", flag_value=KeyHolder.PROGRAM.value, help="A program or address signs.")
@click.option(
    "--standing",
    required=True,
    type=click.Choice(PROVIDERS),
    help="What the provider's certificate is; qualified only if it says so itself.",
)
def import_key(
    p12: Path | None, password_file: Path | None, certificate: Path | None, holder: str | None, standing: str
) -> None:
    """Seal with a key and certificate from a provider from now on."""
    wanted = Standing(standing)
    if (p12 is None) == (certificate is None) or (certificate is None) != (holder is None):
        raise click.UsageError("Give either --p12, or --certificate with --pkcs11 or --program.")
    with _refusals():
        if p12 is not None:
            key = key_changes.import_pkcs12(p12.read_bytes(), _password(password_file), wanted)
        elif certificate is not None:
            key = key_changes.import_certificate(certificate.read_bytes(), KeyHolder(str(holder)), wanted)
    db.session.commit()
    _say(key)


def _password(file: Path | None) -> str:
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            raise click.ClickException(f"{file} is no text in UTF-8.") from None
    return str(click.prompt("Password of the file", hide_input=True, default="", show_default=False))
