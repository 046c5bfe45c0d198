"""What is put to the validators: a certificate in each language at every edge, one at each edge alone."""

from dataclasses import replace
from hashlib import sha256
from io import BytesIO

from PIL import Image

from config import ROOT
from lms.credentials.records import Logo, OutcomeResult, PartDetails, Record, Signatory
from tests.factories.credentials import CODE, ENGLISH, SWEDISH, make_record

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


def _longest(language: str) -> str:
    """A title of that language, as long as a title may become."""
    return f"{TITLES[language]} · {TITLES[language]} · {TITLES[language]}"[: len(LONG_TITLE)]


def _at_every_edge(language: str) -> Record:
    """A certificate in that language in which all is as long as can be, with results on a second page."""
    own = replace(ENGLISH, language=language, title=_longest(language), learning_outcomes=LONG_OUTCOMES)
    others = [ENGLISH] if language != "en" else []
    return replace(BASE, holder_name=SIXTY, is_trial=True, wordings=(own, *others), outcome_results=RESULTS)


def _of_kind(kind: str, language: str) -> Record:
    """A course certificate or diploma: its parts instead of assessments, in a language of its own."""
    parts = tuple(
        PartDetails(
            id=f"0f8fad5b-d9cb-469f-a165-{number:012}",
            code=CODE,
            title=title,
            hours="7.5",
            level="EQF 5",
            completed_on="2025-11-20",
        )
        for number, title in enumerate(TITLES.values())
    )
    own = replace(ENGLISH, language=language, title=TITLES[language])
    return replace(BASE, kind=kind, assessments=(), parts=parts, wordings=(own, ENGLISH))


def _translucent() -> bytes:
    """A PNG that lets shine through what is behind it, as logos do."""
    out = BytesIO()
    Image.new("RGBA", (80, 40), (0, 60, 120, 128)).save(out, "PNG")
    return out.getvalue()


PICTURES = {
    "image/svg+xml": (ROOT / "lms" / "static" / "icons" / "mark.svg").read_bytes(),
    "image/png": _translucent(),
}
LOGOS = {sha256(body).hexdigest(): body for body in PICTURES.values()}
"""Pictures by their digests, as records name them."""


def _logo(kind: str, media_type: str) -> Logo:
    digest = sha256(PICTURES[media_type]).hexdigest()
    return Logo(name="Bērziņš & Ķirsis", kind=kind, sha256=digest, media_type=media_type, alt="A mark")


EDGES = {
    "plain": BASE,
    "sixty letters": replace(BASE, holder_name=SIXTY),
    "every letter": replace(
        BASE, holder_name="Ģirts Åke Łukasz Žygimantas", wordings=(replace(ENGLISH, title=LETTERS),)
    ),
    "second page": replace(BASE, outcome_results=RESULTS),
    "logos": replace(BASE, logos=(_logo("partner", "image/svg+xml"), _logo("funder", "image/png"))),
    "longest title": replace(
        BASE, wordings=(replace(ENGLISH, title=LONG_TITLE, learning_outcomes=LONG_OUTCOMES),)
    ),
    "course": _of_kind("course", "lt"),
    "diploma": _of_kind("diploma", "da"),
}
CERTIFICATES = {**{language: _at_every_edge(language) for language in TITLES}, **EDGES}
