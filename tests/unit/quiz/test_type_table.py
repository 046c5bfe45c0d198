"""The table of question types in the documentation says what the code does."""

import re

from config import ROOT
from lms.content.items import ItemType
from lms.quiz.type_table import BEGIN, END, FACTS, markdown

DOCUMENT = ROOT / "docs" / "quizzes.md"
FORMAT = ROOT / "docs" / "content-format.md"


def test_the_document_has_the_table_that_the_code_makes() -> None:
    written = DOCUMENT.read_text().split(BEGIN)[1].split(END)[0].strip()
    assert written == markdown(), "put what `bin/lms quiz types` prints into docs/quizzes.md"


def test_every_type_has_a_row_of_its_own() -> None:
    assert set(FACTS) == set(ItemType)
    assert re.findall(r"^\| \*\*[^|]+\(`([a-z-]+)`\) \|", markdown(), re.MULTILINE) == list(ItemType)


def test_every_type_is_described_where_the_table_says() -> None:
    headings = set(re.findall(r"^### (.+)$", FORMAT.read_text(), re.MULTILINE))
    assert {facts.section for facts in FACTS.values()} <= headings
