"""Banks from the terminal."""

import json

from click.testing import Result
from flask import Flask

from lms.quiz.cli import quiz
from tests.support.quiz import SLUG


def run(app: Flask, *arguments: str) -> Result:
    result: Result = app.test_cli_runner().invoke(quiz, arguments)
    return result


def test_a_question_is_tried_in_the_terminal(app: Flask) -> None:
    result = run(app, "try", "--module", SLUG, "--item", "q-number", "--variant", "2")
    assert result.exit_code == 0, result.output
    assert "Prompt of the number: 4,811 jobs" in result.output
    assert "0  Foreseen as wrong: 4810" in result.output
    assert "1  The right answer: 4812" in result.output


def test_an_answer_is_scored_in_the_terminal(app: Flask) -> None:
    answer = json.dumps({"chosen": ["a", "b"]})
    result = run(app, "try", "--module", SLUG, "--item", "q-multiple", "--response", answer)
    assert result.output.endswith("This answer: 1 of 1\n")


def test_wrong_names_are_said_in_one_line(app: Flask) -> None:
    for arguments, said in (
        (("--module", "nothing", "--item", "x"), "there is no module nothing"),
        (("--module", SLUG, "--item", "x"), "has no question x"),
        (("--module", SLUG, "--item", "q-text", "--variant", "2"), "has 1 set(s) of numbers"),
        (("--module", SLUG, "--item", "q-text", "--language", "lv"), "is written in: en, sv"),
        (("--module", SLUG, "--item", "q-text", "--response", "{"), "the response is no JSON"),
    ):
        result = run(app, "try", *arguments)
        assert result.exit_code == 1
        assert said in result.output
