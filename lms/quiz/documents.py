"""How tests, answers and assignments are laid out in the files that people take away."""

from flask_babel import lazy_gettext as _

from lms.core.privacy import Document, Folder, PlainWords, given, part

WORDS = PlainWords(
    title=_("Your tests and assignments"),
    kept=_(
        "Every test that you took with all answers and points, self-checks, questions that come back, what "
        "you handed in with its files, how it was graded, and extra time that you were given."
    ),
    goes=_("All of it, with every file. If you graded the work of others, your name goes from that."),
    stays=_("Statistics of questions over many people, from which nobody can be told."),
)

_ITEM = {
    "position": given("number", "Place in the test."),
    "item": given("text", "Which question."),
    "response": given("anything", "What you answered; empty where nothing."),
    "is_flagged": given("yes-no", "You marked it to look at again."),
    "saved_at": given("moment?", "When the answer was saved."),
    "hint_taken_at": given("moment?", "When you took a hint."),
    "checked_at": given("moment?", "When you had it checked."),
    "score": given("decimal?", "Points."),
}
_REGRADE = {
    "regraded_at": given("moment", "When the test was judged anew."),
    "reason": given("text", "Why."),
    "old_score": given("decimal", "Points before."),
    "new_score": given("decimal", "Points after."),
    "was_passed": given("yes-no", "It was passed before."),
    "is_passed": given("yes-no", "It is passed after."),
    "item_scores": given("object", "Points of each question."),
    "outcome_scores": given("object", "Points of each learning outcome."),
}
_ATTEMPT = {
    "module": given("text", "Module."),
    "quiz": given("text", "Which test."),
    "number": given("number", "Which try."),
    "language": given("text", "Its language."),
    "started_at": given("moment", "When you began."),
    "deadline_at": given("moment?", "When time ran out."),
    "submitted_at": given("moment?", "When you handed it in."),
    "score": given("decimal?", "Points."),
    "max_score": given("decimal?", "Points that could be reached."),
    "is_passed": given("yes-no?", "It was passed."),
    "outcome_scores": given("object?", "Points of each learning outcome."),
    "items": given("list", "Questions with your answers.", _ITEM),
    "regrades": given("list", "When it was judged anew.", _REGRADE),
}
_SELF_CHECK = {
    "item": given("text", "Which question."),
    "response": given("anything", "What you answered."),
    "score": given("decimal", "Points."),
    "max_score": given("decimal", "Points that could be reached."),
    "answered_at": given("moment", "When."),
}
_GAIN = {
    "module": given("text", "Module."),
    "learning_outcome": given("text", "Learning outcome."),
    "before_percent": given("decimal", "Before the module."),
    "after_percent": given("decimal", "After it."),
}
_CARD = {
    "module": given("text", "Module."),
    "source": given("text", "Where the question is from."),
    "item": given("text", "Which question."),
    "step": given("number", "How far it has come."),
    "right_in_row": given("number", "Times answered rightly in a row."),
    "due_on": given("day?", "When it comes back."),
    "response": given("anything", "What you answered last."),
    "answered_on": given("day?", "When."),
}
_EXTRA_TIME = {
    "extra_percent": given("number?", "How much more time."),
    "is_untimed": given("yes-no", "Without limit."),
    "valid_until": given("day?", "Until when."),
    "granted_at": given("moment", "When it was given."),
    "withdrawn_at": given("moment?", "When it was taken back."),
}
_EXTRA_TRY = {
    "module": given("text", "Module."),
    "granted_at": given("moment", "When you were given another try."),
    "reason": given("text", "Why."),
}
_MARKING = {
    "role": given("text", "First, second or deciding."),
    "points": given("object", "Points of each criterion."),
    "comments": given("object", "What was said of each criterion."),
    "comment": given("text", "What was said of the whole."),
    "finished_at": given("moment?", "When."),
}
_GRADE = {
    "kind": given("text", "How it came about."),
    "points": given("object", "Points of each criterion."),
    "score": given("decimal", "Points."),
    "max_score": given("decimal", "Points that could be reached."),
    "is_passed": given("yes-no", "It was passed."),
    "graded_at": given("moment", "When."),
}
_HANDED_FILE = {
    "name": given("text", "Name of the file."),
    "kind": given("text", "Its kind."),
    "size": given("number", "Bytes."),
    "sha256": given("text", "Its fingerprint; its name in the folder begins with it."),
}
_SUBMISSION = {
    "module": given("text", "Module."),
    "number": given("number", "Which try."),
    "state": given("text", "How far it has come."),
    "texts": given("object", "What you wrote."),
    "started_at": given("moment", "When you began."),
    "submitted_at": given("moment?", "When you handed it in."),
    "review_asked_at": given("moment?", "When you asked to have it judged again."),
    "review_reason": given("text?", "Why."),
    "files": given("list", "Files that you handed in.", _HANDED_FILE),
    "grades": given("list", "How it was graded.", _GRADE),
    "markings": given("list", "What was said of it.", _MARKING),
}

DOCUMENTS = (
    Document(
        path="attempts.json",
        about=_("Tests that you took, with all answers"),
        fields=_ATTEMPT,
        rows=part("attempts"),
    ),
    Document(
        path="self-checks.json",
        about=_("Answers to questions in lessons"),
        fields=_SELF_CHECK,
        rows=part("self_checks"),
    ),
    Document(
        path="review-cards.json",
        about=_("Questions that come back"),
        fields=_CARD,
        rows=part("review_cards"),
    ),
    Document(
        path="learning-gains.csv",
        about=_("What you gained in modules"),
        fields=_GAIN,
        rows=part("learning_gains"),
    ),
    Document(
        path="extra-time.csv",
        about=_("Extra time that you were given"),
        fields=_EXTRA_TIME,
        rows=part("extra_time"),
    ),
    Document(
        path="extra-tries.csv",
        about=_("Further tries that you were given"),
        fields=_EXTRA_TRY,
        rows=part("extra_tries"),
    ),
    Document(
        path="submissions.json",
        about=_("What you handed in, and how it was graded"),
        fields=_SUBMISSION,
        rows=part("submissions"),
    ),
    Document(
        path="markings-given.json",
        about=_("How you graded the work of others"),
        fields=_MARKING,
        rows=part("markings_given"),
    ),
)
FOLDERS = (Folder(path="uploads/", about=_("Files that you handed in")),)
