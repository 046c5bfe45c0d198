"""The bank of a module: searched, filtered and counted, with where each question stands."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from flask import render_template, request

from lms.content.catalogue import UnknownModuleError
from lms.content.items import ItemType
from lms.content.outline import Module
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.quiz import wording
from lms.quiz.bank_exports import offers
from lms.quiz.interchange import formats
from lms.quiz.queries.statistics import kept_of_module
from lms.quiz.routes.blueprint import bp
from lms.quiz.rules import banks
from lms.quiz.rules.banks import BankEntry, BankFilter, Sorting, Source
from lms.quiz.rules.statistics_notes import Noted, noted
from lms.quiz.rules.statistics_report import reports_on_items
from lms.quiz.wording import banks as words
from lms.web.access import requires
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language
from lms.web.language_names import language_name

LONGEST_SEARCH = 100
LONGEST_PROMPT = 160
"""Characters of a question in the list."""


def taught_module(module_slug: str) -> Module:
    """The present edition of a module; raises NotFoundError."""
    try:
        return current_catalogue().module(module_slug)
    except UnknownModuleError:
        raise NotFoundError from None


def asked_language(module: Module) -> str:
    """The language that questions are to be shown in: as asked for, else that of the page."""
    wanted = request.args.get("language") or request.form.get("language") or language()
    return wanted if wanted in module.languages else module.source_language


@bp.get("/teaching/modules/<module_slug>/bank")
@requires(Permission.SEE_BANKS)
def show_bank(module_slug: str) -> str:
    """All questions of a module, or those that fit what is asked for."""
    module = taught_module(module_slug)
    entries = banks.bank_of(module)
    by = _filter(module)
    untranslated = _untranslated(entries, module)
    figures = _figures(module)
    return render_template(
        "quiz/show_bank.html",
        module=module,
        text=module.text(language()),
        shown_in=asked_language(module),
        by=by,
        is_filtered=by != BankFilter(sorting=by.sorting),
        entries=entries,
        found=banks.wanted(entries, by, figures),
        figures=figures,
        is_asked=any(one.figures for one in figures.values()),
        coverage=banks.coverage_of(module),
        cases=list(dict.fromkeys(entry.case_id for entry in entries if entry.case_id)),
        types={kind: wording.TYPES[kind] for kind in _types_in(entries)},
        prompt_of=_short_prompt,
        missing_in=lambda entry: [
            code for code, files in untranslated.items() if entry.is_missing(code) and entry.file not in files
        ],
        untranslated=[
            f"{PurePosixPath(file).name} ({code.upper()})"
            for code, files in untranslated.items()
            for file in files
        ],
        offers=offers(module),
        format_names=formats.NAMES,
        words=words,
        language_name=language_name,
    )


def _filter(module: Module) -> BankFilter:
    args = request.args
    source, kind, sorting = (args.get(name, "") for name in ("source", "type", "sort"))
    asked = asked_language(module)
    return BankFilter(
        words=args.get("q", "").strip()[:LONGEST_SEARCH],
        source=Source(source) if source in set(Source) else None,
        outcome=args.get("outcome", "") if args.get("outcome") in module.learning_outcomes else "",
        type=ItemType(kind) if kind in set(ItemType) else None,
        case=args.get("case", ""),
        language=asked if args.get("missing") == "yes" else "",
        needs_look=args.get("noted") == "yes",
        sorting=Sorting(sorting) if sorting in set(Sorting) else Sorting.FILE,
    )


def _figures(module: Module) -> dict[str, Noted]:
    """Item id → what tests say of it; none without a final test."""
    if module.blueprint is None:
        return {}
    reports = reports_on_items(module, kept_of_module(module.slug))
    return {one.item.id: noted(one) for one in reports}


def _types_in(entries: Sequence[BankEntry]) -> list[ItemType]:
    present = {entry.item.type for entry in entries}
    return [kind for kind in ItemType if kind in present]


def _short_prompt(entry: BankEntry, shown_in: str) -> str:
    prompt = banks.prompt_of(entry.shown(shown_in))
    if len(prompt) <= LONGEST_PROMPT:
        return prompt
    return prompt[:LONGEST_PROMPT].rsplit(" ", 1)[0] + " …"


def _untranslated(entries: Sequence[BankEntry], module: Module) -> dict[str, list[str]]:
    """Language → files of which not one question is written in it."""
    files: dict[str, list[str]] = {}
    for code in module.languages:
        translated = {entry.file for entry in entries if not entry.is_missing(code)}
        left = [entry.file for entry in entries if entry.file not in translated]
        files[code] = list(dict.fromkeys(left))
    return files
