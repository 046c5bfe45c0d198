"""No list page escapes `bin/bench lists`: whatever shows pages of rows is measured with 100,000 people."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from bench.lists.pages import list_pages
from config import ROOT

SHOWS_ROWS = re.compile(r"\bl\.pages\(|\bc\.pager\(")
NOT_FOR_ROWS = {
    "_listing.html",
    "design/show_design.html",  # samples of components
    "study/show_lesson.html",  # from one lesson to the next
}


def templates_with_rows() -> set[str]:
    folder = ROOT / "lms" / "templates"
    names = (path for path in folder.rglob("*.html") if SHOWS_ROWS.search(path.read_text("utf-8")))
    return {path.relative_to(folder).as_posix() for path in names} - NOT_FOR_ROWS


def pages_that_render(templates: set[str]) -> Iterator[tuple[str, str]]:
    """Endpoint and template, of every view that answers GET."""
    for file in (ROOT / "lms").rglob("routes/*.py"):
        room = file.relative_to(ROOT / "lms").parts[0]
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and "bp.get(" in _decorators(node):
                for text in _texts(node) & templates:
                    yield f"{room}.{node.name}", text


def _decorators(node: ast.FunctionDef) -> str:
    return " ".join(ast.unparse(one) for one in node.decorator_list)


def _texts(node: ast.FunctionDef) -> set[str]:
    return {
        one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }


def test_every_page_of_rows_is_measured() -> None:
    templates = templates_with_rows()
    shown = list(pages_that_render(templates))
    assert {template for _endpoint, template in shown} == templates
    assert {endpoint for endpoint, _template in shown} <= {page.endpoint for page in list_pages("any")}


def test_every_measured_page_is_there(app: Flask) -> None:
    assert {page.endpoint for page in list_pages("any")} <= app.view_functions.keys()


def test_every_list_goes_through_the_one_way_to_page() -> None:
    """A list that pages by counting rows from the beginning would not show in the templates alone."""
    offsets = [
        path for path in _sources() if re.search(r"\.offset\((?!0\))|\.paginate\(", path.read_text("utf-8"))
    ]
    assert offsets == []


def _sources() -> Iterator[Path]:
    return (ROOT / "lms").rglob("*.py")


def test_cells_say_what_they_are() -> None:
    """Narrow, rows are cards: without a role, a cell is a loose text there."""
    folder = ROOT / "lms" / "templates"
    lists = [text for path in folder.rglob("*.html") if "l.table(" in (text := path.read_text("utf-8"))]
    tables = [one for text in lists for one in re.findall(r"l\.table\(.*?\{% endcall %\}\n", text, re.DOTALL)]
    assert len(tables) >= len(lists) > 10
    for table in tables:
        assert re.findall(r"<td(?! role=\"cell\")[^>]*>", table) == []
        assert re.findall(r"<th(?! scope=\"row\" role=\"rowheader\")[^>]*>", table) == []
