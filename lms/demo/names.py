"""Invented names that sound as if they came from nine countries; nobody is called so."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What people of a country are called; family names stand in both forms where there are two."""

    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[tuple[str, str], ...]
    """Of a woman, of a man."""

    def pick(self, number: int) -> str:
        """A name for each number; the first hundred or so differ."""
        given = self.women if number % 2 == 0 else self.men
        turn = number // 2
        first = given[turn % len(given)]
        family = self.families[(turn + turn // len(given)) % len(self.families)]
        return f"{first} {family[number % 2]}"


def _same(families: str) -> tuple[tuple[str, str], ...]:
    return tuple((one, one) for one in families.split())


def _both(families: str) -> tuple[tuple[str, str], ...]:
    women, men = families.split()[0::2], families.split()[1::2]
    return tuple(zip(women, men, strict=True))


def _names(women: str, men: str, families: tuple[tuple[str, str], ...]) -> Names:
    return Names(women=tuple(women.split()), men=tuple(men.split()), families=families)


NAMES: Mapping[str, Names] = {
    "DK": _names(
        "Astrid Bodil Freja Gerda Inger Kirstine Maren Sørine",
        "Asger Bjarke Esben Holger Jørn Mogens Søren Troels",
        _same("Havnkær Klitmose Sundbølle Strandøre Fyrholme Møllevang Ålekiste"),
    ),
    "EE": _names(
        "Aet Epp Helju Külli Maarja Õie Tiiu Ülle",
        "Ants Heino Jüri Madis Priit Tõnu Ülo Väino",
        _same("Rannapääsu Meretäht Sadamõis Tuulekäänd Kivirüü Laidöö Pilliroost"),
    ),
    "FI": _names(
        "Aino Eeva Hilkka Kyllikki Päivi Säde Tytti Venla",
        "Ahti Eero Heikki Jyrki Pentti Seppo Tapio Väinö",
        _same("Satamaranto Koivusärkkä Meriläinpelto Hietalyhty Jääskepohja Lokkisaarto Pajuselkö"),
    ),
    "DE": _names(
        "Antje Birte Elke Frauke Grete Käthe Silke Wiebke",
        "Arne Detlef Enno Götz Jörn Klaas Sönke Uwe",
        _same("Deichbrück Hafenkrön Möwensand Küstermoor Wattenhöft Fördekamp Leuchtböhm"),
    ),
    "LV": _names(
        "Aija Baiba Dzintra Ilze Ķirsta Līga Māra Zane",
        "Andris Dainis Gatis Jānis Kārlis Māris Uldis Ģirts",
        _both(
            "Jūrkalne Jūrkalns Ostkrūmiņa Ostkrūmiņš Kāpulīce Kāpulīcis Bākmane Bākmanis "
            "Dzintarplūde Dzintarplūdis Vējzāle Vējzālis Smilšliepa Smilšliepiņš"
        ),
    ),
    "LT": _names(
        "Aušra Birutė Daiva Eglė Jūratė Rasa Vaiva Živilė",
        "Algis Darius Gediminas Jonas Kęstutis Mindaugas Vytas Žygis",
        _both(
            "Pamarytė Pamarėnas Uostelytė Uostelis Kopaitė Kopaitis Švyturiūtė Švyturius "
            "Gintarilytė Gintarilis Vėjūnaitė Vėjūnaitis Žuvedrytė Žuvedras"
        ),
    ),
    "PL": _names(
        "Agnieszka Bożena Elżbieta Grażyna Jadwiga Łucja Małgorzata Żaneta",
        "Bogusław Czesław Grzegorz Jarosław Łukasz Mirosław Stanisław Zbigniew",
        _both(
            "Żaglińczyk Żaglińczyk Portowiańska Portowiański Mierzejna Mierzejny Latarniańska Latarniański "
            "Wydmogórska Wydmogórski Śledziowiec Śledziowiec Bursztynowiec Bursztynowiec"
        ),
    ),
    "SE": _names(
        "Åsa Birgitta Ebba Gunhild Ingegärd Märta Siv Örjana",
        "Åke Bengt Egil Göran Håkan Ragnar Sture Östen",
        _same("Skärvind Hamnö Fyrgård Klippström Vågsund Sjöbråte Strandäng"),
    ),
    "NO": _names(
        "Åshild Berit Gunnvor Ingebjørg Kjersti Ragnhild Solveig Øydis",
        "Åsmund Bjørn Gaute Håvard Kåre Sjur Torbjørn Øystein",
        _same("Fjordskår Holmvåg Naustøy Sundbryn Tindestrøm Værhaug Bryggeneset"),
    ),
}
"""ISO 3166-1 alpha-2 → names."""
