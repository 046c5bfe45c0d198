"""The content commands of the terminal: check, show, status, stamp."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import click

from config import ROOT
from lms.content import status_writing
from lms.content.compile_process import compile_apart
from lms.content.loader import check_courses, read_files
from lms.content.module_size import size_of
from lms.content.outline import LessonText, Module
from lms.content.pages import text_of
from lms.content.parser import PROGRAMME_FILE, TreeSource, parse_tree
from lms.content.problems import Notes, Problem, as_github, as_json, as_text
from lms.content.stamping import NotStampableError, stamped
from lms.content.status_writing import count
from lms.content.translation_status import status_of
from lms.core.clock import now
from lms.core.storage import Storage

COURSES = Path("courses")
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_WRITERS = {"text": as_text, "json": as_json, "github": as_github}


@click.group()
def content() -> None:
    """Check, show and translate the programme in courses/."""


@content.command()
@click.argument("folder", type=_FOLDER, default=COURSES)
@click.option(
    "--format", "form", type=click.Choice(list(_WRITERS)), default="text", help="How to write it out."
)
def check(folder: Path, form: str) -> None:
    """Say everything that is wrong with the files in FOLDER: a programme, or a folder inside one.

    Where the installation serves this programme, that includes questions that have another type there.
    The exit status is 1 for errors, 0 for warnings only.
    """
    programme = _programme_around(folder)
    inside = folder.resolve().relative_to(programme.resolve())
    found = (
        one
        for one in check_courses(programme, today=now().date(), storage=_storage_of(programme))
        if PurePosixPath(one.path).is_relative_to(inside)
    )
    problems = tuple(problem.under(str(programme)) for problem in found)
    if problems or form == "json":
        click.echo(_WRITERS[form](problems))
    if form == "text":
        click.echo(_summary(problems))
    sys.exit(int(any(problem.is_error for problem in problems)))


def _programme_around(folder: Path) -> Path:
    """The folder of the programme that a folder belongs to; itself where there is none."""
    around = (folder, *folder.resolve().parents)
    return next((one for one in around if (one / PROGRAMME_FILE).exists()), folder)


def _storage_of(programme: Path) -> Storage | None:
    """Where the installation keeps what it served of this very programme."""
    courses = Path(os.environ.get("CAMPUS_COURSES") or ROOT / "courses")
    editions = Path(os.environ.get("CAMPUS_DATA") or ROOT / "instance") / "editions"
    is_its_own = courses.resolve() == programme.resolve() and editions.is_dir()
    return Storage(editions) if is_its_own else None


def _summary(problems: tuple[Problem, ...]) -> str:
    errors = sum(problem.is_error for problem in problems)
    return f"{count(errors, 'error')}, {count(len(problems) - errors, 'warning')}"


@content.command()
@click.argument("module", required=False)
@click.option("--courses", type=_FOLDER, default=COURSES, help="The folder of the programme.")
def show(module: str | None, courses: Path) -> None:
    """Print the outline of the programme, or of one MODULE, with counts."""
    compilation = compile_apart(read_files(courses)[0])
    if module is not None and module not in compilation.modules:
        raise click.ClickException(f"there is no module {module}; try: {', '.join(compilation.modules)}")
    for slug, compiled in compilation.modules.items():
        if module in (None, slug):
            click.echo("\n".join(_outline(compiled, with_lessons=module is not None)))


def _outline(module: Module, *, with_lessons: bool) -> Iterable[str]:
    text = module.text(module.source_language)
    checks = sum(_checks(lesson) for lesson in text.lessons.values())
    counts = [
        count(len(module.lessons), "lesson"),
        count(checks, "self-check"),
        count(len(text.test_items), "test item"),
        count(len(module.assets), "file"),
    ]
    languages = " ".join(module.languages)
    yield f"{module.id}  {text.title}  ({module.slug}, {module.state}, {languages})"
    yield f"    {', '.join(counts)}; {module.total_hours} hours, {module.required_hours} required"
    yield f"    edition {module.digest}"
    if not with_lessons:
        return
    for lesson in module.lessons:
        written = text.lessons[lesson.slug]
        outcomes = ", ".join(lesson.learning_outcomes)
        yield f"    {lesson.number:02d} {written.title}  ({lesson.minutes} min; {outcomes})"
        yield f"       {count(len(written.sections), 'section')}, {count(_checks(written), 'self-check')}"


def _checks(lesson: LessonText) -> int:
    """Self-checks; scales, polls and reflections check nothing."""
    return sum(item.is_graded for item in lesson.items)


@content.command()
@click.option("--courses", type=_FOLDER, default=COURSES, help="The folder of the programme.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def status(courses: Path, form: str) -> None:
    """Say how much each module holds, and in each language what is fresh, stale, missing or different."""
    tree = _tree(courses)
    modules, languages = tree.modules.values(), tree.programme.languages[1:]
    rows = [status_of(module, language) for module in modules for language in languages]
    write = status_writing.as_json if form == "json" else status_writing.as_text
    click.echo(write([size_of(module) for module in modules], rows))


def _tree(courses: Path) -> TreeSource:
    tree, problems = parse_tree(read_files(courses)[0])
    if tree is None:
        raise click.ClickException(as_text(problems))
    return tree


@content.command()
@click.argument("module")
@click.argument("language")
@click.argument("lesson", required=False)
@click.option("--courses", type=_FOLDER, default=COURSES, help="The folder of the programme.")
def stamp(module: str, language: str, lesson: str | None, courses: Path) -> None:
    """Record that the translation of MODULE into LANGUAGE is current.

    LESSON is a file name such as 04-mapping.md; without it all pages are stamped. Do this after reading
    source and translation side by side: from then on the platform says which paragraphs have changed.
    """
    source = _tree(courses).modules.get(module)
    if source is None or language not in source.languages or language == source.source_language:
        raise click.ClickException(f"{module} has no translation into {language}")
    pages = [page for page in source.languages[language].pages if lesson in (None, page.file)]
    if not pages:
        raise click.ClickException(f"there is no page {language}/{lesson}")
    failed = False
    for page in pages:
        original = source.source.page_named(page.file)
        path = courses / page.path
        if original is None:
            click.echo(f"{path}: there is no such page in the source language")
            continue
        try:
            path.write_text(stamped(text_of(path.read_bytes(), Notes("")), page, original), encoding="utf-8")
            click.echo(f"{path}: stamped")
        except NotStampableError as error:
            failed = True
            click.echo(f"{path}: not stamped, {error}")
    sys.exit(int(failed))
