"""The programme with the issuer and the logos that hold now, and the pictures of these."""

import re

from lms.content.programme import Programme, as_set
from lms.core.identity import own_issuer, own_logos
from lms.core.settings import settings
from lms.core.storage import MissingFileError, Storage
from lms.web.catalogue import current_catalogue

_DIGEST = re.compile(r"[0-9a-f]{64}")


def present_programme() -> Programme:
    """What requests and the worker show of the programme, and issue in its name."""
    return as_set(current_catalogue().programme, own_issuer(), own_logos())


def keep_picture(data: bytes) -> str:
    """Keep a logo where certificates take it from, with the programme's editions; gives its digest."""
    return _pictures().put(data)


def kept_picture(digest: str) -> bytes | None:
    """The bytes of a logo; None where nothing is kept under that digest."""
    try:
        return _pictures().get(digest) if _DIGEST.fullmatch(digest) else None
    except MissingFileError:
        return None


def _pictures() -> Storage:
    return Storage(settings().data / "editions")
