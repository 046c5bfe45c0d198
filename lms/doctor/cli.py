"""`lms doctor`: what is wrong, and how to mend it."""

import json
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict

import click
from flask import Flask

from config import Settings
from lms.doctor.examining import Examination, examine
from lms.doctor.rules import Level, in_order, status_of


def doctor_command(make_app: Callable[[Settings], Flask]) -> click.Command:
    """The command `doctor`, with what makes the application."""

    @click.command("doctor")
    @click.option("--format", "form", default="text", type=click.Choice(["text", "json"]), show_default=True)
    @click.option("--thorough", is_flag=True, help="Read every file of every certificate as well.")
    @click.option("--online", is_flag=True, help="Visit the public address as well.")
    def command(form: str, thorough: bool, online: bool) -> None:
        """Say what is wrong with the installation and how to mend it; changes nothing.

        Ends with 0 if all is well, 1 if something needs a look, 2 if something is broken.
        """
        found = examine(make_app, is_thorough=thorough, is_online=online)
        _say_as_json(found) if form == "json" else _say(found)
        sys.exit(status_of(found.findings))

    return command


def _say(found: Examination) -> None:
    for one in in_order(found.findings):
        click.echo(f"{one.level.value}: {one.text}\n    {one.mend}")
    counts = Counter(one.level for one in found.findings)
    said = [f"{counts[level]} {level.value}" for level in Level if counts[level]]
    click.echo(f"{found.check_count} checks: {', '.join(said) or 'all is well'}.")


def _say_as_json(found: Examination) -> None:
    said = {
        "status": status_of(found.findings),
        "checks": found.check_count,
        "findings": [asdict(one) for one in in_order(found.findings)],
    }
    click.echo(json.dumps(said, indent=1, ensure_ascii=False))
