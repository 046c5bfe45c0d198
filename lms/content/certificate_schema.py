"""What `programme.yaml` and `module.yaml` say of how certificates look: logos, who signs, what is printed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lms.content.certificates import CertificateRule
from lms.content.frontmatter import Fields
from lms.content.logos import FOLDER, LogoError, read_logo
from lms.content.naming import SLUG, did_you_mean
from lms.content.print_templates.model import FOLDER as TEMPLATES
from lms.content.problems import Notes
from lms.content.programme import Logo, Signatory

LOGO_EXAMPLE = "funders:\n  - {name: Sea Fund, logo: logos/sea-fund.svg, alt: Sea Fund}"
ISSUER_LOGO_EXAMPLE = "issuer_logo: {logo: logos/academy.svg, alt: Example Academy}"
SIGNATORY_EXAMPLE = "signatories:\n  - {name: Ebba Norrvik, roles: {en: Head of training}, invented: true}"
RULE_EXAMPLE = "certificate: {results_by_outcome: true, valid_months: 36}"
TEMPLATE_EXAMPLE = "certificate_template: upright"
KINDS = {"partners": "partner", "funders": "funder"}
MAX_LOGOS = 8
MAX_SIGNATORIES = 3
MAX_NAME, MAX_ROLE, MAX_ALT = 60, 80, 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """What stands on every certificate of the programme."""

    logos: tuple[Logo, ...] = ()
    """Not yet read: without a digest."""
    signatories: tuple[Signatory, ...] = ()
    template: str = ""
    """Name of the template of its own; empty: ours."""
    places: Mapping[str, tuple[int, int]] = field(compare=False, default_factory=dict)
    """File of a logo, or `certificate_template` → where it is named."""


def read_appearance(fields: Fields, languages: tuple[str, ...]) -> Appearance:
    """Read the logos and signatories of `programme.yaml`."""
    places: dict[str, tuple[int, int]] = {}
    issuer = fields.group("issuer_logo")
    logos = [_logo(issuer, "issuer", ISSUER_LOGO_EXAMPLE, places)] if issuer else []
    for key, kind in KINDS.items():
        logos += [
            _logo(group, kind, LOGO_EXAMPLE, places) for group in fields.groups(key, example=LOGO_EXAMPLE)
        ]
    if len(logos) > MAX_LOGOS:
        message = f"there are {len(logos)} logos; on a certificate {MAX_LOGOS} fit"
        fields.notes.error(*fields.place_of("funders"), "too-many-logos", message)
    groups = fields.groups("signatories", example=SIGNATORY_EXAMPLE)
    if len(groups) > MAX_SIGNATORIES:
        message = f"{len(groups)} people sign; on a certificate {MAX_SIGNATORIES} fit"
        fields.notes.error(*fields.place_of("signatories"), "too-many-signatories", message)
    signatories = tuple(_signatory(group, languages) for group in groups)
    template = fields.text("certificate_template", limit=MAX_NAME)
    if template and not SLUG.fullmatch(template):
        message = f"“{template}” is not the name of a folder in {TEMPLATES}/"
        fields.notes.error(*fields.place_of("certificate_template"), "wrong-value", message, TEMPLATE_EXAMPLE)
        template = ""
    places["certificate_template"] = fields.place_of("certificate_template")
    return Appearance(logos=tuple(logos), signatories=signatories, template=template, places=places)


def _logo(group: Fields, kind: str, example: str, places: dict[str, tuple[int, int]]) -> Logo:
    name = group.text("name", example=example if kind != "issuer" else None, limit=MAX_NAME)
    file = group.text("logo", example=example, limit=120)
    alt = group.text("alt", example=example, limit=MAX_ALT)
    places[file] = group.place_of("logo")
    group.close()
    return Logo(name=name, kind=kind, file=file, alt=alt)


def _signatory(group: Fields, languages: tuple[str, ...]) -> Signatory:
    signatory = Signatory(
        name=group.text("name", example=SIGNATORY_EXAMPLE, limit=MAX_NAME),
        roles=group.text_map("roles", example=SIGNATORY_EXAMPLE),
        is_invented=group.yes_or_no("invented"),
    )
    group.close()
    place = group.place_of("roles")
    for language, role in signatory.roles.items():
        if language not in languages:
            message = f"“{language[:20]}” in “roles” is not among the languages of the programme"
            group.notes.error(*place, "unknown-language", message, SIGNATORY_EXAMPLE)
        if len(role) > MAX_ROLE:
            group.notes.error(*place, "too-long", f"a role has at most {MAX_ROLE} characters")
    if signatory.roles and languages[0] not in signatory.roles:
        message = f"“roles” has no text in the source language, {languages[0]}"
        group.notes.error(*place, "missing-key", message, SIGNATORY_EXAMPLE)
    return signatory


def read_logos(appearance: Appearance, files: Mapping[str, bytes], notes: Notes) -> tuple[Logo, ...]:
    """The logos with their digests; notes those that are missing or cannot be printed."""
    found = []
    for logo in appearance.logos:
        place = appearance.places.get(logo.file, (1, 1))
        if logo.file not in files:
            if logo.file:
                known = [path for path in files if path.startswith(f"{FOLDER}/")]
                message = f"there is no file {logo.file[:80]}.{did_you_mean(logo.file, known)}"
                notes.error(*place, "logo-missing", message, LOGO_EXAMPLE)
            continue
        try:
            found.append(read_logo(logo, files[logo.file])[0])
        except LogoError as problem:
            notes.error(*place, "logo-form", str(problem))
    return tuple(found)


def read_rule(fields: Fields) -> CertificateRule:
    """Read `certificate` of `module.yaml`."""
    group = fields.group("certificate")
    if group is None:
        return CertificateRule()
    rule = CertificateRule(
        results_by_outcome=group.yes_or_no("results_by_outcome"),
        valid_months=group.integer("valid_months", least=1, most=240, example=None) or None,
    )
    group.close()
    return rule


def written_rule(rule: CertificateRule) -> Iterator[tuple[str, bool | int]]:
    """The keys that say more than what is usual."""
    if rule.results_by_outcome:
        yield "results_by_outcome", True
    if rule.valid_months:
        yield "valid_months", rule.valid_months
