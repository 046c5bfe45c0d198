"""What the mails about accounts say: text templates, in the recipient's language, into the outbox."""

from flask import current_app

from lms.core import mail
from lms.core.addresses import public_address
from lms.core.mail import OutboxMail
from lms.people import queries
from lms.people.rules.mail_topics import topic_of
from lms.people.unsubscribing import unsubscribe_token
from lms.web.i18n import speaking


def url_of(path: str) -> str:
    """An address to put into a mail; made from the settings, never from what a browser claims."""
    return public_address() + path


def text_of(kind: str, language: str, **values: object) -> tuple[str, str]:
    """Subject and text of a mail: the first line of its template, and what follows the empty line."""
    with speaking(language):
        template = current_app.jinja_env.get_template(f"email/{kind.replace('-', '_')}.txt")
        subject, _, text = template.render(site="Cluster Campus", **values).strip().partition("\n")
    return subject.strip(), text.strip() + "\n"


def send(kind: str, *, to: str, language: str, person_id: str | None = None, **values: object) -> OutboxMail:
    """Put a mail of this kind into the outbox, in the current transaction; one that comes always.

    `person_id` says whose it is where the address is not, or not for long, the one of an account.
    """
    if topic_of(kind) is not None:
        raise ValueError(f"people may switch {kind} off: send it with send_if_wanted")
    subject, text = text_of(kind, language, **values)
    return mail.queue(to=to, subject=subject, text=text, kind=kind, language=language, person_id=person_id)


def send_if_wanted(kind: str, *, to: str, language: str, **values: object) -> OutboxMail | None:
    """The same for a mail that people may switch off; None where they did. It has a link that does that."""
    topic = topic_of(kind)
    reader = queries.reader_of(to, topic) if topic is not None else None
    if topic is None or reader is None:
        raise ValueError(f"nobody may switch {kind} off, or nobody has this address")
    user_id, is_wanted = reader
    if not is_wanted:
        return None
    subject, text = text_of(kind, language, **values)
    url = url_of(f"/unsubscribe/{unsubscribe_token(user_id, topic)}")
    with speaking(language):
        footer = current_app.jinja_env.get_template("email/_unsubscribe.txt").render(unsubscribe_url=url)
    return mail.queue(
        to=to,
        subject=subject,
        text=f"{text}\n{footer.strip()}\n",
        kind=kind,
        language=language,
        person_id=user_id,
        unsubscribe_url=url,
    )
