"""What pages of accounts have in common: the device, where to go on to, the page "look in your mail"."""

from flask import redirect, request, session, url_for
from werkzeug.wrappers import Response

from lms.core.addresses import public_address
from lms.core.settings import settings
from lms.people.routes.cookie import remember_sign_in
from lms.people.rules import Device, device_of, network_of
from lms.people.services import Sent
from lms.web.access import safe_next
from lms.web.filters import has_endpoint

DASHBOARD = "study.show_dashboard"
NEXT_KEY = "next"
MAIL_KEY = "mail_sent"
LINK_KEY = "own_link"


def device() -> Device:
    """What is written down about where this request comes from."""
    return Device(
        network=network_of(request.remote_addr), agent=device_of(request.headers.get("User-Agent", ""))
    )


def home() -> str:
    """Where people go when there is nowhere else to go on to."""
    return url_for(DASHBOARD) if has_endpoint(DASHBOARD) else "/"


def go_on(token: str, target: str | None = None) -> Response:
    """Sign this browser in and go on to where the person was heading."""
    target = safe_next(target or session.get(NEXT_KEY), home())
    remember_sign_in(token)
    return redirect(target, 303)


def keep_target(target: str | None) -> None:
    """Remember where to go on to, over the way through the mail."""
    if target and safe_next(target, ""):
        session[NEXT_KEY] = target


def show_sent(kind: str, to: str, sent: Sent) -> Response:
    """Go on to the page that asks to look in the mail; it shows the same whether mail was sent or not.

    The cookie can be read by whoever holds it, so nothing in it depends on what is known of the
    address, but for a trial on the own machine, where the page shows the mail itself.
    """
    session[LINK_KEY] = sent.link_digest
    session[MAIL_KEY] = {"kind": kind, "to": to[:254]}
    if settings().shows_mail_on_page and sent.mail_id:
        session[MAIL_KEY]["id"] = sent.mail_id
    return redirect(url_for("people.show_mail_sent"), 303)


def account_url() -> str:
    """The page of one's account."""
    return url_for("people.show_account")


def paragraphs_of(text: str) -> list[tuple[str, str | None]]:
    """A mail's paragraphs, each with the path to link to where it is a link to this installation.

    A path and not the whole address, so that the link stays on the address the browser is on.
    """
    base = public_address()
    found = (paragraph.strip() for paragraph in text.strip().split("\n\n"))
    return [(one, one.removeprefix(base) if one.startswith(f"{base}/") else None) for one in found]
