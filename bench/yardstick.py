"""The yardstick: a bare Flask page on the same libraries, with one indexed query and a small template."""

import os

from flask import Flask, render_template_string
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """The base of the one table."""


class Line(Base):
    """A line of text under a number."""

    __tablename__ = "line"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]


app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{os.environ['BENCH_DATABASE']}"
db = SQLAlchemy(app, model_class=Base)
PAGE = "<!doctype html><title>Line {{ line.id }}</title><h1>Line {{ line.id }}</h1><p>{{ line.text }}</p>"


@app.get("/health")
def show_health() -> str:
    """The process answers."""
    return "ok\n"


@app.get("/line/<int:number>")
def show_line(number: int) -> str:
    """One row by its key, in a small page."""
    return render_template_string(PAGE, line=db.get_or_404(Line, number))
