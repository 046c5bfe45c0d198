"""A folder with a template becomes one that can be filled, or a list of what is wrong and where."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from lms.content.frontmatter import Fields
from lms.content.naming import did_you_mean
from lms.content.pages import text_of
from lms.content.print_templates.fields import FIELDS
from lms.content.print_templates.markup import check_markup
from lms.content.print_templates.model import CSS_FILE, FOLDER, HTML_FILE, YAML_FILE, PrintTemplate
from lms.content.print_templates.sandbox import check_syntax
from lms.content.print_templates.styles import check_styles
from lms.content.problems import Notes, Problem
from lms.content.yaml_nodes import read_yaml

MAX_CHARACTERS = 60_000
YAML_EXAMPLE = "format: 1\nversion: 1\nfields: [holder_name, title, …]"
MUST = "every certificate must say it"


def read_template(
    name: str, files: Mapping[str, bytes], place: tuple[str, int, int] | None = None
) -> tuple[PrintTemplate | None, tuple[Problem, ...]]:
    """The template in `certificates/<name>`, named at a place; None where anything is wrong with it."""
    folder = f"{FOLDER}/{name}"
    texts, problems = _texts(folder, files, place)
    if len(texts) < len((HTML_FILE, CSS_FILE, YAML_FILE)):
        return None, tuple(problems)
    version, fields, notes = _read_yaml(texts[YAML_FILE], f"{folder}/{YAML_FILE}")
    found = [notes, _check_html(texts[HTML_FILE], f"{folder}/{HTML_FILE}", fields, notes)]
    styles = Notes(f"{folder}/{CSS_FILE}")
    check_styles(texts[CSS_FILE], styles)
    problems += [problem for one in (*found, styles) for problem in one.problems]
    if any(problem.is_error for problem in problems):
        return None, tuple(problems)
    template = PrintTemplate(
        name=name,
        version=version,
        fields=tuple(sorted(fields)),
        html=texts[HTML_FILE],
        css=texts[CSS_FILE],
    )
    return template, tuple(problems)


def _texts(
    folder: str, files: Mapping[str, bytes], place: tuple[str, int, int] | None
) -> tuple[dict[str, str], list[Problem]]:
    texts, problems = {}, []
    for name in (YAML_FILE, HTML_FILE, CSS_FILE):
        path = f"{folder}/{name}"
        if path not in files:
            notes = Notes(place[0] if place else path)
            known = {PurePosixPath(one).parts[1] for one in files if one.startswith(f"{FOLDER}/")}
            guess = did_you_mean(PurePosixPath(folder).name, known - {PurePosixPath(folder).name})
            line, column = place[1:] if place else (1, 1)
            notes.error(line, column, "template-missing", f"there is no file {path[:120]}.{guess}")
        else:
            notes = Notes(path)
            text = text_of(files[path], notes)
            if len(text) > MAX_CHARACTERS:
                notes.error(1, 1, "file-too-large", f"at most {MAX_CHARACTERS:,} characters are read here")
            else:
                texts[name] = text
        problems += notes.problems
    return texts, problems


def _read_yaml(text: str, path: str) -> tuple[int, frozenset[str], Notes]:
    notes = Notes(path)
    node = read_yaml(text, notes)
    if node is None:
        return 0, frozenset(), notes
    head = Fields(node, notes)
    head.integer("format", least=1, most=1, example=YAML_EXAMPLE)
    version = head.integer("version", least=1, most=9999, example=YAML_EXAMPLE)
    declared = head.texts("fields", example=YAML_EXAMPLE)
    for name in declared:
        if name not in FIELDS:
            message = f"there is no field “{name[:60]}”.{did_you_mean(name, FIELDS)}"
            notes.error(*head.place_of("fields"), "field-unknown", message)
    head.close()
    return version, frozenset(declared), notes


def _check_html(html: str, path: str, declared: frozenset[str], yaml: Notes) -> Notes:
    """Looks at fields and tags, and whether everything that must be said is said."""
    notes = Notes(path)
    used = check_syntax(html, declared, notes)
    check_markup(html, notes)
    missing = [name for name, field in FIELDS.items() if field.is_mandatory and name not in used]
    for name in missing if not notes.has_errors else ():
        message = f"“{name}” is not printed: {FIELDS[name].says}; {MUST}"
        notes.error(1, 1, "field-missing", message, f"{{{{ {name} }}}}")
    for name in sorted(declared & set(FIELDS) - used) if not notes.has_errors else ():
        yaml.warning(1, 1, "field-unused", f"“{name}” is declared, and the template does not use it")
    return notes
