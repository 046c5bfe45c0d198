"""A small programme with facts that age, for the tests of how they are read and quoted."""

from lms.content.facts import FACTS_FILE
from tests.courses.trees import good_files

LESSON = "basics/small-clusters/en/03-next.md"
FACTS = """format: 1
facts:
  ceiling:
    value: 300000
    unit: EUR
    says: {en: "Ceiling: the most that one firm may get", sv: "Taket: det mesta ett företag får"}
    source: Regulation (EU) 2023/2831, Art. 3(2)
    address: https://eur-lex.europa.eu/eli/reg/2023/2831/oj
    checked: 2026-11-21
    checked_against: act
    review_by: 2027-05-31
  threshold:
    value: 2.2
    unit: {en: EUR million, sv: miljoner EUR}
    says: Threshold
    source: A
    checked: 2026-11-20
    checked_against: brief
    review_by: 2026-12-31
  rate:
    value: 50
    unit: "%"
    says: Rate
    source: A
    checked: 2026-11-21
    checked_against: brief
    review_by: 2027-01-01
  until:
    value: 2030-12-31
    says: End
    source: A
    checked: 2026-11-21
    checked_against: archived-page
    review_by: 2027-01-01
  form:
    value: {en: two languages, sv: två språk}
    says: Form
    source: A
    checked: 2026-11-21
    checked_against: brief
    review_by: 2027-01-01
"""


def with_lesson(body: str, *, facts: str = FACTS, head: str = "title: What comes next") -> dict[str, bytes]:
    lesson = f"---\n{head}\nminutes: 6\noutcomes: [T1-O1, T1-O2]\n---\n\n{body}\n"
    return {**good_files(), LESSON: lesson.encode(), FACTS_FILE: facts.encode()}
