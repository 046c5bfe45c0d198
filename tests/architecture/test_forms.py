"""No form hands out on a page of errors what was typed as a secret."""

import importlib
import pkgutil
from collections.abc import Iterator

from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField
from wtforms.fields.core import UnboundField

import lms
from lms.web.refused_forms import is_shown_again

PROSE = "several words that go on for much longer than a line\nand for one line more"


def forms() -> Iterator[type[FlaskForm]]:
    """All form classes of the house."""
    for found in pkgutil.walk_packages(lms.__path__, "lms."):
        if ".forms" in found.name or found.name == "lms.web.design":
            importlib.import_module(found.name)
    waiting: list[type[FlaskForm]] = [FlaskForm]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        yield kind


def test_no_password_and_no_hidden_field_has_a_name_that_is_shown_when_its_form_is_refused() -> None:
    fields = {
        (kind.__name__, name, field.field_class)
        for kind in forms()
        for name, field in vars(kind).items()
        if isinstance(field, UnboundField)
    }
    unseen = {one for one in fields if issubclass(one[2], PasswordField | HiddenField)}
    assert {("SignInForm", "password"), ("PasswordForm", "current")} <= {one[:2] for one in unseen}
    assert [one for one in sorted(unseen, key=str) if is_shown_again(one[1], PROSE)] == []
    assert sum(is_shown_again(name, PROSE) for _kind, name, _field in fields) > 50
