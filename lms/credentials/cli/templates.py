"""Templates from the terminal: print every example, and say what keeps a template from being used."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import click
from flask.cli import ScriptInfo
from flask_babel import force_locale

from lms.content.print_templates.model import FOLDER, PrintTemplate
from lms.content.print_templates.reading import read_template
from lms.content.problems import as_text
from lms.core.pdf import PdfBusyError
from lms.credentials import services
from lms.credentials.rules.preflight import Check, Finding
from lms.credentials.templates.preflight import preflight as findings_of
from lms.credentials.wording.templates import CHECK_TEXTS
from lms.web.catalogue import current_catalogue

MOST_FILES, MOST_BYTES = 20, 200_000


@click.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def preflight(folder: Path | None) -> None:
    """Print all examples by a template in nine languages and look for what keeps it from being used.

    FOLDER holds template.html, template.css and template.yaml. Without it the template of the installation's
    programme is proven, and used from then on. The exit status is 1 where something was found.
    """
    if folder is not None:
        template = _read(folder)
        with tempfile.TemporaryDirectory(prefix="campus-fonts-") as fonts:
            sys.exit(_say(template, lambda: findings_of(template, Path(fonts))))
    with click.get_current_context().ensure_object(ScriptInfo).load_app().app_context(), force_locale("en"):
        used = current_catalogue().programme.template
        if used is None:
            raise click.ClickException("The programme has no template of its own.")
        sys.exit(_say(used, lambda: services.prove(used).findings))


def _read(folder: Path) -> PrintTemplate:
    name = folder.resolve().name
    paths = [path for path in sorted(folder.iterdir()) if path.is_file()][:MOST_FILES]
    files = {
        f"{FOLDER}/{name}/{path.name}": path.read_bytes()
        for path in paths
        if path.stat().st_size <= MOST_BYTES
    }
    template, problems = read_template(name, files)
    if problems:
        click.echo(as_text(problems))
    if template is None:
        sys.exit(1)
    return template


def _say(template: PrintTemplate, look: Callable[[], tuple[Finding, ...]]) -> int:
    try:
        findings = look()
    except PdfBusyError as busy:
        raise click.ClickException(
            "The machine is too busy to print all examples: try again later."
        ) from busy
    for one in findings:
        where = f" ({', '.join(one.where)})" if one.where[0] else ""
        click.echo(f"{CHECK_TEXTS[Check(one.check)]}: {one.text or 'not there'}{where}")
    state = "cannot be used" if findings else "is fit for use"
    click.echo(f"{template.name}, version {template.version}, {template.digest[:12]}: {state}")
    return int(bool(findings))
