"""What the tests that were taken say about their questions: of a module, and of one question."""

from collections.abc import Iterator
from urllib.parse import urlencode

from flask import render_template, request
from flask_babel import gettext

from lms.content.items import ItemType
from lms.content.outline import Module
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.quiz import charting, wording
from lms.quiz.bank import bank_item
from lms.quiz.charting import ChartView
from lms.quiz.queries.statistics import kept_of_module
from lms.quiz.routes.bank import taught_module
from lms.quiz.routes.blueprint import bp
from lms.quiz.rules.answer_parts import Part, parts_of
from lms.quiz.rules.banks import prompt_of
from lms.quiz.rules.parts import plain
from lms.quiz.rules.statistics import LEAST
from lms.quiz.rules.statistics_listing import Column, Listing, listed
from lms.quiz.rules.statistics_notes import noted
from lms.quiz.rules.statistics_report import ItemReport, PartCount, report_on_test, reports_on_items
from lms.quiz.wording import statistics as words
from lms.web.access import requires
from lms.web.i18n import language
from lms.web.language_names import language_name


@bp.get("/teaching/modules/<module_slug>/statistics")
@requires(Permission.SEE_BANKS)
def show_statistics(module_slug: str) -> str:
    """The test as a whole, and a table of its questions, those that need a look first."""
    module = _tested_module(module_slug)
    kept = kept_of_module(module_slug)
    report = report_on_test(module, kept)
    items = [noted(one) for one in reports_on_items(module, kept)]
    by = _listing(module)
    return render_template(
        "quiz/show_statistics.html",
        module=module,
        text=module.text(language()),
        report=report,
        lines=words.overall_lines(report.figures) if report.figures else [],
        chart=charting.scores_chart(report) if report.figures else None,
        items=items,
        found=listed(items, by),
        by=by,
        types={item.item.type: wording.TYPES[item.item.type] for item in items},
        columns=[
            (column, name, _sorted_by(by, column), by.column is column)
            for column, name in words.COLUMNS.items()
        ],
        **_said(module),
    )


def _tested_module(module_slug: str) -> Module:
    module = taught_module(module_slug)
    if module.blueprint is None:
        raise NotFoundError
    return module


def _said(module: Module) -> dict[str, object]:
    """What both pages need to name things."""
    return {
        "spoken": module.written_in("final-test.md", module.text(language()).language),
        "prompt_of": lambda item: prompt_of(bank_item(module, item.id, language())),
        "words": words,
        "language_name": language_name,
        "least": LEAST,
    }


def _listing(module: Module) -> Listing:
    args = request.args
    column, kind = args.get("sort", ""), args.get("type", "")
    return Listing(
        column=Column(column) if column in set(Column) else Column.ATTENTION,
        is_descending=args.get("order") == "down",
        outcome=args.get("outcome", "") if args.get("outcome") in module.learning_outcomes else "",
        type=ItemType(kind) if kind in set(ItemType) else None,
        only_noted=args.get("noted") == "yes",
    )


def _sorted_by(by: Listing, column: Column) -> str:
    """The address of the list sorted by a column; sorted by it already, the other way round."""
    turned = by.column is column and not by.is_descending
    kept = {name: value for name, value in request.args.items() if name in {"outcome", "type", "noted"}}
    order = {"sort": column.value, "order": "down" if turned else "up"}
    return f"{request.path}?{urlencode({**kept, **order})}"


@bp.get("/teaching/modules/<module_slug>/statistics/<item_id>")
@requires(Permission.SEE_BANKS)
def show_item_statistics(module_slug: str, item_id: str) -> str:
    """All figures of a question, and which answers were given to it."""
    module = _tested_module(module_slug)
    reports = reports_on_items(module, kept_of_module(module_slug, item_id))
    report = next((one for one in reports if one.item.id == item_id), None)
    if report is None:
        raise NotFoundError
    shown = {part.id: part for part in parts_of(bank_item(module, item_id, language()))}
    labels = {one.part.id: _labels(one, shown.get(one.part.id)) for one in report.parts}
    return render_template(
        "quiz/show_item_statistics.html",
        module=module,
        text=module.text(language()),
        noted=noted(report),
        report=report,
        lines=words.item_lines(report.figures) if report.figures else [],
        kind=wording.TYPES[report.item.type],
        parts=shown,
        labels=labels,
        charts=list(_charts(report, labels)),
        **_said(module),
    )


def _labels(counted: PartCount, shown: Part | None) -> dict[str, str]:
    """Answer → what it is called, in the language of the page."""
    named = {answer.id: answer.html for answer in shown.answers} if shown else {}
    return {
        one.answer.id: words.answer_words(
            one.answer.id, plain(named.get(one.answer.id) or one.answer.html or "")
        )
        for one in counted.answers
    }


def _charts(report: ItemReport, labels: dict[str, dict[str, str]]) -> Iterator[ChartView]:
    thirds = charting.thirds_chart(report)
    if thirds:
        yield thirds
    if thirds and len(report.parts) == 1 and report.parts[0].answers:
        part = report.parts[0]
        yield charting.answers_chart(part, list(labels[part.part.id].values()))
    if len(report.languages) > 1:
        names = [language_name(group.value).capitalize() for group in report.languages]
        title = gettext("Facility by language")
        yield charting.groups_chart("languages", title, gettext("Language"), report.languages, names)
    if len(report.variants) > 1:
        numbers = [gettext("Set %(number)s", number=int(group.value) + 1) for group in report.variants]
        title = gettext("Facility by set of numbers")
        yield charting.groups_chart("variants", title, gettext("Set of numbers"), report.variants, numbers)
