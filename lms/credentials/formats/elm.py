"""The certificate in the European Learning Model 3, ready to be sealed in the Commission's issuer. Pure."""

from typing import Any

from lms.credentials.formats.addresses import IssuerAddress
from lms.credentials.records import Record


def elm_of(record: Record, issuer: IssuerAddress, picture: bytes) -> dict[str, Any]:
    """The credential as JSON-LD, unsealed; `picture` is the PNG that a viewer shows."""
    raise NotImplementedError
