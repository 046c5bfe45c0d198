"""Does every validator accept the specimen that `credentials sample` writes?"""

from pathlib import Path

import pytest

from lms.credentials.samples import write_sample
from tests.support.conformance import conformance_data
from tests.support.prebuilt import FONTS, prebuild
from tests.support.validators.sample import verdicts

pytestmark = pytest.mark.slow


def test_every_validator_accepts_the_specimen(tmp_path: Path) -> None:
    conformance_data("ob3")
    prebuild()
    write_sample("lv", tmp_path / "specimen", FONTS)
    found = dict(verdicts(tmp_path / "specimen"))
    assert len(found) == 14
    assert not any(found.values()), found
