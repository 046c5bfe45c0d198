"""The address that links, QR codes and certificates begin with: one of those that lead here."""

from flask import has_request_context, request
from werkzeug.urls import iri_to_uri

from lms.core.runtime_settings import KnownSetting, SettingKind, declare, value_of
from lms.core.settings import settings

ADDRESS = "address.public"
LONGEST = 200

declare(KnownSetting(key=ADDRESS, group="issuer", kind=SettingKind.LINE, longest=LONGEST))


def public_address() -> str:
    """The one chosen on the page of settings, without a slash at the end.

    Where none is chosen, or it leads here no more, the one that is set up.
    """
    chosen = value_of(ADDRESS)
    return str(chosen) if chosen in settings().addresses else settings().base_url


def address_asked() -> str:
    """The address that a request came to: documents about an earlier one go on being served under it."""
    asked = iri_to_uri(request.host_url).rstrip("/") if has_request_context() else ""
    return asked if asked in settings().addresses else public_address()
