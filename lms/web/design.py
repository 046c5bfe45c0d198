"""What does the living page of the design show in its forms?"""

from wtforms import (
    BooleanField,
    FileField,
    Form,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length

LONG_WORDS = (
    "Klusteriorganisaatioiden kansainvälistymisvalmiuksien kehittämissuunnitelma",
    "Starptautiskās sadarbības koordinēšanas pamatprincipi",
)
"""Finnish and Latvian, to see whether headings and cards hold."""


class ExampleForm(Form):
    """A field of every kind; some filled wrongly, so that errors are seen."""

    name = StringField("Your name", [InputRequired("Write your name as it should stand on the certificate.")])
    email = StringField("Email address", [InputRequired()], default="ilze@example.org")
    passphrase = PasswordField("Passphrase", [InputRequired("Choose a passphrase."), Length(min=12)])
    occupation = RadioField(
        "What do you do?",
        [InputRequired("Choose what fits best.")],
        choices={"manager": "I manage a cluster", "official": "I work for a public authority"},
    )
    country = SelectField("Country", choices={"lv": "Latvia", "fi": "Finland", "se": "Sweden"})
    about = TextAreaField("What would you like to be able to do afterwards?")
    sheet = FileField("Your mapping sheet")
    accepted = BooleanField(
        "I have read how my data is used", [InputRequired("Say that you have read it to go on.")]
    )


def example_form() -> ExampleForm:
    """The form as it looks after it was sent with mistakes."""
    form = ExampleForm()
    form.validate()
    return form


def example_map() -> tuple[list[dict[str, object]], list[tuple[str, str]]]:
    """The eight modules as the progress map gets them, and the lines between them."""
    places = {
        "B1": (8, 52, "completed", "Clusters and how to map them"),
        "B2": (26, 30, "under-way", "Running a cluster organisation"),
        "A1": (46, 12, "open", "Facilitation and strategy"),
        "A2": (52, 40, "open", LONG_WORDS[1]),
        "A3": (74, 22, "announced", "Innovation, markets, resilience"),
        "P1": (34, 66, "open", "Designing a support programme"),
        "P2": (62, 68, "announced", "Running a support programme"),
        "P3": (90, 50, "announced", "Monitoring and evaluation"),
    }
    nodes: list[dict[str, object]] = [
        {
            "id": id_,
            "x": x,
            "y": y,
            "state": state,
            "title": title,
            "url": None if state == "announced" else "#",
        }
        for id_, (x, y, state, title) in places.items()
    ]
    lines = [("B1", "B2"), ("B2", "A1"), ("B2", "A2"), ("A1", "A3"), ("A2", "A3"), ("B1", "P1"), ("P1", "P2")]
    return nodes, [*lines, ("P2", "P3"), ("A2", "P2"), ("A3", "P3"), ("A1", "A2"), ("P1", "A2")]


def example_page() -> dict[str, object]:
    """What the living page is filled with."""
    nodes, lines = example_map()
    return {"example": example_form(), "nodes": nodes, "lines": lines, "long_words": LONG_WORDS}
