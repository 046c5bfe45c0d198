"""What was answered where there is no key: opinions, and work that a person grades."""

from lms.content.items import EssayItem, LikertItem, PollItem, ReflectionItem, UploadItem
from lms.quiz.rules import responses
from lms.quiz.rules.responses import Response
from lms.quiz.rules.reviewed import (
    ReviewedPoll,
    ReviewedRatings,
    ReviewedStatement,
    ReviewedUpload,
    ReviewedWriting,
)


def reviewed(
    item: LikertItem | PollItem | ReflectionItem | EssayItem | UploadItem, given: Response
) -> ReviewedRatings | ReviewedPoll | ReviewedWriting | ReviewedUpload:
    """The answer in words, to read it again."""
    match item:
        case LikertItem():
            return ReviewedRatings(prompt_html=item.prompt_html, statements=_statements(item, given))
        case PollItem():
            chosen = responses.chosen(given)
            html = tuple(option.html for option in item.options if option.id in chosen)
            return ReviewedPoll(prompt_html=item.prompt_html, chosen=html)
        case ReflectionItem() | EssayItem():
            return ReviewedWriting(prompt_html=item.prompt_html, written=responses.typed(given))
        case UploadItem():
            return ReviewedUpload(prompt_html=item.prompt_html, file_ids=responses.files(given))


def _statements(item: LikertItem, given: Response) -> tuple[ReviewedStatement, ...]:
    words = {str(point): word for point, word in enumerate(item.scale, start=1)}
    ratings = responses.ratings(given)
    return tuple(
        ReviewedStatement(html=statement.html, given_html=words.get(ratings.get(statement.id, "")))
        for statement in item.statements
    )
