"""What stands above the modules: the programme with its issuer and its courses."""

from collections.abc import Mapping
from dataclasses import dataclass


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
class Course:
    """A row of the catalogue: basic, advanced, support programmes."""

    slug: str
    titles: Mapping[str, str]
    summaries: Mapping[str, str]
    modules: tuple[str, ...]
    """Module slugs in order."""


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
