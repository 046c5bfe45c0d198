"""What the gaps of a cloze accept: texts to type, or words to choose from."""

from lms.content.item_sources import ClozeSource, GapSource
from lms.content.items import ItemType
from lms.content.problems import Notes
from lms.content.quiz_answers import Common, base_of, split_texts, want_words
from lms.content.quiz_lines import EXAMPLES, GAP, AnswerKind, RawItem


def read_cloze(common: Common, raw: RawItem, notes: Notes) -> ClozeSource:
    """A text with gaps."""
    gaps = []
    for match in GAP.finditer(raw.prompt.text):
        if match["skip"] is None:
            line = raw.prompt.line + raw.prompt.text.count("\n", 0, match.start())
            gaps.append(_gap(match["inner"], line, notes))
    rest = GAP.sub("", raw.prompt.text)
    if "{{" in rest or "}}" in rest or not gaps:
        message = "a gap is written on one line, between {{ and }}"
        notes.error(raw.prompt.line, 1, "quiz-gap-form", message, EXAMPLES[AnswerKind.GAPS])
    want_words(common, raw, raw.feedback, notes)
    return ClozeSource(
        **base_of(ItemType.CLOZE, common, raw),
        gaps=tuple(gaps),
        fold_diacritics=common.fold_diacritics,
        feedback=raw.feedback,
    )


def _gap(inner: str, line: int, notes: Notes) -> GapSource:
    is_choice = inner.strip().startswith("=")
    texts = split_texts(inner.strip().removeprefix("="))
    if not texts:
        notes.error(line, 1, "quiz-gap-form", "this gap has no answer", EXAMPLES[AnswerKind.GAPS])
    if is_choice and len(texts) < 2:
        message = "a drop-down has the right answer first and at least one wrong one"
        notes.error(line, 1, "quiz-gap-form", message, "{{=caution|neglect|zeal}}")
    folded = [text.casefold() for text in texts]
    if len(set(folded)) < len(folded):
        notes.error(line, 1, "quiz-same-text", "the same answer stands in this gap twice")
    return GapSource(answers=tuple(texts), is_choice=is_choice)
