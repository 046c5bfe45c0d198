"""Does every validator accept the specimen that `credentials sample` writes?"""

from pathlib import Path

import pytest

from tests.conformance.conftest import Verdicts
from tests.conformance.making import SPECIMEN
from tests.support.validators.sample import verdicts

pytestmark = pytest.mark.slow


@pytest.mark.usefixtures("needs_schemas")
def test_every_validator_accepts_the_specimen(files: Path, verapdf_verdicts: Verdicts) -> None:
    by_standard = verapdf_verdicts[SPECIMEN]
    assert by_standard.keys() == {"3a", "ua1"}
    found = dict(verdicts(files / SPECIMEN, lambda _file: [*by_standard["3a"], *by_standard["ua1"]]))
    assert len(found) == 14
    assert not any(found.values()), found
