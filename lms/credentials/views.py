"""What pages of certificates show beside the rows: titles of modules, what a look-up says."""

from collections.abc import Iterable

from lms.content.catalogue import Catalogue, UnknownEditionError
from lms.credentials.queries import Unissued


def completed_titles(waiting: Iterable[Unissued], catalogue: Catalogue, language: str) -> tuple[str, ...]:
    """Titles of the modules that were completed and have no certificate yet."""
    return tuple(_title(one, catalogue, language) for one in waiting)


def _title(one: Unissued, catalogue: Catalogue, language: str) -> str:
    slug = one.enrolment.module_slug
    try:
        return catalogue.edition(slug, one.completion.edition_digest).text(language).title
    except UnknownEditionError:
        return slug
