"""What `course.yaml` and `programme.yaml` say of the certificate for all of their modules together."""

from collections.abc import Mapping

from lms.content.frontmatter import Fields
from lms.content.programme import Award

MAX_OUTCOME = 200
OUTCOMES_EXAMPLE = "learning_outcomes: {en: [map a cluster and start its organisation]}"

ByLanguage = Mapping[str, str]


def read_award(group: Fields, languages: tuple[str, ...], titles: ByLanguage, summaries: ByLanguage) -> Award:
    """The certificate's outcomes, beside the titles and summaries that were read already."""
    award = Award(
        titles=titles, summaries=summaries, learning_outcomes=_outcomes_by_language(group, languages)
    )
    group.close()
    return award


def _outcomes_by_language(group: Fields, languages: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    fields = group.group("learning_outcomes", example=OUTCOMES_EXAMPLE)
    if fields is None:
        return {}
    source = languages[0]
    outcomes = {
        language: fields.texts(
            language, example=f"{language}: [map a cluster]" if language == source else None
        )
        for language in languages
    }
    fields.close()
    _check(fields, outcomes, source)
    return {language: texts for language, texts in outcomes.items() if texts}


def _check(fields: Fields, outcomes: Mapping[str, tuple[str, ...]], source: str) -> None:
    for language, texts in outcomes.items():
        place = fields.place_of(language)
        if texts and outcomes[source] and len(texts) != len(outcomes[source]):
            message = (
                f"there are {len(texts)} outcomes in “{language}”, but {len(outcomes[source])} in “{source}”"
            )
            fields.notes.error(*place, "outcome-count", message, OUTCOMES_EXAMPLE)
        for text in texts:
            if len(text) > MAX_OUTCOME:
                message = f"this outcome has {len(text)} characters; on a certificate {MAX_OUTCOME} fit"
                fields.notes.error(*place, "outcome-too-long", message)
