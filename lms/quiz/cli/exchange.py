"""The commands that exchange banks with other systems: `import` and `export`."""

import sys
from pathlib import Path

import click

from lms.quiz.bank_exports import export_of
from lms.quiz.bank_files import (
    BankFile,
    BankRefusedError,
    compiled_items,
    read_bank,
    replace_file,
    with_items,
)
from lms.quiz.cli.group import quiz
from lms.quiz.interchange.decoding import MAX_BYTES
from lms.quiz.interchange.exporting import Exported
from lms.quiz.interchange.formats import IMPORTED, Format
from lms.quiz.interchange.importing import Bank, Imported, imported
from lms.quiz.interchange.readings import FileRefusedError
from lms.quiz.interchange.report import Finding, Report, Verdict, as_json, as_text

COURSES = Path("courses")
_COURSES = click.option(
    "--courses",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=COURSES,
    help="The folder of the programme.",
)
_MODULE = click.option("--module", required=True, help="The module, by the name of its folder.")
_LANGUAGE = click.option("--language", help="The language of the bank; the source language if left out.")
_REPORT = click.option(
    "--format-report", "form_of_report", type=click.Choice(["text", "json"]), default="text"
)
_OWN_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@quiz.command("import", with_appcontext=False)
@click.argument("file", type=_OWN_FILE)
@click.option("--format", "form", type=click.Choice([form.value for form in IMPORTED]), required=True)
@_MODULE
@_LANGUAGE
@click.option("--outcome", help="The learning outcome of questions that name none.")
@click.option("--dry-run", is_flag=True, help="Only say what would become of each question.")
@_COURSES
@_REPORT
def import_bank(
    file: Path,
    form: str,
    module: str,
    language: str | None,
    outcome: str | None,
    dry_run: bool,
    courses: Path,
    form_of_report: str,
) -> None:
    """Add the questions of FILE to the bank of a module, and say of each what became of it.

    Either all questions that can be taken stand in the bank afterwards, or the bank is as it was. The exit
    status is 1 where nothing was written.
    """
    bank = _bank(courses, module, language)
    outcomes = bank.module.structure.learning_outcomes
    if outcome is not None and outcome not in outcomes:
        raise click.ClickException(f"{module} has no outcome {outcome}; it has: {', '.join(outcomes)}")
    found, refusal = _read(file, Format(form), bank, outcome)
    if found.items and not refusal:
        refusal = _write(bank, found, dry_run=dry_run)
    elif not refusal:
        refusal = "no question could be taken"
    _say(found.report, str(file), form_of_report)
    click.echo(_outcome(bank, found, refusal, dry_run=dry_run), err=form_of_report == "json")
    sys.exit(int(bool(refusal)))


def _bank(courses: Path, module: str, language: str | None) -> BankFile:
    try:
        return read_bank(courses, module, language)
    except BankRefusedError as error:
        raise click.ClickException(str(error)) from None


def _read(file: Path, form: Format, bank: BankFile, outcome: str | None) -> tuple[Imported, str]:
    """What can be taken, and why nothing can."""
    with file.open("rb") as opened:
        data = opened.read(MAX_BYTES + 1)
    around = Bank(
        language=bank.language,
        outcomes=bank.module.structure.learning_outcomes,
        outcome=outcome,
        items=bank.items,
        taken_ids=bank.taken_ids,
    )
    try:
        return imported(form, data, around), ""
    except FileRefusedError as error:
        finding = Finding(line=error.line, verdict=Verdict.LEFT, notes=(error.message,))
        return Imported((), Report((finding,))), "the file cannot be read"


def _write(bank: BankFile, found: Imported, *, dry_run: bool) -> str:
    """Write the bank anew; says why it could not be."""
    try:
        data = with_items(bank, found.items)
        if not dry_run:
            replace_file(bank, data)
    except BankRefusedError as error:
        return str(error)
    return ""


def _say(report: Report, path: str, form: str) -> None:
    click.echo(as_json(report) if form == "json" else as_text(report, path))


def _outcome(bank: BankFile, found: Imported, refusal: str, *, dry_run: bool) -> str:
    if refusal:
        return f"Nothing was written: {refusal}"
    would = "would be" if dry_run else "were"
    return f"{len(found.items)} items {would} added to {bank.courses / bank.path}"


@quiz.command("export", with_appcontext=False)
@_MODULE
@click.option("--format", "form", type=click.Choice([form.value for form in Format]), required=True)
@_LANGUAGE
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file to write."
)
@_COURSES
@_REPORT
def export_bank(
    module: str, form: str, language: str | None, out: Path, courses: Path, form_of_report: str
) -> None:
    """Write the bank of a module to a file that other systems read, and say what each item loses.

    The exit status is 1 where no item could be written.
    """
    bank = _bank(courses, module, language)
    made = _made(Format(form), bank)
    _say(made.report, bank.path, form_of_report)
    if not made.report.arrived:
        click.echo("Nothing was written: no item can be said in this format", err=True)
        sys.exit(1)
    out.write_bytes(made.data)
    click.echo(f"{made.report.arrived} items were written to {out}", err=form_of_report == "json")


def _made(form: Format, bank: BankFile) -> Exported:
    name, language = bank.module.slug, bank.language
    try:
        return export_of(form, bank.items, lambda: compiled_items(bank), name=name, language=language)
    except BankRefusedError as error:
        raise click.ClickException(str(error)) from None
