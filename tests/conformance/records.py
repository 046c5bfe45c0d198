"""The certificates that are put to the validators: one in each language, and one at each edge."""

from dataclasses import replace

from lms.credentials.records import OutcomeResult, Record, Signatory, Wording
from tests.factories.credentials import ENGLISH, SWEDISH, make_record

TITLES = {
    "da": "Klynger og klyngeinitiativer: begreber, kortlægning og første skridt",
    "de": "Cluster und Clusterinitiativen: Begriffe, Übersicht und die ersten großen Schritte",
    "en": ENGLISH.title,
    "et": "Klastrid ja klastrialgatused: mõisted, kaardistamine ja käivitamine",
    "fi": "Klusterit ja klusterialoitteet: käsitteet, kartoitus ja käynnistäminen",
    "lt": "Klasteriai ir klasterių iniciatyvos: sąvokos, žemėlapis ir pirmieji žingsniai",
    "lv": "Klasteri un klasteru iniciatīvas: jēdzieni, kartēšana un pirmie soļi",
    "pl": "Klastry i inicjatywy klastrowe: pojęcia, mapowanie i pierwsze działania",
    "sv": SWEDISH.title,
}
SIXTY = "Wilhelmina-Maria Žanete Bērziņa-Öberg Święcisława Čiurlionis"
LETTERS = (
    "Åå Ää Öö Ææ Øø Üü ß Õõ Šš Žž Āā Čč Ēē Ģģ Īī Ķķ Ļļ Ņņ Ōō Ŗŗ Ūū Ąą Ęę Ėė Įį Ųų Ćć Łł Ńń Óó Śś Źź Żż Éé"
)
"""Every letter with a mark that the nine languages have."""
LONG_TITLE = (
    "Cluster programme monitoring and evaluation: from the logic of intervention to evidence that a "
    "minister, an auditor and a cluster manager can use"
)
LONG_OUTCOMES = tuple(
    f"{text}, and defend it before a sceptical audience" for text in ENGLISH.learning_outcomes
)
BASE = make_record(
    completed_on="2025-11-20",
    issued_on="2025-11-21",
    signatories=(Signatory(name="Žanete Ķirsis", role="Head of training"),),
)
RESULTS = tuple(
    OutcomeResult(outcome=one, score=f"{one}.5", max_score="6")
    for one in range(len(ENGLISH.learning_outcomes))
)


def _wording(language: str) -> Wording:
    known = {"en": ENGLISH, "sv": SWEDISH}.get(language, ENGLISH)
    return replace(known, language=language, title=TITLES[language])


def _in_language(language: str) -> Record:
    others = [_wording("en")] if language != "en" else []
    return replace(BASE, wordings=(_wording(language), *others))


EDGES = {
    "sixty letters": replace(BASE, holder_name=SIXTY),
    "every letter": replace(
        BASE, holder_name="Ģirts Åke Łukasz Žygimantas", wordings=(replace(ENGLISH, title=LETTERS),)
    ),
    "second page": replace(BASE, outcome_results=RESULTS),
    "longest title": replace(
        BASE,
        holder_name=SIXTY,
        is_trial=True,
        wordings=(replace(ENGLISH, title=LONG_TITLE, learning_outcomes=LONG_OUTCOMES),),
    ),
}
CERTIFICATES = {**{language: _in_language(language) for language in TITLES}, **EDGES}
