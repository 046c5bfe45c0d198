"""Links that switch a kind of mail off without signing in: signed, so that nobody can make one for others."""

from itsdangerous import BadSignature, URLSafeSerializer

from lms.core.settings import settings
from lms.people.rules.mail_topics import MailTopic


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(settings().secret_key, salt="unsubscribe")


def unsubscribe_token(user_id: str, topic: MailTopic) -> str:
    """What stands in the link; says nothing but whose mail and about what, and never ends."""
    return str(_signer().dumps([user_id, topic.value]))


def read_token(token: str) -> tuple[str, MailTopic] | None:
    """Whose mail about what; None for what was not signed here."""
    try:
        user_id, topic = _signer().loads(token)
        return str(user_id), MailTopic(topic)
    except (BadSignature, ValueError, TypeError):
        return None
