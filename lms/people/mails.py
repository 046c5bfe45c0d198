"""What the mails about accounts say: text templates, in the recipient's language, into the outbox."""

from flask import current_app

from lms.core import mail
from lms.core.mail import OutboxMail
from lms.core.settings import settings
from lms.web.i18n import speaking


def url_of(path: str) -> str:
    """An address to put into a mail; made from the settings, never from what a browser claims."""
    return settings().base_url + path


def text_of(kind: str, language: str, **values: object) -> tuple[str, str]:
    """Subject and text of a mail: the first line of its template, and what follows the empty line."""
    with speaking(language):
        template = current_app.jinja_env.get_template(f"email/{kind.replace('-', '_')}.txt")
        subject, _, text = template.render(site="Cluster Campus", **values).strip().partition("\n")
    return subject.strip(), text.strip() + "\n"


def send(kind: str, *, to: str, language: str, **values: object) -> OutboxMail:
    """Put a mail of this kind into the outbox, in the current transaction."""
    subject, text = text_of(kind, language, **values)
    return mail.queue(to=to, subject=subject, text=text, kind=kind, language=language)
