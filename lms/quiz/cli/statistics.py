"""`lms quiz stats`: what the tests that were taken say about their questions."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

import click
from flask_babel import force_locale

from lms.content.outline import Module
from lms.core.db import db
from lms.quiz.cli.group import quiz
from lms.quiz.cli.trying import module_named
from lms.quiz.queries.statistics import kept_of_module
from lms.quiz.rules.statistics import LEAST, Group
from lms.quiz.rules.statistics_listing import Listing, listed
from lms.quiz.rules.statistics_notes import Noted, noted
from lms.quiz.rules.statistics_report import OverallReport, report_on_test, reports_on_items
from lms.quiz.services.statistics import rebuild
from lms.quiz.wording import statistics as words
from lms.web.catalogue import current_catalogue

FEW = f"fewer than {LEAST} tries"


@quiz.command("stats")
@click.option("--module", "slug", required=True, help="The module.")
@click.option("--item", "item_id", help="One question, with the answers given to it.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--rebuild", "anew", is_flag=True, help="First count all attempts anew.")
def stats(slug: str, item_id: str | None, form: str, anew: bool) -> None:
    """Show what the final tests of a module say about its questions; nothing below ten tries."""
    module = module_named(slug)
    if anew:
        _rebuild(module)
    kept = kept_of_module(slug)
    items = [noted(one) for one in reports_on_items(module, kept)]
    if item_id is not None:
        items = [one for one in items if one.item.id == item_id]
        if not items:
            raise click.ClickException(f"{slug} has no question {item_id} in its final test")
    overall = report_on_test(module, kept)
    with force_locale("en"):
        if form == "json":
            click.echo(json.dumps(_as_json(overall, items), indent=2, ensure_ascii=False))
            return
        lines = _item_lines(items[0]) if item_id else _module_lines(module, overall, items)
        click.echo("\n".join(lines))


def _rebuild(module: Module) -> None:
    done = rebuild(module.slug, current_catalogue())
    db.session.commit()
    click.echo(f"{done.now} attempts counted; {done.before} were in the figures before.", err=True)
    if done.now < done.before:
        click.echo("Attempts of people who had them erased cannot be counted again.", err=True)
    if done.lost:
        click.echo(f"{done.lost} attempts were left out: the edition that judged them is lost.", err=True)


def _module_lines(module: Module, overall: OverallReport, items: Sequence[Noted]) -> Iterator[str]:
    yield f"{module.id} {module.text('en').title}"
    if overall.figures is None:
        yield f"The test as a whole: {FEW}."
    else:
        yield from (
            f"{name!s:32} {value:>10}  {meaning}"
            for name, value, meaning in words.overall_lines(overall.figures)
        )
    yield ""
    yield f"{'question':40} {'tries':>6} {'facility':>9} {'discr.':>7} {'effic.':>7}  what to look at"
    for one in listed(items, Listing()):
        figures = one.figures
        if figures is None:
            yield f"{one.item.id:40} {FEW}"
            continue
        shares = f"{words.percent(figures.facility):>9} {words.decimal(figures.discrimination):>7}"
        cells = f"{figures.n:>6} {shares} {words.percent(figures.efficiency):>7}"
        says = "; ".join(str(words.NOTES[note]) for note in one.notes)
        yield f"{one.item.id:40} {cells}  {says}".rstrip()


def _item_lines(one: Noted) -> Iterator[str]:
    yield one.item.id
    if one.figures is None:
        yield FEW
        return
    yield from (
        f"{name!s:32} {value:>12}  {meaning}" for name, value, meaning in words.item_lines(one.figures)
    )
    yield from (f"! {words.NOTES[note]}. {words.ADVICE[note]}" for note in one.notes)
    for kind, groups in (("language", one.report.languages), ("set of numbers", one.report.variants)):
        yield from (f"{kind} {group.value}: {words.percent(group.facility)} of {group.n}" for group in groups)
    yield f"{'answer':40} {'lower':>6} {'middle':>6} {'upper':>6}"
    for counted in one.report.parts:
        for answer in counted.answers:
            name = f"{counted.part.id} {answer.answer.id}".strip() + (
                " (right)" if answer.answer.is_right else ""
            )
            yield f"{name:40} " + " ".join(f"{n:>6}" for n in answer.by_third)


def _as_json(overall: OverallReport, items: Sequence[Noted]) -> dict[str, object]:
    test = overall.figures
    extra = {"error_ratio": test.error_ratio, "standard_error": test.standard_error} if test else {}
    return {
        "least_tries": LEAST,
        "test": asdict(test) | extra if test else None,
        "items": [_item_json(one) for one in items],
    }


def _item_json(one: Noted) -> dict[str, object]:
    report = one.report
    return {
        "item": one.item.id,
        "outcome": one.item.learning_outcome,
        "type": one.item.type.value,
        "figures": asdict(one.figures) | {"uncertainty": one.figures.uncertainty} if one.figures else None,
        "notes": [note.value for note in one.notes],
        "by_language": _groups_json(report.languages),
        "by_variant": _groups_json(report.variants),
        "answers": [
            {
                "part": counted.part.id,
                "answer": answer.answer.id,
                "is_right": answer.answer.is_right,
                "by_third": answer.by_third,
            }
            for counted in report.parts
            for answer in counted.answers
        ],
    }


def _groups_json(groups: Sequence[Group]) -> list[dict[str, object]]:
    return [{"value": group.value, "n": group.n, "facility": group.facility} for group in groups]
