"""A certificate of nobody, in nine languages: to look at, and to put to validators. Pure."""

from lms.credentials.codes import RANDOM_BYTES, new_code
from lms.credentials.records import (
    Assessment,
    IssuerDetails,
    OutcomeResult,
    Record,
    Signatory,
    Wording,
    WorkloadPart,
    hashed_email,
)

BASE_URL = "https://campus.example.org"
CREDENTIAL_ID = "5eec1a1e-5eec-4eec-8eec-5eec1a1e0001"
STATUS_INDEX = 4711
SALT = "5eec" * 8
ISSUED_ON = "2026-03-02"

HOLDERS = {
    "da": "Søren Kjærgård Åbo",
    "de": "Jürgen Groß-Österby",
    "en": "Mary O’Neil",
    "et": "Õie Jõgi-Ääremaa",
    "fi": "Väinö Åkerlund-Hämäri",
    "lt": "Ąžuolas Čėsnys-Žemaitis",
    "lv": "Ģirts Bērziņš-Ķeķeris",
    "pl": "Święcisława Źrebięć-Żółw",
    "sv": "Åsa Öberg-Ängström",
}
"""Invented, with the letters that each language has of its own."""


ROLES = {
    "da": "Programansvarlig",
    "de": "Programmverantwortliche",
    "en": "Programme owner",
    "et": "Programmi juht",
    "fi": "Ohjelmasta vastaava",
    "lt": "Programos vadovė",
    "lv": "Programmas vadītāja",
    "pl": "Kierowniczka programu",
    "sv": "Programansvarig",
}
"""Of who signs."""


def _wording(language: str, title: str, description: str, outcomes: tuple[str, ...], quality: str) -> Wording:
    return Wording(
        language=language,
        title=title,
        description=description,
        learning_outcomes=outcomes,
        quality_assurance=quality,
        signatory_roles=(ROLES[language],),
    )


WORDINGS = (
    _wording(
        "da",
        "Klynger: begreber, kortlægning og de første skridt",
        "Hvorfor virksomheder slår sig ned tæt på hinanden, og hvordan et klyngeinitiativ begynder.",
        (
            "skelne mellem en klynge, et klyngeinitiativ og et netværk",
            "beregne og forklare lokaliseringskvotienten",
            "kortlægge aktører og finde de led, der mangler",
        ),
        "Intern: udbyderen kontrollerer indhold og facit før offentliggørelse.",
    ),
    _wording(
        "de",
        "Cluster: Begriffe, Kartierung und erste Schritte",
        "Warum sich Unternehmen nahe beieinander ansiedeln und wie eine Clusterinitiative beginnt.",
        (
            "Cluster, Clusterinitiative und Netzwerk unterscheiden",
            "den Standortquotienten berechnen und erklären",
            "Akteure kartieren und fehlende Glieder finden",
        ),
        "Intern: Der Anbieter prüft Inhalte und Lösungen vor der Veröffentlichung.",
    ),
    _wording(
        "en",
        "Clusters: concepts, mapping and first steps",
        "Why firms settle close to each other, and how a cluster initiative begins.",
        (
            "tell a cluster, a cluster initiative and a network apart",
            "calculate and explain the location quotient",
            "map actors and find the links that are missing",
        ),
        "Internal: the provider checks contents and answer keys before publication.",
    ),
    _wording(
        "et",
        "Klastrid: mõisted, kaardistamine ja esimesed sammud",
        "Miks ettevõtted asuvad üksteise lähedal ja kuidas klastrialgatus algab.",
        (
            "eristada klastrit, klastrialgatust ja võrgustikku",
            "arvutada ja selgitada lokalisatsiooniindeksit",
            "kaardistada osalejad ja leida puuduvad lülid",
        ),
        "Sisemine: pakkuja kontrollib sisu ja vastuseid enne avaldamist.",
    ),
    _wording(
        "fi",
        "Klusterit: käsitteet, kartoitus ja ensimmäiset askeleet",
        "Miksi yritykset sijoittuvat lähelle toisiaan ja miten klusterihanke alkaa.",
        (
            "erottaa klusterin, klusterihankkeen ja verkoston",
            "laskea ja selittää sijaintiosamäärän",
            "kartoittaa toimijat ja löytää puuttuvat lenkit",
        ),
        "Sisäinen: järjestäjä tarkistaa sisällön ja vastaukset ennen julkaisua.",
    ),
    _wording(
        "lt",
        "Klasteriai: sąvokos, žemėlapis ir pirmieji žingsniai",
        "Kodėl įmonės įsikuria arti viena kitos ir kaip prasideda klasterio iniciatyva.",
        (
            "skirti klasterį, klasterio iniciatyvą ir tinklą",
            "apskaičiuoti ir paaiškinti lokalizacijos koeficientą",
            "sudaryti dalyvių žemėlapį ir rasti trūkstamas grandis",
        ),
        "Vidinis: teikėjas patikrina turinį ir atsakymus prieš paskelbdamas.",
    ),
    _wording(
        "lv",
        "Klasteri: jēdzieni, kartēšana un pirmie soļi",
        "Kāpēc uzņēmumi iekārtojas tuvu cits citam un kā sākas klastera iniciatīva.",
        (
            "atšķirt klasteri, klastera iniciatīvu un tīklu",
            "aprēķināt un izskaidrot lokalizācijas koeficientu",
            "kartēt dalībniekus un atrast trūkstošos posmus",
        ),
        "Iekšēja: sniedzējs pārbauda saturu un atbildes pirms publicēšanas.",
    ),
    _wording(
        "pl",
        "Klastry: pojęcia, mapowanie i pierwsze kroki",
        "Dlaczego firmy osiedlają się blisko siebie i jak zaczyna się inicjatywa klastrowa.",
        (
            "odróżniać klaster, inicjatywę klastrową i sieć",
            "obliczać i objaśniać współczynnik lokalizacji",
            "mapować uczestników i znajdować brakujące ogniwa",
        ),
        "Wewnętrzne: organizator sprawdza treści i odpowiedzi przed publikacją.",
    ),
    _wording(
        "sv",
        "Kluster: begrepp, kartläggning och första steg",
        "Varför företag etablerar sig nära varandra, och hur ett klusterinitiativ börjar.",
        (
            "skilja mellan ett kluster, ett klusterinitiativ och ett nätverk",
            "beräkna och förklara lokaliseringskvoten",
            "kartlägga aktörer och hitta de länkar som saknas",
        ),
        "Intern: anordnaren kontrollerar innehåll och facit före publicering.",
    ),
)


def specimen_record(language: str) -> Record:
    """The specimen, issued in one of the nine languages."""
    code = new_code(bytes(range(RANDOM_BYTES)))
    first = sorted(WORDINGS, key=lambda one: one.language != language)
    return Record(
        id=CREDENTIAL_ID,
        code=code,
        holder_name=HOLDERS[language],
        module_slug="specimen",
        module_id="B1",
        edition_digest="0" * 64,
        wordings=tuple(first),
        hours="7.5",
        workload=(
            WorkloadPart(component="lessons", hours="5"),
            WorkloadPart(component="assignment", hours="2"),
            WorkloadPart(component="final-test", hours="0.5"),
        ),
        level="EQF 5",
        level_basis="provider",
        assessments=(
            Assessment(kind="final-test", percent=82, pass_percent=70),
            Assessment(kind="assignment", percent=90, pass_percent=60),
        ),
        participation="online",
        supervision="none",
        issuer=IssuerDetails(
            name="Example Cluster Academy", country="SE", region="Norrvik", web="https://example.org"
        ),
        completed_on="2026-03-01",
        issued_on=ISSUED_ON,
        is_trial=False,
        verification_url=f"{BASE_URL}/verify/{code}",
        salt=SALT,
        email_hash=hashed_email("holder@example.org", SALT),
        status_index=STATUS_INDEX,
        outcome_results=tuple(
            OutcomeResult(outcome=place, score=score, max_score="10")
            for place, score in enumerate(("9", "7.5", "8"))
        ),
        signatories=(Signatory(name="Eva Exempel", role=ROLES[language], is_invented=True),),
        is_specimen=True,
    )
