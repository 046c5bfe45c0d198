"""The few words of our own that a credential needs beside the record's, in the nine languages. Pure.

They are part of what is signed, so they stand here and not among the strings of the interface.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The words in one language; braces stand for what is put in."""

    outcomes: str
    workload: str
    no_credits: str
    """Said beside the hours: they are not credits of higher education."""
    level: str
    indicative: str
    indicative_shortly: str
    assessment: str
    final_test: str
    assignment: str
    at_least: str
    in_each_part: str
    """Of what is made up of modules: how it is assessed."""
    participation: str
    online: str
    supervision: str
    unsupervised: str
    quality_assurance: str
    made_up_of: str
    recognised: str
    waived: str
    trial: str
    specimen: str
    decimal_sign: str = ","
    percent_sign: str = " %"
    """With the space before it, where the language writes one."""

    def share(self, percent: int) -> str:
        """`82 %` as the language writes it."""
        return f"{percent}{self.percent_sign}"

    def needed(self, percent: int) -> str:
        """`at least 70 %` as the language writes it."""
        return self.at_least.format(percent=self.share(percent))


LABELS: Mapping[str, Labels] = {
    "da": Labels(
        outcomes="Læringsudbytte",
        workload="Arbejdsbyrde",
        no_credits="timers arbejde, ingen ECTS-point",
        level="Niveau",
        indicative="{level}, vejledende, efter udbyderens egen vurdering",
        indicative_shortly="vejledende",
        assessment="Bedømmelse",
        final_test="Afsluttende test",
        assignment="Opgave bedømt af en person",
        at_least="mindst {percent}",
        in_each_part="I hvert modul for sig",
        participation="Deltagelse",
        online="Online, i eget tempo",
        supervision="Opsyn under bedømmelsen",
        unsupervised="Intet; identitet ikke kontrolleret",
        quality_assurance="Kvalitetssikring",
        made_up_of="Består af",
        recognised="Anerkendelse af tidligere læring",
        waived="Fritagelse",
        trial="Prøve – ikke et certifikat",
        specimen="Eksempel – ikke et certifikat",
    ),
    "de": Labels(
        outcomes="Lernergebnisse",
        workload="Arbeitsaufwand",
        no_credits="Arbeitsstunden, keine ECTS-Punkte",
        level="Niveau",
        indicative="{level}, zur Orientierung, nach eigener Einordnung des Anbieters",
        indicative_shortly="zur Orientierung",
        assessment="Prüfung",
        final_test="Abschlusstest",
        assignment="Von einer Person bewertete Aufgabe",
        at_least="mindestens {percent}",
        in_each_part="In jedem Modul für sich",
        participation="Teilnahme",
        online="Online, im eigenen Tempo",
        supervision="Aufsicht bei der Prüfung",
        unsupervised="Keine; Identität nicht geprüft",
        quality_assurance="Qualitätssicherung",
        made_up_of="Besteht aus",
        recognised="Anerkennung früheren Lernens",
        waived="Befreiung",
        trial="Probe – kein Zertifikat",
        specimen="Muster – kein Zertifikat",
    ),
    "en": Labels(
        outcomes="Learning outcomes",
        workload="Workload",
        no_credits="hours of work, no ECTS credits",
        level="Level",
        indicative="{level}, indicative, by the provider’s own reference",
        indicative_shortly="indicative",
        assessment="Assessment",
        final_test="Final test",
        assignment="Assignment graded by a person",
        at_least="at least {percent}",
        in_each_part="In each module separately",
        participation="Participation",
        online="Online, self-paced",
        supervision="Supervision during assessment",
        unsupervised="None; identity not checked",
        quality_assurance="Quality assurance",
        made_up_of="Made up of",
        recognised="Recognition of prior learning",
        waived="Waiver",
        trial="Trial – not a certificate",
        specimen="Specimen – not a certificate",
        decimal_sign=".",
        percent_sign="%",
    ),
    "et": Labels(
        outcomes="Õpiväljundid",
        workload="Õppe maht",
        no_credits="tundi tööd, mitte EAP ainepunktid",
        level="Tase",
        indicative="{level}, soovituslik, pakkuja enda hinnangul",
        indicative_shortly="soovituslik",
        assessment="Hindamine",
        final_test="Lõputest",
        assignment="Inimese hinnatud ülesanne",
        at_least="vähemalt {percent}",
        in_each_part="Igas moodulis eraldi",
        participation="Osalemine",
        online="Veebis, omas tempos",
        supervision="Järelevalve hindamise ajal",
        unsupervised="Puudub; isikut ei kontrollitud",
        quality_assurance="Kvaliteedi tagamine",
        made_up_of="Koosneb",
        recognised="Varasema õppe arvestamine",
        waived="Vabastus",
        trial="Proov – ei ole tunnistus",
        specimen="Näidis – ei ole tunnistus",
        percent_sign="%",
    ),
    "fi": Labels(
        outcomes="Osaamistavoitteet",
        workload="Työmäärä",
        no_credits="tuntia työtä, ei opintopisteitä",
        level="Taso",
        indicative="{level}, viitteellinen, järjestäjän oman arvion mukaan",
        indicative_shortly="viitteellinen",
        assessment="Arviointi",
        final_test="Lopputesti",
        assignment="Ihmisen arvioima tehtävä",
        at_least="vähintään {percent}",
        in_each_part="Jokaisessa moduulissa erikseen",
        participation="Osallistuminen",
        online="Verkossa, omaan tahtiin",
        supervision="Valvonta arvioinnin aikana",
        unsupervised="Ei valvontaa; henkilöllisyyttä ei tarkistettu",
        quality_assurance="Laadunvarmistus",
        made_up_of="Koostuu osista",
        recognised="Aiemman oppimisen tunnustaminen",
        waived="Vapautus",
        trial="Kokeilu – ei ole todistus",
        specimen="Malli – ei ole todistus",
    ),
    "lt": Labels(
        outcomes="Mokymosi rezultatai",
        workload="Darbo krūvis",
        no_credits="valandos darbo, ne ECTS kreditai",
        level="Lygis",
        indicative="{level}, orientacinis, pagal paties teikėjo vertinimą",
        indicative_shortly="orientacinis",
        assessment="Vertinimas",
        final_test="Baigiamasis testas",
        assignment="Asmens įvertinta užduotis",
        at_least="ne mažiau kaip {percent}",
        in_each_part="Kiekviename modulyje atskirai",
        participation="Dalyvavimas",
        online="Nuotoliniu būdu, savo tempu",
        supervision="Priežiūra vertinimo metu",
        unsupervised="Nebuvo; tapatybė netikrinta",
        quality_assurance="Kokybės užtikrinimas",
        made_up_of="Sudaro",
        recognised="Ankstesnio mokymosi pripažinimas",
        waived="Atleidimas",
        trial="Bandomasis – ne pažymėjimas",
        specimen="Pavyzdys – ne pažymėjimas",
    ),
    "lv": Labels(
        outcomes="Mācīšanās rezultāti",
        workload="Darba apjoms",
        no_credits="darba stundas, nevis ECTS kredītpunkti",
        level="Līmenis",
        indicative="{level}, orientējošs, pēc paša sniedzēja vērtējuma",
        indicative_shortly="orientējošs",
        assessment="Vērtēšana",
        final_test="Noslēguma tests",
        assignment="Cilvēka vērtēts uzdevums",
        at_least="vismaz {percent}",
        in_each_part="Katrā modulī atsevišķi",
        participation="Dalība",
        online="Tiešsaistē, savā tempā",
        supervision="Uzraudzība vērtēšanas laikā",
        unsupervised="Nebija; identitāte nav pārbaudīta",
        quality_assurance="Kvalitātes nodrošināšana",
        made_up_of="Sastāv no",
        recognised="Iepriekšējas mācīšanās atzīšana",
        waived="Atbrīvojums",
        trial="Izmēģinājums – nav sertifikāts",
        specimen="Paraugs – nav sertifikāts",
        percent_sign="%",
    ),
    "pl": Labels(
        outcomes="Efekty uczenia się",
        workload="Nakład pracy",
        no_credits="godziny pracy, bez punktów ECTS",
        level="Poziom",
        indicative="{level}, orientacyjnie, według własnej oceny organizatora",
        indicative_shortly="orientacyjnie",
        assessment="Ocena",
        final_test="Test końcowy",
        assignment="Zadanie ocenione przez człowieka",
        at_least="co najmniej {percent}",
        in_each_part="W każdym module osobno",
        participation="Udział",
        online="Online, we własnym tempie",
        supervision="Nadzór podczas oceny",
        unsupervised="Brak; tożsamości nie sprawdzono",
        quality_assurance="Zapewnianie jakości",
        made_up_of="Składa się z",
        recognised="Uznanie wcześniejszego uczenia się",
        waived="Zwolnienie",
        trial="Próba – to nie jest certyfikat",
        specimen="Wzór – to nie jest certyfikat",
        percent_sign="%",
    ),
    "sv": Labels(
        outcomes="Läranderesultat",
        workload="Omfattning",
        no_credits="timmars arbete, inga högskolepoäng",
        level="Nivå",
        indicative="{level}, vägledande, angiven av utbildningsanordnaren själv",
        indicative_shortly="vägledande",
        assessment="Bedömning",
        final_test="Slutprov",
        assignment="Uppgift bedömd av en person",
        at_least="minst {percent}",
        in_each_part="I varje modul för sig",
        participation="Deltagande",
        online="På nätet, i egen takt",
        supervision="Övervakning vid bedömningen",
        unsupervised="Ingen; identiteten är inte kontrollerad",
        quality_assurance="Kvalitetssäkring",
        made_up_of="Består av",
        recognised="Erkännande av tidigare lärande",
        waived="Undantag",
        trial="Testläge – inget intyg",
        specimen="Exempel – inget intyg",
    ),
}
NINE_LANGUAGES = tuple(LABELS)


def labels_in(language: str) -> Labels:
    """The words in that language, else in English."""
    return LABELS.get(language, LABELS["en"])
