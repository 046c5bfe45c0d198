"""`lms quiz types`: the table of question types, as the documentation has it."""

import click

from lms.quiz.cli.group import quiz
from lms.quiz.type_table import markdown


@quiz.command("types", with_appcontext=False)
def show_types() -> None:
    """Print the table of question types in Markdown, for docs/quizzes.md."""
    click.echo(markdown())
