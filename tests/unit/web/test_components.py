"""Do the components say in their markup what they show?"""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from wtforms import BooleanField, Form, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from lms.web.design import example_form, example_map

TEMPLATES = Path(__file__).parents[3] / "lms" / "templates"


def _say(text: str, **values: object) -> str:
    return text % values if values else text


def _render(source: str, **values: object) -> str:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, extensions=["jinja2.ext.i18n"]
    )
    environment.globals.update(_=_say, csrf_token=lambda: "the-token")
    template = '{% import "_components.html" as c with context %}' + source
    return " ".join(environment.from_string(template).render(values).split())


class SignUp(Form):
    name = StringField("Your name", [InputRequired("Write your name."), Length(max=100)])
    about = TextAreaField("About you")
    kind = RadioField("Kind", choices={"a": "First", "b": "Second"})
    country = SelectField("Country", choices={"lv": "Latvia"})
    accepted = BooleanField("I agree", [InputRequired("Say that you agree.")])
    step = HiddenField(default="2")


@pytest.fixture
def filled_wrongly() -> SignUp:
    form = SignUp(country="lv", kind="a")
    form.validate()
    return form


def test_a_field_is_joined_to_its_label_hint_and_error(filled_wrongly: SignUp) -> None:
    html = _render("{{ c.field(form.name, hint='As in your passport.') }}", form=filled_wrongly)
    assert '<label class="label" for="name">Your name' in html
    assert 'aria-describedby="name-hint name-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="name-hint">As in your passport.' in html
    assert re.search(r'id="name-error">.*Write your name\.', html)


def test_a_field_without_faults_says_nothing_about_them() -> None:
    html = _render("{{ c.field(form.name, autocomplete='name', inputmode='text') }}", form=SignUp())
    assert "aria-invalid" not in html
    assert "aria-describedby" not in html
    assert 'autocomplete="name"' in html
    assert 'inputmode="text"' in html


def test_a_needed_field_is_announced_but_left_to_the_server_to_refuse() -> None:
    html = _render("{{ c.field(form.name) }}", form=SignUp())
    assert 'aria-required="true"' in html
    assert not re.search(r"\srequired[\s>=]", html)


def test_an_optional_field_says_so() -> None:
    assert "(optional)" in _render("{{ c.field(form.about, optional=true) }}", form=SignUp())


def test_choices_are_a_group_with_a_legend() -> None:
    html = _render("{{ c.field(form.kind) }}", form=SignUp())
    assert re.search(r'<fieldset class="field field-group"> <legend class="label">Kind', html)
    assert '<label for="kind-0">First</label>' in html


def test_a_checkbox_stands_before_its_label(filled_wrongly: SignUp) -> None:
    html = _render("{{ c.field(form.accepted) }}", form=filled_wrongly)
    assert html.index("<input") < html.index("<label")
    assert 'aria-describedby="accepted-error"' in html


def test_a_select_and_a_long_text_are_fields_as_well() -> None:
    assert '<select class="input"' in _render("{{ c.field(form.country) }}", form=SignUp())
    assert 'rows="4"' in _render("{{ c.field(form.about, rows=4) }}", form=SignUp())


def test_the_summary_of_errors_takes_the_focus_and_links_to_each_field() -> None:
    html = _render("{{ c.form_errors(form) }}", form=example_form())
    assert 'role="alert" tabindex="-1" autofocus' in html
    assert '<a href="#name">' in html
    assert '<a href="#occupation-0">' in html


def test_a_form_without_faults_has_no_summary() -> None:
    assert _render("{{ c.form_errors(form) }}", form=SignUp()) == ""


def test_an_error_of_the_whole_form_stands_in_the_summary() -> None:
    form = SignUp(country="lv", kind="a", name="A", accepted=True)
    form.form_errors.append("Email and passphrase do not fit.")
    assert "<li>Email and passphrase do not fit.</li>" in _render("{{ c.form_errors(form) }}", form=form)


def test_hidden_fields_are_written_without_labels() -> None:
    html = _render("{{ c.hidden(form) }}", form=SignUp())
    assert 'type="hidden"' in html
    assert "<label" not in html


def test_text_is_escaped_and_markup_is_kept() -> None:
    assert "&lt;b&gt;" in _render("{{ c.page_header(text) }}", text="<b>")
    assert "<em>yes</em>" in _render(
        "{{ c.choice_card('radio', 'a', 'b', html) }}", html=Markup("<em>yes</em>")
    )


def test_one_button_that_changes_something_carries_the_token() -> None:
    html = _render("{{ c.post_link('/leave', 'Leave') }}")
    assert '<form class="post-link" method="post" action="/leave"' in html
    assert 'name="csrf_token" value="the-token"' in html


@pytest.mark.parametrize(
    ("state", "word"), [("right", "Right"), ("wrong", "Not right"), ("missed", "right too")]
)
def test_a_judged_option_says_its_state_in_words(state: str, word: str) -> None:
    html = _render(
        "{{ c.choice_card('checkbox', 'a', 'b', 'Text', state=state, disabled=true) }}", state=state
    )
    assert word in html
    assert " disabled" in html


@pytest.mark.parametrize(
    ("state", "words"),
    [("open", "not answered yet"), ("answered", "answered"), ("flagged", "to look at again")],
)
def test_the_strip_says_each_state_in_words(state: str, words: str) -> None:
    items = [{"number": 3, "url": "/3", "state": state}]
    assert re.search(
        rf'3<span class="visually-hidden">, [\w ]*{words}</span>', _render("{{ c.item_strip(i) }}", i=items)
    )


def test_the_strip_marks_where_one_is() -> None:
    html = _render("{{ c.item_strip(i) }}", i=[{"number": 1, "url": "/1", "state": "now"}])
    assert 'aria-current="step"' in html


def test_progress_says_the_same_as_the_bar_shows() -> None:
    html = _render("{{ c.progress_strip(62, 'Five of eight') }}")
    assert re.search(
        r'<label class="progress"> <span class="progress-words">Five of eight</span> <progress', html
    )
    assert 'value="62"' in html


def test_a_key_outcome_is_tagged() -> None:
    assert "Key outcome" in _render("{{ c.outcome_bar('Read maps', 50, '1 of 2', true) }}")
    assert "Key outcome" not in _render("{{ c.outcome_bar('Read maps', 50, '1 of 2', false) }}")


def test_the_map_has_a_list_that_says_the_same_and_readers_skip_the_drawing() -> None:
    nodes, lines = example_map()
    html = _render("{{ c.progress_map(nodes, lines) }}", nodes=nodes, lines=lines)
    assert '<svg class="map-drawing" viewBox="' in html
    assert html.count('aria-hidden="true"') >= 1
    assert html.count('class="map-entry') == len(nodes)
    assert html.count("<line ") == len(lines)
    assert re.search(r"Running a cluster organisation</a></span> <span class=\"map-state\">Under way", html)
    assert 'tabindex="-1"' in html


def test_a_map_of_a_single_module_is_drawn() -> None:
    node = {"id": "B1", "title": "One", "url": "/", "state": "open", "x": 5, "y": 5}
    assert "<circle" in _render("{{ c.progress_map([node]) }}", node=node)


def test_the_pager_shows_only_ways_that_exist() -> None:
    html = _render("{{ c.pager({'previous_url': None, 'next_url': '/2', 'text': '1-20'}) }}")
    assert 'rel="next"' in html
    assert 'rel="prev"' not in html
    assert _render("{{ c.pager({'previous_url': None, 'next_url': None, 'text': None}) }}") == ""


def test_the_breadcrumb_marks_the_present_page() -> None:
    html = _render("{{ c.breadcrumb([('Modules', '/'), ('Here', None)]) }}")
    assert '<a href="/">Modules</a>' in html
    assert '<span aria-current="page">Here</span>' in html


@pytest.mark.parametrize("kind", ["info", "warning", "done", "error"])
def test_a_notice_names_its_kind_where_it_has_no_title(kind: str) -> None:
    html = _render("{% call c.notice(kind) %}<p>Text</p>{% endcall %}", kind=kind)
    assert f'class="notice notice-{kind}"' in html
    assert '<span class="visually-hidden">' in html


def test_no_component_needs_a_variable_that_it_was_not_given() -> None:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    environment.globals.update(_=_say)
    source = '{% import "_components.html" as c %}{{ c.empty_state("A", "B") }}{{ c.tag("C") }}{{ c.mark() }}'
    assert "A" in environment.from_string(source).render()
