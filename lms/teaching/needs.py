"""What needs a trainer: work, people, questions, files and translations, each with the page that helps."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from lms.learning.rules import EnrolmentState
from lms.quiz.wording.statistics import NOTES
from lms.reports.rules.translations import LanguageState
from lms.teaching.modules import TaughtModule
from lms.web.filters import show_day
from lms.web.language_names import language_name

MOST_QUESTIONS = 3
"""Failing questions of a module that the desk names; the statistics have them all."""
STUCK = EnrolmentState.STUCK.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that waits for a trainer."""

    words: str
    detail: str
    url: str
    of: TaughtModule
    is_urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """A language in which several modules have something to mend, so that it takes one line of the desk."""

    words: str
    needs: tuple[Need, ...]


def needs_of(modules: Sequence[TaughtModule]) -> tuple[Need, ...]:
    """People first: work by how long it waits, then who is stuck; then questions, files, translations.

    Of translations only what is the single gap of its language; `gaps_of` has the others.
    """
    return (
        *_to_grade(modules),
        *_stuck(modules),
        *(need for one in modules for need in _questions(one)),
        *(need for one in modules for need in _problems(one)),
        *(needs[0] for needs in _by_language(modules).values() if len(needs) == 1),
    )


def gaps_of(modules: Sequence[TaughtModule]) -> tuple[Gaps, ...]:
    """The languages in which more than one module has something to mend."""
    return tuple(
        Gaps(
            words=_(
                "%(language)s: %(count)d modules are not up to date",
                language=language_name(language).capitalize(),
                count=len(needs),
            ),
            needs=tuple(needs),
        )
        for language, needs in _by_language(modules).items()
        if len(needs) > 1
    )


def _to_grade(modules: Iterable[TaughtModule]) -> Iterator[Need]:
    waiting: list[tuple[datetime, TaughtModule]] = [
        (one.queue.oldest, one) for one in modules if one.queue.oldest is not None
    ]
    for oldest, one in sorted(waiting, key=lambda pair: pair[0]):
        count = one.queue.to_grade
        yield Need(
            words=ngettext("%(num)d piece of work to grade", "%(num)d pieces of work to grade", count),
            detail=_("The oldest waits since %(day)s.", day=show_day(oldest)),
            url=url_for("quiz.show_grading", module=one.module.slug),
            of=one,
            is_urgent=True,
        )


def _stuck(modules: Iterable[TaughtModule]) -> Iterator[Need]:
    for one in sorted(modules, key=lambda one: -one.standings.stuck):
        if one.standings.stuck:
            yield Need(
                words=ngettext("%(num)d person is stuck", "%(num)d people are stuck", one.standings.stuck),
                detail=_("No step for 14 days."),
                url=url_for(
                    "teaching.show_participants",
                    module_slug=one.module.slug,
                    state=EnrolmentState.STUCK.value,
                ),
                of=one,
                is_urgent=True,
            )


def _questions(one: TaughtModule) -> Iterator[Need]:
    for question in one.failing[:MOST_QUESTIONS]:
        yield Need(
            words=_("Question %(id)s fails", id=question.item.id),
            detail=", ".join(str(NOTES[note]) for note in question.notes),
            url=url_for("quiz.show_item_statistics", module_slug=one.module.slug, item_id=question.item.id),
            of=one,
        )
    more = len(one.failing) - MOST_QUESTIONS
    if more > 0:
        yield Need(
            words=ngettext("%(num)d more question fails", "%(num)d more questions fail", more),
            detail=_("The statistics list those first that need a look."),
            url=url_for("quiz.show_statistics", module_slug=one.module.slug, _anchor="questions"),
            of=one,
        )


def _problems(one: TaughtModule) -> Iterator[Need]:
    if one.problems:
        first = one.problems[0]
        yield Need(
            words=ngettext(
                "%(num)d problem in the files", "%(num)d problems in the files", len(one.problems)
            ),
            detail=f"{first.path}:{first.line}",
            url=url_for("teaching.show_module", module_slug=one.module.slug, _anchor="checks"),
            of=one,
        )


def _by_language(modules: Iterable[TaughtModule]) -> dict[str, list[Need]]:
    """What is to mend in the translations of modules that are open, by language."""
    found: dict[str, list[Need]] = {}
    for one in modules:
        for state in one.languages:
            if one.module.is_open and not state.is_fresh:
                found.setdefault(state.language, []).append(_translation(one, state))
    return found


def _translation(one: TaughtModule, state: LanguageState) -> Need:
    return Need(
        words=state_words(state),
        detail=language_name(state.language).capitalize(),
        url=url_for(
            "teaching.show_module", module_slug=one.module.slug, _anchor=f"language-{state.language}"
        ),
        of=one,
    )


def state_words(state: LanguageState) -> str:
    """How a module stands in a language, in a few words."""
    if not state.is_there:
        return str(_("Not translated"))
    said = []
    if state.outdated_count:
        text = ngettext("%(num)d paragraph outdated", "%(num)d paragraphs outdated", state.outdated_count)
        said.append(text)
    if state.missing:
        said.append(ngettext("%(num)d file missing", "%(num)d files missing", len(state.missing)))
    return ", ".join(said) or str(_("Up to date"))
