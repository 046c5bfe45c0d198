"""What a person's row is sorted by, worked out as the row is written, however it is written."""

from sqlalchemy.engine.default import DefaultExecutionContext

from lms.people.rules.finding import key_of, shown_key_of


def name_key(context: DefaultExecutionContext) -> str:
    """Default of a new row: from its name and its address."""
    values = context.get_current_parameters()  # type: ignore[no-untyped-call]
    return key_of(name=values.get("certificate_name"), email=values.get("email") or "")


def shown_key(context: DefaultExecutionContext) -> str:
    """The same without the address."""
    values = context.get_current_parameters()  # type: ignore[no-untyped-call]
    return shown_key_of(values.get("certificate_name"))
