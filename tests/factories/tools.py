"""Sheets of the small module's tool, and tools for tests that need no files."""

from decimal import Decimal

from lms.content.outline import Module
from lms.content.tools.model import (
    Computed,
    Input,
    InputKind,
    Matrix,
    Option,
    Section,
    Show,
    Table,
    Tool,
)
from lms.learning import services as learning
from lms.learning.models import Enrolment
from lms.people.models import User
from lms.web.catalogue import current_catalogue

SLUG = "small-clusters"


def small_module() -> Module:
    """The module of the small programme that has a tool."""
    return current_catalogue().module(SLUG)


def small_tool() -> Tool:
    """Its tool, with everything a tool can have."""
    tool = small_module().text("en").tool
    assert tool is not None
    return tool


def join(user: User) -> Enrolment:
    """Somebody's place in the module."""
    return learning.enrol(small_module(), user.id)


JOBS = Input(id="jobs", label="Jobs", kind=InputKind.NUMBER, unit="jobs", least=Decimal(0), decimals=0)
SHARE = Input(id="share", label="Share", kind=InputKind.PERCENT, most=Decimal(100))
DAY = Input(id="day", label="Day", kind=InputKind.DATE)
NOTE = Input(id="note", label="Note", kind=InputKind.LONG)
NAME = Input(id="name", label="Name", kind=InputKind.TEXT)
AREA = Input(
    id="area",
    label="Area",
    kind=InputKind.CHOICE,
    options=(Option(id="city", label="City"), Option(id="country", label="Countryside")),
)

FIELDS = Section(id="totals", title="Totals", fields=(JOBS, SHARE, DAY, NOTE, AREA))
ROWS = Section(
    id="rows",
    title="Rows",
    table=Table(
        row_label="Row",
        most_rows=4,
        columns=(NAME, JOBS, Computed(id="half", label="Half", show=Show.NUMBER, formula="jobs / 2")),
    ),
)
TIES = Section(id="ties", title="Ties", matrix=Matrix(of="rows", label="They know each other"))
TOOL = Tool(title="Tool", summary="", spreadsheet="tool.xlsx", sections=(FIELDS, ROWS, TIES))
