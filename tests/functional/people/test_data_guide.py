"""Does the guide describe every field that people take away?"""

from pathlib import Path

from flask import Flask

from lms.core.documents import table_of_fields
from lms.people.data_archive import all_documents


def test_the_guide_describes_every_field(context: Flask, repository: Path) -> None:
    guide = (repository / "docs" / "my-data.md").read_text(encoding="utf-8")
    missing = [line for line in table_of_fields(all_documents()).splitlines() if line not in guide]
    assert missing == []
