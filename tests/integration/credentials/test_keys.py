"""Are keys made, replaced, taken in and kept so that what they signed stays verifiable?"""

import pytest
from flask import Flask

from lms.credentials.formats.keys import Purpose
from lms.credentials.services import keys as service
from lms.web.catalogue import current_catalogue


@pytest.fixture
def issuer(context: Flask):  # type: ignore[no-untyped-def]
    return current_catalogue().programme.issuer


def test_every_purpose_has_a_key_after_the_first_start(context: Flask) -> None:
    assert {key.purpose for key in service.published() if key.is_active} == set(Purpose)
