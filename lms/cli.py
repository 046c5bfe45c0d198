"""The command line: `lms`, or `bin/lms` in the prepared environment."""

import os
import signal
import sys
import threading
from pathlib import Path

import click
from flask.cli import AppGroup, ScriptInfo, with_appcontext

from config import SettingsError
from lms import __version__, migrate, serving
from lms import demo as demonstration
from lms.app import create_app
from lms.authoring.cli import preview
from lms.backup.cli import backup, restore_command
from lms.content.cli import content
from lms.content.problems import ContentErrors
from lms.core import mail as outbox
from lms.core.alone import DatabaseInUseError
from lms.core.db import db
from lms.core.extension import campus
from lms.credentials.cli.certificates import credentials
from lms.doctor.cli import doctor_command
from lms.learning.cli import learning
from lms.people.cli import people, retention
from lms.quiz.cli import quiz
from lms.tools.cli import tools

SIGNS_OF_TROUBLE = (SettingsError, ContentErrors, DatabaseInUseError)
"""What is said in plain words instead of a traceback."""


@click.group()
@click.version_option(__version__, prog_name="Cluster Campus")
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the installation (default: instance/, or CAMPUS_DATA).",
)
def campus_cli(data: Path | None) -> None:
    """Cluster Campus: training modules, progress, quizzes and certificates."""
    if data is not None:
        os.environ["CAMPUS_DATA"] = str(data.absolute())


@campus_cli.command()
@click.option("--host", help="Address to listen on (default 127.0.0.1).")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on (default 8000).")
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="Folder that holds everything kept."
)
@click.option(
    "--demo",
    is_flag=False,
    flag_value=demonstration.PEOPLE,
    type=click.IntRange(1, 1000),
    metavar="[N]",
    help=f"Fill an empty instance with N example people, {demonstration.PEOPLE} where no number is given.",
)
def serve(host: str | None, port: int | None, data: Path | None, demo: int | None) -> None:
    """Prepare the installation and run server and worker until told to stop."""
    sys.exit(serving.serve(host=host, port=port, data=data, demo=demo))


@campus_cli.command()
@with_appcontext
def worker() -> None:
    """Send due mail, make due certificates, until told to stop."""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    campus().jobs.run_until(stop)


@campus_cli.command()
@with_appcontext
def mail() -> None:
    """List the mail that has not been sent."""
    waiting = outbox.waiting_mail()
    for one in waiting:
        state = "given up" if one.failed_at else "waiting"
        click.echo(f"— {one.created_at:%Y-%m-%d %H:%M} · {state} · to {one.recipient} · {one.subject}")
        click.echo(one.text.strip() + "\n")
    click.echo(f"{len(waiting)} not sent.")


database = AppGroup("db", help="The database's schema.")


@database.command()
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Bring the database to the schema of this release."""
    migrate.upgrade(db.engine, revision)
    click.echo("The database is up to date.")


@database.command()
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Take migrations back to a revision (or `base`)."""
    migrate.downgrade(db.engine, revision)


@database.command()
@click.argument("message")
def revision(message: str) -> None:
    """Write a migration from what the models say and the database lacks."""
    click.echo(migrate.write_revision(db.engine, message).name)


campus_cli.add_command(database)
content.add_command(preview)
for group in (content, people, learning, quiz, credentials, tools, backup, retention):
    campus_cli.add_command(group)
for make_command in (restore_command, doctor_command):
    campus_cli.add_command(make_command(create_app))


def main() -> None:
    """Run a command; a wrong setting or wrong content is said in plain words."""
    try:
        application = ScriptInfo(create_app=create_app, set_debug_flag=False, load_dotenv_defaults=False)
        campus_cli.main(prog_name="lms", obj=application)
    except SIGNS_OF_TROUBLE as problem:
        click.echo(f"lms: {problem}", err=True)
        sys.exit(2)
