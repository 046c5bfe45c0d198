"""`lms quiz try`: a question in the terminal, and how answers to it score."""

import json
from collections.abc import Iterator, Mapping

import click
from flask_babel import force_locale

from lms.content.items import Item, NumericItem
from lms.content.outline import Module
from lms.quiz import wording
from lms.quiz.cli.group import quiz
from lms.quiz.rules import scoring
from lms.quiz.rules.banks import BankEntry, find_entry, prompt_of
from lms.quiz.rules.parts import part_lists, plain
from lms.quiz.rules.trying import tried_responses
from lms.quiz.wording import banks as words
from lms.web.catalogue import current_catalogue


def module_named(slug: str) -> Module:
    """The present edition of a module; a wrong name is said in one line."""
    modules = current_catalogue().modules
    if slug not in modules:
        raise click.ClickException(f"there is no module {slug}; try: {', '.join(modules)}")
    return modules[slug]


@quiz.command("try")
@click.option("--module", "slug", required=True, help="The module.")
@click.option("--item", "item_id", required=True, help="The question.")
@click.option("--variant", type=click.IntRange(min=1), default=1, help="Which set of numbers (default 1).")
@click.option("--language", help="In which language (default: that of the source).")
@click.option("--response", help='What is answered, as JSON with the ids of the file: {"chosen": ["a"]}.')
def try_item(slug: str, item_id: str, variant: int, language: str | None, response: str | None) -> None:
    """Show a question and how answers to it score; nothing is kept."""
    module = module_named(slug)
    entry = find_entry(module, item_id)
    if entry is None:
        raise click.ClickException(f"{slug} has no question {item_id}")
    if variant > entry.variant_count:
        raise click.ClickException(f"{item_id} has {entry.variant_count} set(s) of numbers")
    if language is not None and entry.is_missing(language):
        raise click.ClickException(f"{item_id} is written in: {', '.join(entry.versions)}")
    shown = entry.shown(language or module.source_language)
    with force_locale("en"):
        click.echo("\n".join(_question(entry, shown, variant - 1)))
        click.echo("\n".join(_scores(entry, shown, variant - 1)))
        if response is not None:
            click.echo(f"\nThis answer: {_points(entry, shown, variant - 1, _read(response))}")


def _read(text: str) -> Mapping[str, object]:
    try:
        response = json.loads(text)
    except ValueError as problem:
        raise click.ClickException(f"the response is no JSON: {problem}") from None
    if not isinstance(response, dict):
        raise click.ClickException('the response is no JSON object; for example {"chosen": ["a"]}')
    return response


def _question(entry: BankEntry, item: Item, variant: int) -> Iterator[str]:
    yield f"{entry.id}  {wording.TYPES[item.type]}, {item.points.normalize():f} point(s)  {entry.file}"
    prompt = plain(item.variants[variant].prompt_html) if isinstance(item, NumericItem) else prompt_of(item)
    yield f"    {prompt}"
    for name, parts in part_lists(item).items():
        if name != "variants":
            yield from (f"      {name} {place}: {plain(text)}" for place, text in parts.items())
    yield f"    {wording.points_of(item)}"


def _scores(entry: BankEntry, item: Item, variant: int) -> Iterator[str]:
    for tried in tried_responses(tuple(entry.versions.values()), item, variant):
        answer = json.dumps(tried.response, ensure_ascii=False)
        yield f"  {tried.points.normalize():f}  {words.tried_words(tried)}  {answer}"


def _points(entry: BankEntry, item: Item, variant: int, response: Mapping[str, object]) -> str:
    share = scoring.share(tuple(entry.versions.values()), response, variant=variant)
    return f"{scoring.points(share, item.points).normalize():f} of {item.points.normalize():f}"
