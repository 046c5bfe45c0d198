"""Example work for the first module's assignment: waiting, marked by two, graded, to be reviewed."""

from collections.abc import Mapping

from lms.content.outline import Module
from lms.core.db import db
from lms.learning import queries as learning
from lms.learning.models import Enrolment
from lms.quiz.models import Submission
from lms.quiz.queries.markings import marking_of
from lms.quiz.rules.file_kinds import FileKind
from lms.quiz.services import marking, submitting
from lms.quiz.services.marking import Entries
from lms.quiz.services.submitting import NewFile

TEXTS = {
    "joined": (
        "Invented example. The industry is smoked and tinned fish in Norrvik, codes 10.20 and 46.38.\n\n"
        "In 2024 it had 2,100 of 30,000 jobs, 7.0 per cent, against 3.75 per cent in the country. The "
        "location quotient is 1.87. Source: the statistical office's register of jobs, seen in October.\n\n"
        "I have talked to four firms. They know each other well; none of them knows the laboratory.\n\n"
        "Recommendation: go, for a hundred days, led by the harbour office."
    ),
    "halfway": (
        "Invented example. Wooden houses in the lake district. The quotient is 2.4 and has grown for five "
        "years, but two of nine firms hold most of the jobs. Interviews: six, listed on the last page."
    ),
    "failed": (
        "Invented example. Games in the capital. Everybody says that it is a cluster. There are many events "
        "and a strong community, so I recommend to go ahead as soon as possible."
    ),
    "certified": (
        "Invented example. Shore power in three ports. Jobs 1,480, quotient 1.6 by the register, 1.2 "
        "against other port regions; I rest the recommendation on the second.\n\nSix interviews, gaps scored "
        "and confirmed from the other side. Stage: emerging, by two models which differ on one point.\n\n"
        "Go, with six dates. Stop if fewer than five firms have paid by June."
    ),
    "official": (
        "Invented example. Medical textiles along the river. Figures are in the table below; I did not find "
        "the year of one of them.\n\nRecommendation: wait until the school has decided on its course."
    ),
}


CROWD = (
    "Invented example. The industry, its firms and its figures are made up.\n\n"
    "It had 1,200 of 24,000 jobs in 2024, 5.0 per cent, against 2.5 per cent in the country; the quotient is "
    "2.0. I talked to three firms and to the school.\n\n"
    "Recommendation: go on for a year, then decide by the number of firms that pay."
)
"""What everybody else hands in."""


def hand_in_work(enrolment: Enrolment, module: Module) -> Submission:
    """Hand in the work of somebody who is not written about in particular; it needs one marker."""
    draft = submitting.draft_for(enrolment, module)
    submitting.save_texts(draft, {submitting.parts_of(module)[0].key: CROWD})
    handed_in = submitting.hand_in(draft, module)
    handed_in.markers_needed = 1
    return handed_in


def mark_work(submission: Submission, marker_id: str, module: Module) -> None:
    """Mark it: good, with a comment."""
    count = len(marking.rubric_of(module).criteria)
    _mark(submission, marker_id, module, (1, 2) * count, "Figures with their year, and a clear advice.")


def hand_in_examples(module: Module, people: Mapping[str, str]) -> None:
    """Have the example people hand in work, and the trainers mark some; `people` are ids by key."""
    if module.assignment is None or not {"trainer", "owner"} <= people.keys():
        return
    done = {key: _hand_in(key, people[key], module) for key in TEXTS if key in people}
    trainer, owner = people["trainer"], people["owner"]
    if set(done) != set(TEXTS):
        return  # a small demonstration, in which not all of them are
    _mark_twice(done["certified"], (trainer, owner), module)
    done["failed"].markers_needed = 1  # whatever share of works the module has marked twice
    _mark(done["failed"], owner, module, (0, 1, 0, 1), "The events are described well; figures are missing.")
    submitting.ask_for_review(
        done["failed"].id, "The table with the jobs was on the second page and may have been overlooked."
    )
    done["halfway"].markers_needed = 2
    _mark(done["halfway"], owner, module, (1, 1, 1, 1), "Sound throughout.")
    db.session.flush()


def _hand_in(key: str, user_id: str, module: Module) -> Submission:
    enrolment = learning.enrolment_of(user_id, module.slug)
    if enrolment is None:
        raise RuntimeError(f"the example person {key} has not joined {module.slug}")
    draft = submitting.draft_for(enrolment, module)
    part = submitting.parts_of(module)[0]
    submitting.save_texts(draft, {part.key: TEXTS[key]})
    if key == "halfway":
        submitting.add_files(draft, part, [NewFile(name="Figures.pdf", kind=FileKind.PDF, data=_PDF)])
    return submitting.hand_in(draft, module)


def _mark_twice(submission: Submission, markers: tuple[str, str], module: Module) -> None:
    submission.markers_needed = 2
    for marker in markers:
        _mark(submission, marker, module, (2, 2, 2, 2), "A note that a board could decide on.")


def _mark(
    submission: Submission, marker_id: str, module: Module, points: tuple[int, ...], comment: str
) -> None:
    marking.take(submission.id, marker_id)
    criteria = marking.rubric_of(module).criteria
    given = {one.id: count for one, count in zip(criteria, points, strict=False)}
    taken = marking_of(marker_id, submission.id)
    if taken is None:
        raise RuntimeError("the work just taken is not there")
    marking.save(taken, Entries(points=given, comments={}, comment=comment))
    marking.finish(taken, module)


_PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R
/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj
4 0 obj<</Length 62>>stream
BT /F1 14 Tf 40 100 Td (Invented figures of an example) Tj ET
endstream endobj
trailer<</Root 1 0 R>>
%%EOF
"""
