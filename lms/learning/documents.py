"""How what is kept about learning is laid out in the files that people take away."""

from collections.abc import Iterator, Mapping

from flask_babel import lazy_gettext as _

from lms.core.privacy import Document, Exported, PlainWords, Row, given, part

WORDS = PlainWords(
    title=_("Your learning"),
    kept=_(
        "The modules that you joined, the lessons that you marked as done, your place in them, results, "
        "completions, declarations, notes that trainers wrote to you, and what was recognised of earlier "
        "learning."
    ),
    goes=_(
        "Your places, declarations, notes of trainers, and everything that was shown or said about earlier "
        "learning."
    ),
    stays=_(
        "That somebody joined, did lessons and completed a module, and with which result: without a name, "
        "because the programme accounts for these totals to those who pay for it."
    ),
)

_RESULT = {
    "activity": given("text", "What reported it: the final test, self-checks of a lesson."),
    "score": given("decimal", "Points reached."),
    "max_score": given("decimal", "Points that could be reached."),
    "is_passed": given("yes-no", "It was good enough."),
    "recorded_at": given("moment", "When."),
}
_RENEWAL = {
    "begun_at": given("moment", "When it was begun."),
    "passed_at": given("moment?", "When the test was passed again."),
}
_PLACE = {
    "lesson": given("text", "Lesson."),
    "anchor": given("text", "Paragraph in it."),
}
_FLAT = {
    "module": given("text", "Module."),
    "edition": given("text", "Fingerprint of the edition that you are on."),
    "enrolled_at": given("moment", "When you joined."),
    "withdrawn_at": given("moment?", "When you left."),
    "completed_at": given("moment?", "When you completed it."),
}
_ENROLMENT = {
    **_FLAT,
    "declarations": given("list", "What you declared in place of what comes first."),
    "lessons_done": given("object", "Lesson and when you marked it as done."),
    "results": given("list", "What activities reported.", _RESULT),
    "place": given("object?", "Where you were last.", _PLACE),
    "renewals": given("list", "Tests taken again so that a certificate goes on.", _RENEWAL),
}
_PROGRESS = {
    "module": given("text", "Module."),
    "lesson": given("text", "Lesson."),
    "completed_at": given("moment", "When you marked it as done."),
}
_RECOGNITION = {
    "module": given("text", "Module."),
    "part": given("text", "Which part counts."),
    "kind": given("text", "Recognised or waived."),
    "evidence": given("text", "What was shown."),
    "reason": given("text", "Why it counts."),
    "decided_at": given("moment", "When it was decided."),
    "withdrawn_at": given("moment?", "When that was taken back."),
}

_NOTE = {
    "module": given("text", "Module."),
    "text": given("text", "What a trainer wrote to you."),
    "written_at": given("moment", "When."),
}


def _enrolments(exported: Exported) -> Iterator[Mapping[str, object]]:
    yield from part("enrolments")(exported)


def _flat(exported: Exported) -> list[Row]:
    return [{name: one[name] for name in _FLAT} for one in _enrolments(exported)]


def _progress(exported: Exported) -> list[Row]:
    return [
        {"module": one["module"], "lesson": lesson, "completed_at": moment}
        for one in _enrolments(exported)
        for lesson, moment in dict(one["lessons_done"]).items()  # type: ignore[call-overload]
    ]


def _results(exported: Exported) -> list[Row]:
    return [
        {"module": one["module"], **result}
        for one in _enrolments(exported)
        for result in part("results")(one)
    ]


DOCUMENTS = (
    Document(
        path="enrolments.json",
        about=_("Modules that you joined, with everything that happened in them"),
        fields=_ENROLMENT,
        rows=part("enrolments"),
    ),
    Document(path="enrolments.csv", about=_("The same as a table"), fields=_FLAT, rows=_flat),
    Document(
        path="progress.csv", about=_("Lessons that you marked as done"), fields=_PROGRESS, rows=_progress
    ),
    Document(
        path="results.csv",
        about=_("Results of tests and exercises"),
        fields={"module": given("text", "Module."), **_RESULT},
        rows=_results,
    ),
    Document(
        path="recognitions.json",
        about=_("Earlier learning that was recognised"),
        fields=_RECOGNITION,
        rows=part("recognitions"),
    ),
    Document(
        path="notes.json",
        about=_("Notes that trainers wrote to you"),
        fields=_NOTE,
        rows=part("notes"),
    ),
)
