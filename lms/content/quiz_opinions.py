"""What questions without a key hold: a scale with statements, options of a poll, nothing at all."""

from lms.content.item_sources import OPTION_IDS, LikertSource, Passage, PollSource, ReflectionSource
from lms.content.items import ItemType
from lms.content.problems import Notes
from lms.content.quiz_answers import Common, base_of, check_texts, refuse_answers, refuse_feedback
from lms.content.quiz_kinds import EXAMPLES, SCALE, AnswerKind, SourceLine
from lms.content.quiz_lines import RawItem

LEAST_POINTS, MOST_POINTS = 3, 7
"""With two points there is no scale; more than seven nobody tells apart."""


def read_likert(common: Common, raw: RawItem, notes: Notes) -> LikertSource:
    """Statements and the scale on which they are rated."""
    scale = _scale(raw.scale)
    example = EXAMPLES[AnswerKind.STATEMENT]
    if not LEAST_POINTS <= len(scale) <= MOST_POINTS:
        line = raw.scale.number if raw.scale else common.line
        message = f"above the statements stands a scale of {LEAST_POINTS} to {MOST_POINTS} points"
        notes.error(line, 1, "quiz-scale", message, example)
    statements = tuple(answer.passage for answer in raw.answers)
    if not 1 <= len(statements) <= len(OPTION_IDS):
        message = f"there are 1 to {len(OPTION_IDS)} statements, not {len(statements)}"
        notes.error(common.line, 1, "quiz-option-count", message, example)
    check_texts(scale, "point of the scale", notes)
    check_texts(statements, "statement", notes)
    refuse_feedback((answer.feedback for answer in raw.answers), "statements are rated", notes)
    return LikertSource(**base_of(ItemType.LIKERT, common, raw), scale=scale, statements=statements)


def _scale(line: SourceLine | None) -> tuple[Passage, ...]:
    match = SCALE.fullmatch(line.text) if line else None
    if line is None or match is None:
        return ()
    points, column = [], match.start("text") + 1
    for part in match["text"].split("|"):
        points.append(Passage(part.strip(), line.number, column + len(part) - len(part.lstrip())))
        column += len(part) + 1
    return tuple(points)


def read_poll(common: Common, raw: RawItem, notes: Notes) -> PollSource:
    """Options of which none is right."""
    is_multiple = raw.kind is AnswerKind.MANY
    marks = "[ ]" if is_multiple else "( )"
    for answer in raw.answers:
        if "x" in answer.mark.lower():
            message = "in a poll no option is right"
            notes.error(answer.line, 1, "quiz-poll", message, f"{marks} {answer.passage.text}")
    options = tuple(answer.passage for answer in raw.answers)
    if not 2 <= len(options) <= len(OPTION_IDS):
        message = f"a poll has 2 to {len(OPTION_IDS)} options, not {len(options)}"
        notes.error(common.line, 1, "quiz-option-count", message, f"{marks} One answer\n{marks} Another one")
    check_texts(options, "option", notes)
    refuse_feedback((answer.feedback for answer in raw.answers), "a poll asks what people think", notes)
    return PollSource(**base_of(ItemType.POLL, common, raw), options=options, is_multiple=is_multiple)


def read_reflection(common: Common, raw: RawItem, notes: Notes) -> ReflectionSource:
    """A question to oneself."""
    refuse_answers(raw, notes)
    refuse_feedback([raw.feedback], "nobody reads what is written here", notes)
    return ReflectionSource(**base_of(ItemType.REFLECTION, common, raw))
