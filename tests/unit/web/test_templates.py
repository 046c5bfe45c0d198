"""Do templates and scripts keep what the content security policy and the catalogue of components promise?"""

import re
from pathlib import Path

import pytest

LMS = Path(__file__).parents[3] / "lms"
SCRIPTS = sorted((LMS / "static" / "js").glob("*.js"))
PAGES = [
    path for path in sorted((LMS / "templates").rglob("*.html")) if path.parts[-2] not in {"email", "pdf"}
]
COMPONENTS = (LMS / "templates" / "_components.html").read_text(encoding="utf-8")
MACROS = [
    "page_header",
    "breadcrumb",
    "button",
    "link_button",
    "form_errors",
    "field",
    "hidden",
    "notice",
    "tag",
    "progress_strip",
    "progress_map",
    "outcome_bar",
    "empty_state",
    "fold",
    "definition_list",
    "pager",
    "choice_card",
    "item_strip",
    "post_link",
]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: "/".join(path.parts[-2:]))
def test_a_page_carries_nothing_inline(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert "javascript:" not in text


@pytest.mark.parametrize("path", PAGES, ids=lambda path: "/".join(path.parts[-2:]))
def test_a_page_asks_nobody_else_for_anything(path: Path) -> None:
    assert not re.search(r"(src|action)=\"(https?:)?//", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: "/".join(path.parts[-2:]))
def test_a_page_names_only_enhancements_that_exist(path: Path) -> None:
    named = set(" ".join(re.findall(r"data-enhance=\"([^\"{]+)\"", path.read_text(encoding="utf-8"))).split())
    assert named <= {script.stem for script in SCRIPTS}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_small_begins_with_its_purpose_and_writes_no_markup(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("/* ")
    assert len(text.splitlines()) <= 100
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|DOMParser|new Function", text
    )


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_an_enhancement_says_what_happens_without_scripts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if "export function enhance" in text:
        assert "Without scripts" in text[: text.index("*/")]


def test_every_enhancement_is_started_by_its_name() -> None:
    site = (LMS / "static" / "js" / "site.js").read_text(encoding="utf-8")
    started = set(re.findall(r'"([\w-]+)": \(\) => import\("\./\1\.js"\)', site))
    assert started == {
        path.stem for path in SCRIPTS if "export function enhance" in path.read_text(encoding="utf-8")
    }


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_our_own_words_say_what_is_wrong_in_a_form_not_the_browsers(path: Path) -> None:
    forms = re.findall(r"<form (?:\{\{.*?\}\}|[^>{])*>", path.read_text(encoding="utf-8"))
    assert [form for form in forms if " novalidate" not in form] == []


@pytest.mark.parametrize("macro", MACROS)
def test_a_promised_component_exists_and_is_shown_on_the_living_page(macro: str) -> None:
    shown = (LMS / "templates" / "design" / "show_design.html").read_text(encoding="utf-8")
    assert f"{{% macro {macro}(" in COMPONENTS
    assert f"c.{macro}(" in shown
