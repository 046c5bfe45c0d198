"""Templates of certificates: what they must say, and that nothing gets out of their sandbox."""

import pytest

from lms.content.parser import parse_tree
from lms.content.print_templates.fields import FIELDS, MANDATORY, Kind
from lms.content.print_templates.markup import check_markup
from lms.content.print_templates.model import (
    CSS_FILE,
    FOLDER,
    HTML_FILE,
    YAML_FILE,
    PrintTemplate,
    unpacked,
)
from lms.content.print_templates.sandbox import SandboxError, Value, check_syntax, filled
from lms.content.print_templates.styles import check_styles
from lms.content.problems import Notes
from tests.factories.print_templates import NAME, changed_files, example, example_files, read

HEADING = "<h1>{{ kind }}"


def marked_up() -> dict[str, Value]:
    """A text that would be markup for each field."""
    made: dict[str, Value] = {}
    for name, field in FIELDS.items():
        if field.kind is Kind.TEXTS:
            made[name] = (f"<b>{name}</b>",) * 2
        elif field.keys is not None:
            group = {
                key: ("<i>cell</i>",) if kind is Kind.TEXTS else "<i>" for key, kind in field.keys.items()
            }
            made[name] = (group,)
        else:
            made[name] = f"<b onclick='x'>{name}</b>"
    return made


VALUES = marked_up()


def template_of(html: str) -> PrintTemplate:
    """One that nobody checked before it is filled."""
    return PrintTemplate(name="bad", version=1, fields=tuple(FIELDS), html=html, css="")


def codes(files: dict[str, bytes]) -> list[str]:
    template, problems = read(files)
    assert template is None
    return [problem.code for problem in problems if problem.is_error]


def test_the_worked_example_is_in_order_and_comes_back_as_it_was_kept() -> None:
    template = example()
    assert unpacked(template.packed) == template
    assert unpacked(template.packed).digest == template.digest
    assert set(template.fields) >= MANDATORY


def test_each_letter_of_a_template_makes_it_another() -> None:
    changed = changed_files("template.css", "13pt", "12pt")
    assert example(changed).digest != example().digest


def test_what_is_filled_in_stays_text() -> None:
    html = filled(example(), VALUES)
    assert "<b" not in html.replace("<br>", "")
    assert "<i" not in html.replace("<img", "")
    assert "&lt;b onclick=&#39;x&#39;&gt;holder_name" in html


ESCAPES = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ title.__class__ }}",
    "{{ title['__class__'] }}",
    "{{ title | attr('__class__') }}",
    "{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__ }}",
    "{{ config }}",
    "{{ request.application.__globals__ }}",
    "{{ url_for.__globals__ }}",
    "{{ joiner() }}",
    "{{ namespace(a=1) }}",
    "{{ range(999999999) | list }}",
    "{% for i in range(10) %}{% endfor %}",
    "{% for a in outcomes %}{% for b in outcomes %}{% for c in b %}{% endfor %}{% endfor %}{% endfor %}",
    "{% for a in outcomes recursive %}{{ loop(outcomes) }}{% endfor %}",
    "{% for a in 'abc' %}{{ a }}{% endfor %}",
    "{% for a in signatories %}{{ a.items() }}{% endfor %}",
    "{% for a in signatories %}{{ a.__class__ }}{% endfor %}",
    "{% for a in signatories %}{{ a }}{% endfor %}",
    "{% for a in outcomes %}{{ loop.__class__ }}{% endfor %}",
    "{% for a in outcomes %}{{ loop }}{% endfor %}",
    "{{ title.format(title) }}",
    "{{ '%999999999d' % 1 }}",
    "{{ 'a' * 999999999 }}",
    "{{ 10 ** 10 ** 10 }}",
    "{{ 'a' ~ 'b' }}",
    "{{ [1, 2] }}",
    "{{ {'a': 1} }}",
    "{{ title[0] }}",
    "{{ title[::-1] }}",
    "{{ title if title else title }}",
    "{{ title is defined }}",
    "{{ title | safe }}",
    "{{ outcomes | map('upper') }}",
    "{{ outcomes | join(title) }}",
    "{{ signatories | join }}",
    "{{ outcomes }}",
    "{% set title = 'x' %}",
    "{% macro m() %}{{ m() }}{% endmacro %}",
    "{% call m() %}{% endcall %}",
    "{% filter upper %}x{% endfilter %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% extends 'base.html' %}",
    "{% block x %}{% endblock %}",
    "{% autoescape false %}{{ title }}{% endautoescape %}",
    "{% with a = title %}{{ a }}{% endwith %}",
    "{% debug %}",
    "{% do title %}",
    "{{ holder_email }}",
    "{{ " + "(" * 3000 + "title" + ")" * 3000 + " }}",
    "{{ title " * 3,
)


@pytest.mark.parametrize("escape", ESCAPES, ids=lambda one: one[:50])
def test_a_way_out_of_the_sandbox_is_refused_when_read_and_when_filled(escape: str) -> None:
    notes = Notes("x")
    check_syntax(escape, frozenset(FIELDS), notes)
    assert notes.has_errors
    with pytest.raises(SandboxError):
        filled(template_of(escape), VALUES)


def test_a_template_that_grows_beyond_all_bounds_is_stopped() -> None:
    many = {**VALUES, "outcomes": ("x" * 1000,) * 100}
    loop = "{% for a in outcomes %}{% for b in outcomes %}{{ b }}{% endfor %}{% endfor %}"
    with pytest.raises(SandboxError, match="more than 300,000"):
        filled(template_of(loop), many)
    with pytest.raises(SandboxError, match="at most 20 loops"):
        filled(template_of("{% for a in outcomes %}{% endfor %}" * 21), many)


MARKUP = {
    "<script>x</script>": "template-element",
    "<SCRIPT>x</SCRIPT>": "template-element",
    "<style>p{}</style>": "template-element",
    "<iframe></iframe>": "template-element",
    "<object></object>": "template-element",
    "<svg></svg>": "template-element",
    "<link>": "template-element",
    "<base>": "template-element",
    "<meta>": "template-element",
    "<!-- x -->": "template-element",
    "<!doctype html>": "template-element",
    "<?php x ?>": "template-tag",
    "<![CDATA[x]]>": "template-tag",
    '<p onclick="x">x</p>': "template-attribute",
    '<p style="color: red">x</p>': "template-attribute",
    '<p id="x">x</p>': "template-attribute",
    "<p class=x>x</p>": "template-tag",
    "<p class='x'>x</p>": "template-tag",
    '<p class="{{ title }}">x</p>': "template-attribute",
    '<p class="a" class="b">x</p>': "template-attribute",
    '<img src="file:///etc/passwd" alt="x">': "template-address",
    '<img src="http://localhost/x.png" alt="x">': "template-address",
    '<img src="data:image/png;base64,AA" alt="x">': "template-address",
    '<img src="//example.org/{{ code }}" alt="x">': "template-address",
    '<img src="{{ title }}" alt="x">': "template-address",
    '<img src="{{ qr }}{{ qr }}" alt="x">': "template-address",
    '<img src="{{ qr }}">': "template-alt",
    '<img src="{{ qr }}" alt=" ">': "template-alt",
    '<a href="javascript:x">x</a>': "template-address",
    '<a href="https://example.org/{{ holder_name }}">x</a>': "template-address",
    '<a href="file:///etc/passwd">x</a>': "template-address",
    "{{ qr }}": "template-picture",
    "{% raw %}{{ <script> }}{% endraw %}": "template-not-allowed",
    "<p>{{ place_en }}</p>": "template-language",
    "<h1>x</h1>": "template-heading",
    "<h3>x</h3>": "template-heading",
    "<table><tr><th>x</th></tr></table>": "template-scope",
    "<div>": "template-nesting",
    "</div>": "template-nesting",
    "<p><strong>x</p></strong>": "template-nesting",
    "<p": "template-tag",
    "1 < 2": "template-tag",
}


@pytest.mark.parametrize("markup", MARKUP)
def test_markup_that_leads_or_loads_or_says_too_little_is_refused(markup: str) -> None:
    notes = Notes("x")
    check_markup(f"<h1>{{{{ kind }}}}</h1>{markup}", notes)
    assert MARKUP[markup] in {problem.code for problem in notes.problems}


STYLES = {
    "p { background-image: url(https://example.org/x) }": "style-property",
    "p { background-color: url(https://example.org/x) }": "style-address",
    'p { color: url("file:///etc/passwd") }': "style-address",
    "p { color: \\75 rl(https://example.org) }": "style-address",
    "p { color: URL(https://example.org) }": "style-address",
    "p { width: calc(1px + url(x)) }": "style-address",
    "p { color: rgb(image(x)) }": "style-address",
    '@import "https://example.org/x.css";': "style-at-rule",
    "@import url(x);": "style-at-rule",
    "@font-face { font-family: x; src: url(x) }": "style-at-rule",
    "@media print { p { color: red } }": "style-at-rule",
    "@charset 'utf-8';": "style-at-rule",
    "@page :left { margin: 0 }": "style-at-rule",
    "@page { @top-left { content: 'x' } }": "style-syntax",
    "@page { background-image: url(x) }": "style-property",
    "p::before { color: red }": "style-selector",
    "p:hover { color: red }": "style-selector",
    "p:not(.x) { color: red }": "style-selector",
    'p[class^="a"] { color: red }': "style-selector",
    "p { content: attr(class) }": "style-property",
    "p { --x: var(--x) }": "style-property",
    "p { color: var(--x) }": "style-value",
    "p { width: expression(x) }": "style-value",
    "p { behavior: x }": "style-property",
    "p { -moz-binding: x }": "style-property",
    "p { display: none }": "style-value",
    "p { display: flex }": "style-value",
    "p { visibility: hidden }": "style-property",
    "p { opacity: 0 }": "style-property",
    "p { transform: scale(0) }": "style-property",
    "p { position: fixed }": "style-value",
    "p { width: 99999999mm }": "style-value",
    "p { font-family: Arial }": "style-font",
    'p { font-family: "Campus Sans", Arial }': "style-font",
    "p { font: 10pt Arial }": "style-property",
    "p { p { color: red } }": "style-syntax",
    "p { color: red; } }": "style-syntax",
    "p { width: " + "calc(" * 2000 + "1px" + ")" * 2000 + " }": "style-syntax",
    "p { color: red }\n" * 500: "style-too-long",
}


@pytest.mark.parametrize("style", STYLES, ids=lambda one: one[:50])
def test_styles_that_load_or_hide_or_grow_are_refused(style: str) -> None:
    notes = Notes("x")
    check_styles(f"p {{ color: #123456 }}\n{style}", notes)
    assert STYLES[style] in {problem.code for problem in notes.problems}


def test_each_problem_says_its_place() -> None:
    files = changed_files("template.html", HEADING, '<h1 id="x">{{ titel }}{{ kind }}')
    _, problems = read({**files, **{"certificates/upright/template.css": b"p {\n  color: url(x)\n}"}})
    line = example_files()["certificates/upright/template.html"].decode().split("\n")
    number = next(place for place, text in enumerate(line, 1) if HEADING in text)
    said = [f"{one.path}:{one.line}:{one.column} {one.code}" for one in problems]
    assert said == [
        f"certificates/upright/template.html:{number}:1 field-unknown",
        f"certificates/upright/template.html:{number}:1 template-attribute",
        "certificates/upright/template.css:2:10 style-address",
    ]
    assert "Did you mean “title”?" in problems[0].message


PRINTS = {Kind.TEXT: "{{ NAME }}", Kind.ADDRESS: "{{ NAME }}", Kind.PICTURE: '<img src="{{ NAME }}" alt="x">'}
GOES_THROUGH = "{% for one in NAME %}x{% endfor %}"


@pytest.mark.parametrize("missing", sorted(MANDATORY))
def test_a_template_that_leaves_out_what_every_certificate_must_say_is_refused(missing: str) -> None:
    said = [
        PRINTS.get(FIELDS[name].kind, GOES_THROUGH).replace("NAME", name) for name in MANDATORY - {missing}
    ]
    html = f"<h1>x</h1><p>{' '.join(sorted(said))}</p>".encode()
    yaml = f"format: 1\nversion: 1\nfields: [{', '.join(sorted(MANDATORY - {missing}))}]".encode()
    template, problems = read(
        {
            f"{FOLDER}/{NAME}/{HTML_FILE}": html,
            f"{FOLDER}/{NAME}/{YAML_FILE}": yaml,
            f"{FOLDER}/{NAME}/{CSS_FILE}": b"",
        }
    )
    assert template is None
    assert [(one.code, one.example) for one in problems] == [("field-missing", f"{{{{ {missing} }}}}")]


def test_the_fields_of_the_yaml_are_known_and_used() -> None:
    unknown = changed_files("template.yaml", "- code", "- coed")
    assert set(codes(unknown)) == {"field-unknown", "field-not-declared"}
    assert codes(changed_files("template.yaml", "version: 1", "version: x")) == ["wrong-value"]
    template, problems = read(changed_files("template.yaml", "- code", "- language\n  - code"))
    assert template is not None
    assert [one.code for one in problems] == ["field-unused"]


def test_a_programme_names_its_template_and_content_check_says_what_is_wrong_with_it() -> None:
    text = b"format: 1\ntitles: {en: x}\nlanguages: [en]\ncourses: []\ncertificate_template: upright\n"
    named = {"programme.yaml": text}
    _, problems = parse_tree(named)
    places = {(one.path, one.line) for one in problems if one.code == "template-missing"}
    assert places == {("programme.yaml", 5)}
    whole, _ = parse_tree({**named, **example_files()})
    assert whole is not None
    assert whole.template == example()
    broken = {**named, **changed_files("template.html", "{{ title }}", "{{ titel }}")}
    tree, problems = parse_tree(broken)
    assert tree is not None
    assert tree.template is None
    assert "field-unknown" in {one.code for one in problems}
    tree, problems = parse_tree({**broken, "programme.yaml": text.rpartition(b"certificate")[0]})
    assert "field-unknown" not in {one.code for one in problems}
