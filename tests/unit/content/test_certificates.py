"""What the files say of certificates: logos, signatories, results, and the elements that must be there."""

import hashlib
import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image

from lms.content.certificates import CertificateRule
from lms.content.checks import check_tree
from lms.content.compiler import compile_tree
from lms.content.loader import read_files
from lms.content.logos import LogoError, clean_logos, read_logo
from lms.content.packing import pack, unpack
from lms.content.parser import parse_tree
from lms.content.problems import Problem, as_text, in_order
from lms.content.programme import Logo
from lms.content.recompiling import sources_of
from lms.content.serialise import write_structure
from tests.courses.trees import good_files

MODULE = "basics/small-clusters/module.yaml"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 4"><rect width="9" height="4"/></svg>'
FUNDERS = "funders:\n  - {name: Sea Fund, logo: logos/sea.svg, alt: Sea Fund}\n"
LOGO = Logo(name="Sea Fund", kind="funder", file="logos/sea.svg", alt="Sea Fund")


def tree(programme: str = "", **changes: tuple[str, str]) -> dict[str, bytes]:
    files = good_files()
    files["programme.yaml"] += b"\n" + programme.encode()
    files["logos/sea.svg"] = DRAWING
    text = files[MODULE].decode()
    for old, new in changes.values():
        assert old in text
        text = text.replace(old, new)
    files[MODULE] = text.encode()
    return files


def problems_of(files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    source, problems = parse_tree(files)
    assert source is not None
    return in_order([*problems, *check_tree(source)])


USUAL = frozenset(problems_of(good_files()))


def new_problems(files: Mapping[str, bytes]) -> str:
    return as_text([one for one in problems_of(files) if one not in USUAL])


def test_logos_and_signatories_are_part_of_the_programme() -> None:
    signs = "signatories:\n  - {name: Ebba Norrvik, roles: {en: Head, sv: Chef}, invented: true}\n"
    issuer = "issuer_logo: {logo: logos/sea.svg, alt: Academy}\n"
    programme = unpack(pack(compile_tree(tree(FUNDERS + signs + issuer)))).programme
    assert programme is not None
    assert [(one.kind, one.alt, one.media_type) for one in programme.logos] == [
        ("issuer", "Academy", "image/svg+xml"),
        ("funder", "Sea Fund", "image/svg+xml"),
    ]
    (signatory,) = programme.signatories
    assert (signatory.name, signatory.roles, signatory.is_invented) == (
        "Ebba Norrvik",
        {"en": "Head", "sv": "Chef"},
        True,
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "funders:\n  - {name: A, logo: logos/see.svg, alt: A}\n",
            "logo-missing: there is no file logos/see.svg",
        ),
        ("funders:\n  - {name: A, logo: logos/sea.svg}\n", "missing-key: the key “alt” is missing"),
        ("partners:\n  - {name: A, logo: logos/sea.svg, alt: A, link: x}\n", "unknown-key: the key “link”"),
        ("signatories:\n  - {name: A, roles: {sv: Chef}}\n", "missing-key: “roles” has no text in"),
        ("signatories:\n  - {name: A, roles: {en: B, lv: x}}\n", "unknown-language: “lv” in “roles”"),
        (f"signatories: [{', '.join(['{name: A, roles: {en: B}}'] * 4)}]\n", "too-many-signatories: 4"),
    ],
)
def test_what_is_wrong_with_them_is_said_where_it_stands(written: str, said: str) -> None:
    problems = new_problems(tree(written))
    assert said in problems
    assert problems.startswith("programme.yaml:")


HOSTILE = {
    "a script": b"<script>x</script>",
    "an address": b'<image href="https://example.org/x.png"/>',
    "an address in a colour": b'<rect fill="url(https://example.org)" width="1" height="1"/>',
    "an event": b'<rect onclick="x" width="1" height="1"/>',
    "a style": b"<style>@import url(//x)</style>",
    "foreign markup": b"<foreignObject><p/></foreignObject>",
    "depth": b"<g>" * 20 + b"</g>" * 20,
    "size": b"<g/>" * 900,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_drawing_that_holds_more_than_shapes_is_refused(kind: str) -> None:
    with pytest.raises(LogoError):
        read_logo(LOGO, DRAWING.replace(b"<rect", HOSTILE[kind] + b"<rect", 1))


@pytest.mark.parametrize("data", [b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + DRAWING, b"<svg/>", b"no", b""])
def test_what_is_no_drawing_is_refused(data: bytes) -> None:
    with pytest.raises(LogoError):
        read_logo(LOGO, data)


def test_a_drawing_is_written_anew_and_known_by_what_is_printed() -> None:
    gradient = (
        b'<defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient></defs>'
        b'<title>T</title><path d="M0 0h9v4z" fill="url(#g)" class="x"/>'
    )
    logo, clean = read_logo(LOGO, DRAWING.replace(b"<rect", gradient + b"<rect"))
    assert logo.sha256 == hashlib.sha256(clean).hexdigest()
    assert b'fill="url(#g)"' in clean
    assert b"class" not in clean
    assert b"title" not in clean
    assert read_logo(LOGO, clean) == (logo, clean)


def test_a_picture_is_one_and_not_too_large() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 20)).save(buffer, "PNG")
    picture = Logo(name="A", kind="partner", file="logos/a.png", alt="A")
    assert read_logo(picture, buffer.getvalue())[0].media_type == "image/png"
    for wrong in (b"GIF89a", buffer.getvalue()[:40]):
        with pytest.raises(LogoError):
            read_logo(picture, wrong)


def test_logos_are_read_with_the_programme_and_belong_to_every_edition(tmp_path: Path) -> None:
    for path, data in tree(FUNDERS).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    files, _problems = read_files(tmp_path)
    assert "logos/sea.svg" in sources_of("basics/small-clusters", files)
    source, _problems = parse_tree(files)
    assert source is not None
    assert list(clean_logos(source.logos, files)) == [read_logo(LOGO, DRAWING)[1]]


def test_a_module_says_what_its_certificate_has_and_is_written_back_so() -> None:
    rule = ("completion:", "certificate: {results_by_outcome: true, valid_months: 36}\ncompletion:")
    files = tree(rule=rule)
    source, _problems = parse_tree(files)
    assert source is not None
    structure = source.modules["small-clusters"].structure
    assert structure.certificate == CertificateRule(results_by_outcome=True, valid_months=36)
    assert rule[1].split("\n")[0] in write_structure(structure)


def test_a_key_of_the_certificate_that_is_not_known_is_said() -> None:
    problems = new_problems(tree(rule=("completion:", "certificate: {results: true}\ncompletion:")))
    assert "unknown-key: the key “results” is not known in “certificate”" in problems


ELEMENTS = {
    "learning outcomes": ("outcomes: [T1-O1, T1-O2]", "outcomes: []"),
    "level": ("level: EQF 4", 'level: ""'),
    "type of assessment": ("require: [lessons, final-test]", "require: [lessons]"),
}


@pytest.mark.parametrize("element", ELEMENTS)
def test_an_open_module_without_a_mandatory_element_does_not_pass(element: str) -> None:
    problems = new_problems(tree(change=ELEMENTS[element]))
    said = f"certificate-element: the certificate would lack a mandatory element: the {element}"
    assert said in problems
    line = next(line for line in problems.split("\n") if said in line)
    assert line.startswith(f"{MODULE}:")
    assert problems.split("\n")[problems.split("\n").index(line) + 1].startswith("    ")


@pytest.mark.parametrize("key", ["level", "outcomes", "workload", "completion"])
def test_an_element_whose_key_is_missing_is_said_once(key: str) -> None:
    text = good_files()[MODULE].decode()
    line = next(line for line in text.split("\n") if line.startswith(f"{key}:"))
    problems = new_problems(tree(change=(line, "")))
    assert f"missing-key: the key “{key}” is missing" in problems
    assert f"lack a mandatory element: the {key}" not in problems


def test_required_parts_without_hours_leave_the_workload_out() -> None:
    problems = new_problems(tree(change=("workload: {lessons: 1, ", "workload: {")))
    assert f"{MODULE}:" in problems
    assert "hours-missing: completion requires lessons, but workload gives it no hours" in problems


def test_an_announced_module_may_still_lack_one() -> None:
    files = tree(change=ELEMENTS["type of assessment"], state=("state: open", "state: announced"))
    assert "certificate-element" not in new_problems(files)
