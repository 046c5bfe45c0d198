"""Forty invented organisations of nine countries, each labelled as invented."""

from dataclasses import dataclass

from lms.core.db import db
from lms.people.models import Organisation
from lms.people.rules import ClusterStage, OrganisationKind
from lms.people.services.organisations import OrganisationDetails, make_organisation

_KINDS = {
    "cluster": OrganisationKind.CLUSTER,
    "support": OrganisationKind.BUSINESS_SUPPORT,
    "public": OrganisationKind.PUBLIC_BODY,
}
_TABLE = """
DK cluster DK04  mature    Offshore energy          | Vindmølle Kyst Klynge
DK cluster DK03  growing   Robotics                 | Robotdal Klynge
DK support DK01  -         -                        | Sundby Erhvervshus
DK public  DK04  -         -                        | Region Klitland
EE cluster EE001 growing   Digital health           | Terviseandmete Klaster
EE cluster EE008 emerging  Timber construction      | Puitmaja Klaster
EE support EE004 -         -                        | Rannalinna Ettevõtluskeskus
EE public  EE009 -         -                        | Sinilahe Maakonna Arenduskoda
FI cluster FI1C  mature    Maritime technology      | Saariston Meriklusteri
FI cluster FI1D  growing   Games and media          | Revontuli Pelikeskittymä
FI support FI19  -         -                        | Järviseudun Yrityspalvelu
FI public  FI1D  -         -                        | Tunturimaan Liitto
FI public  FI1B  -         -                        | Elinkeinojen Kehitysvirasto
DE cluster DEF   mature    Life sciences            | Fördeland Life Cluster
DE cluster DE8   renewing  Shipbuilding             | Boddenwerft Netzwerk
DE cluster DE6   growing   Aviation                 | Elbinsel Luftfahrt Cluster
DE support DE8   -         -                        | Küstenland Wirtschaftsförderung
DE public  DEF   -         -                        | Landesamt für Clusterwesen Fördeland
LV cluster LV00C growing   Wood and furniture       | Mežrūpju Klasteris
LV cluster LV00B emerging  Amber and design         | Dzintarkrasta Dizaina Klasteris
LV cluster LV00A mature    Information technology   | Daugavkrasta IT Klasteris
LV support LV00B -         -                        | Jūrpilsētas Biznesa Inkubators
LV public  LV00B -         -                        | Kāpu Plānošanas Reģions
LV public  LV00A -         -                        | Klasteru Attīstības Aģentūra
LT cluster LT011 growing   Photonics                | Šviesos Lazerių Klasteris
LT cluster LT023 renewing  Marine industry          | Pamario Jūros Klasteris
LT support LT023 -         -                        | Uosto Verslo Namai
LT public  LT011 -         -                        | Klasterių Plėtros Tarnyba
PL cluster PL63  growing   Interior yards           | Zatoka Stoczniowy Klaster
PL cluster PL42  emerging  Green chemistry          | Zielony Zalew Klaster
PL support PL62  -         -                        | Jezioro Centrum Przedsiębiorczości
PL public  PL63  -         -                        | Urząd Rozwoju Wybrzeża
SE cluster SE332 mature    Space and cold climate   | Norrsken Rymdkluster
SE cluster SE212 growing   Wooden houses            | Norrvik Trähuskluster
SE cluster SE224 emerging  Food                     | Slätt och Hav Matkluster
SE support SE232 -         -                        | Skärgårdens Affärscentrum
SE public  SE212 -         -                        | Region Norrvik
NO cluster NO0A  growing   Aquaculture              | Fjordhav Havbruksklynge
NO cluster NO06  emerging  Battery materials        | Tindekraft Batteriklynge
NO public  NO0A  -         -                        | Fjordlandet Fylkeskommune
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Founded:
    """An organisation that was made."""

    id: str
    details: OrganisationDetails


def _read(line: str) -> OrganisationDetails:
    left, _, name = line.partition("|")
    country, kind, region, stage, sector = left.split(maxsplit=4)
    return OrganisationDetails(
        name=f"{name.strip()} (invented)",
        kind=_KINDS[kind],
        country=country,
        region=region,
        sector=None if sector.strip() == "-" else sector.strip(),
        stage=None if stage == "-" else ClusterStage(stage),
    )


ORGANISATIONS = tuple(_read(line) for line in _TABLE.strip().splitlines())


def make_organisations(*, by: str) -> tuple[Founded, ...]:
    """Make all of them."""
    made = []
    for details in ORGANISATIONS:
        one = Founded(id=make_organisation(details, by=by), details=details)
        db.session.get_one(Organisation, one.id).is_example = True
        made.append(one)
    return tuple(made)
