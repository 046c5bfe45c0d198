"""What may be posted while marking: a level for each criterion, comments."""

from werkzeug.datastructures import MultiDict

from lms.content.assignments import Rubric
from lms.quiz.forms.submissions import plain_text
from lms.quiz.rules.marking import known_points
from lms.quiz.services.marking import Entries

LONGEST_COMMENT = 5000
"""Characters; what is longer is cut, and the page shows what was kept."""


def posted_entries(rubric: Rubric, form: MultiDict[str, str]) -> Entries:
    """What was chosen and written."""
    ids = [criterion.id for criterion in rubric.criteria]
    return Entries(
        points=known_points(rubric, {key: form.get(f"points-{key}", "") for key in ids}),
        comments={key: text for key in ids if (text := _comment(form, f"comment-{key}"))},
        comment=_comment(form, "comment"),
    )


def _comment(form: MultiDict[str, str], name: str) -> str:
    return plain_text(form.get(name, ""))[:LONGEST_COMMENT].strip()
