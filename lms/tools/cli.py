"""The tool commands of the terminal: build the spreadsheets that modules offer."""

import sys
from pathlib import Path

import click

from lms.content.loader import read_files
from lms.content.parser import parse_tree
from lms.content.problems import as_text
from lms.content.sources import ModuleSource
from lms.content.tools.model import SheetValues
from lms.tools.spreadsheet import write_spreadsheet

COURSES = Path("courses")


@click.group()
def tools() -> None:
    """The computing tools of the modules."""


@tools.command()
@click.argument("modules", nargs=-1)
@click.option("--courses", type=click.Path(exists=True, file_okay=False, path_type=Path), default=COURSES)
def build(modules: tuple[str, ...], courses: Path) -> None:
    """Write the spreadsheets of MODULES (all, if none is named) from their tool.yaml into their assets."""
    files, problems = read_files(courses)
    tree, more = parse_tree(files)
    if tree is None:
        click.echo(as_text((*problems, *more)))
        sys.exit(1)
    unknown = [slug for slug in modules if slug not in tree.modules]
    if unknown:
        raise click.ClickException(f"there is no module {', '.join(unknown)}")
    for slug, module in tree.modules.items():
        if not modules or slug in modules:
            _build(module, courses)


def _build(module: ModuleSource, courses: Path) -> None:
    if module.tool is None:
        click.echo(f"{module.slug}: no tool.yaml that can be used; see lms content check")
        return
    path = courses / module.folder / "assets" / module.tool.spreadsheet
    path.parent.mkdir(exist_ok=True)
    data = spreadsheet_of(module)
    is_new = not path.exists() or path.read_bytes() != data
    if is_new:
        path.write_bytes(data)
    click.echo(f"{module.slug}: {path.name} {'written' if is_new else 'is as it should be'}")


def spreadsheet_of(module: ModuleSource) -> bytes:
    """The blank spreadsheet of a module's tool with its example."""
    if module.tool is None:
        raise ValueError(f"{module.slug} has no tool")
    return write_spreadsheet(module.tool, SheetValues(), with_example=True)
