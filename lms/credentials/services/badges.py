"""The badge in the forms in which it is given out, each made of the JSON that is kept."""

from functools import lru_cache
from pathlib import Path

from lms.core.settings import settings
from lms.credentials.formats.addresses import address_in, address_of
from lms.credentials.formats.badge import as_bytes, badge_of
from lms.credentials.formats.baking import bake_png, bake_svg
from lms.credentials.formats.elm import elm_of
from lms.credentials.formats.json_text import read_json
from lms.credentials.formats.keys import Purpose
from lms.credentials.formats.tokens import token_of
from lms.credentials.printing.badges import BadgeFace, badge_png, badge_svg, face_of
from lms.credentials.records import Record
from lms.credentials.rules import BadgeForm
from lms.credentials.services import keys


def badge_as(form: BadgeForm, badge: bytes) -> bytes:
    """The badge as a token or baked into a picture. Raises KeyUnusableError for a token."""
    text = badge.decode()
    if form is BadgeForm.JSON:
        return badge
    document = read_json(text) or {}
    if form is BadgeForm.JWT:
        return token_of(document, keys.active(Purpose.TOKEN), address_in(str(document["id"]))).encode()
    face = face_of(document)
    if form is BadgeForm.PNG:
        return bake_png(_picture(face), text)
    return bake_svg(badge_svg(face, _fonts()), text)


def elm_file(record: Record) -> bytes:
    """The credential in the European Learning Model, unsealed."""
    issuer = address_of(record)
    return as_bytes(elm_of(record, issuer, _picture(face_of(badge_of(record, issuer)))))


@lru_cache(maxsize=32)
def _picture(face: BadgeFace) -> bytes:
    """The same for everybody with that certificate, and slow to draw."""
    return badge_png(face, _fonts())


def _fonts() -> Path:
    return settings().data / "build" / "fonts"
