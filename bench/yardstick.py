"""The yardstick: a bare Flask page that makes one indexed query, served like the product."""

import os
import sqlite3

from flask import Flask

app = Flask(__name__)
connection = sqlite3.connect(os.environ["BENCH_DATABASE"], check_same_thread=False)


@app.get("/health")
def show_health() -> str:
    """The process answers."""
    return "ok\n"


@app.get("/row/<int:number>")
def show_row(number: int) -> str:
    """One row by its key, in a small page."""
    (text,) = connection.execute("SELECT text FROM line WHERE id = ?", (number,)).fetchone()
    return f"<!doctype html><title>Row {number}</title><p>{text}</p>"
