"""What stands above the modules: the programme with its issuer and its courses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from lms.content.print_templates.model import PrintTemplate


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who awards the certificates."""

    name: str
    country: str
    """ISO 3166-1 alpha-2."""
    region: str
    web: str
    is_invented: bool
    """The details shipped with the project: every certificate is then marked as a trial."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A picture on every certificate: of the issuer, a partner or a funder."""

    name: str
    kind: str
    """`issuer`, `partner` or `funder`."""
    file: str
    alt: str
    media_type: str = ""
    sha256: str = ""
    """Of the cleaned bytes; under it they are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who answers for the certificates."""

    name: str
    roles: Mapping[str, str]
    """By language."""
    is_invented: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """What is certified to somebody who holds the certificates of several modules: texts by language."""

    titles: Mapping[str, str]
    summaries: Mapping[str, str]
    learning_outcomes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A row of the catalogue: basic, advanced, support programmes."""

    slug: str
    titles: Mapping[str, str]
    summaries: Mapping[str, str]
    modules: tuple[str, ...]
    """Module slugs in order."""
    award: Award | None = None
    """The certificate for all its modules; None where the course gives none of its own."""


class PathsShown(StrEnum):
    """Whose way through a module, step by step, its trainers may see."""

    CONSENT = "consent"
    """Of those who agreed to it."""
    ALWAYS = "always"
    """Of everybody: the programme has told them so, on another ground than consent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """The whole."""

    titles: Mapping[str, str]
    issuer: Issuer
    languages: tuple[str, ...]
    """First is the source language."""
    courses: tuple[Course, ...]
    quality_assurance: Mapping[str, str]
    """Language → what may truthfully be said of quality assurance on a certificate."""
    diploma: Award | None = None
    """For the modules of all courses."""
    logos: tuple[Logo, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    template: PrintTemplate | None = None
    """Of its certificates; None: ours."""
    paths: PathsShown = PathsShown.CONSENT

    def shows_path(self, *, has_agreed: bool) -> bool:
        """Trainers may see somebody's way through a module step by step."""
        return has_agreed or self.paths is PathsShown.ALWAYS


def as_set(
    programme: Programme, issuer: Mapping[str, str], logos: Sequence[Mapping[str, str]] | None
) -> Programme:
    """The programme with an issuer and logos in the place of those of its files; empty or None: not set."""
    own = Issuer(**issuer, is_invented=False) if issuer else programme.issuer
    shown = programme.logos if logos is None else tuple(Logo(**one) for one in logos)
    return replace(programme, issuer=own, logos=shown)
