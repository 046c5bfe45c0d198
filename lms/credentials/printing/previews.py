"""A module's certificate before anybody has earned it: a specimen with a name as hard as names get. Pure."""

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from lms.content.outline import Module
from lms.content.programme import Programme
from lms.credentials.codes import RANDOM_BYTES, new_code
from lms.credentials.drafting import Issue, draft_record
from lms.credentials.records import Record
from lms.learning.rules import ASSIGNMENT, FINAL_TEST, Facts, ResultFact

SPECIMEN_ID = "5eec1a1e-5eec-4eec-8eec-5eec1a1e0002"
SPECIMEN_CODE = new_code(bytes(RANDOM_BYTES))
ORDINARY = "Ilze Kalniņa"
LONGEST_NAMES = {
    "da": "Søren Frederik Æbeltoft Kjærgård-Østergaard Nørrebæk Åbenrå",
    "de": "Hans-Jürgen Großmüller-Österreicher von Weißenfels-Überling",
    "en": "Bartholomew Fitzwilliam Featherstonehaugh-Cholmondeley O’Dea",
    "et": "Õie-Ülle Mäeõunapuu-Jäääärne Kõivumägi-Hüüumäe Ääremaa-Võsu",
    "fi": "Väinämöinen Äänekoski-Hämeenkyrö Ylöjärvi-Öölanti Pöyhösmäki",
    "lt": "Ąžuolas Žygimantas Čiurlionis-Šiaučiūnas Kęstutis Vyšniūnas",
    "lv": "Ģirts Krišjānis Bērziņš-Ķeķeris Šķēpenieks-Žagariņš Ļaudonis",
    "pl": "Święcisława Małgorzata Brzęczyszczykiewicz-Źrebięć Łękołody",
    "sv": "Åsa Gunnel Öberg-Ängström von Schönström-Björkenhjelm Åkers",
}
"""For each language sixty letters at most, as names are kept, with all that the language has of its own."""


def specimen_record(
    module: Module, programme: Programme, *, language: str, name: str, today: date, base_url: str
) -> Record:
    """What the certificate of a module would say in a language, marked as a specimen."""
    issue = Issue(
        id=SPECIMEN_ID,
        code=SPECIMEN_CODE,
        holder_name=name,
        language=language,
        completed_on=today,
        issued_on=today,
        base_url=base_url,
        is_trial_installation=False,
        salt="5eec" * 8,
        email="specimen@example.org",
    )
    record = draft_record(module, programme, _facts(module, today), issue)
    return replace(record, is_specimen=True, is_trial=False)


def _facts(module: Module, today: date) -> Facts:
    """Everything passed, with all points."""
    moment = datetime.combine(today, time(12), tzinfo=ZoneInfo("UTC"))
    results = tuple(
        ResultFact(
            activity=activity,
            score=Decimal(100),
            max_score=Decimal(100),
            is_passed=True,
            recorded_at=moment,
        )
        for activity in (FINAL_TEST, ASSIGNMENT)
    )
    return Facts(
        enrolment_id="specimen",
        module_slug=module.slug,
        edition_digest=module.digest,
        enrolled_at=moment,
        results=results,
    )
