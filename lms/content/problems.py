"""What is wrong with the files of a programme, and where: problems, and how they are written out."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum


class Severity(StrEnum):
    """Whether a problem stops publication."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong, at one place, with an example of what would be right."""

    path: str
    """Relative to the folder of the programme."""
    line: int
    """Counted from 1."""
    column: int
    """Counted from 1."""
    severity: Severity
    code: str
    message: str
    example: str | None = None

    @property
    def is_error(self) -> bool:
        """It stops publication."""
        return self.severity is Severity.ERROR

    def under(self, folder: str) -> "Problem":
        """The same problem with a path that starts at `folder`."""
        return replace(self, path=f"{folder.rstrip('/')}/{self.path}" if folder else self.path)


class ContentErrors(Exception):  # noqa: N818  (it carries many errors; the plural is its meaning)
    """The files cannot be served; `problems` lists everything that was found, warnings included."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__(as_text(self.problems))


class Notes:
    """Collects the problems of one file while it is read."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def error(self, line: int, column: int, code: str, message: str, example: str | None = None) -> None:
        """Note something that stops publication."""
        self._add(line, column, Severity.ERROR, code, message, example)

    def warning(self, line: int, column: int, code: str, message: str, example: str | None = None) -> None:
        """Note something that should be put right."""
        self._add(line, column, Severity.WARNING, code, message, example)

    def _add(
        self, line: int, column: int, severity: Severity, code: str, message: str, example: str | None
    ) -> None:
        problem = Problem(
            path=self.path,
            line=max(line, 1),
            column=max(column, 1),
            severity=severity,
            code=code,
            message=message,
            example=example,
        )
        if problem not in self.problems:
            self.problems.append(problem)

    @property
    def has_errors(self) -> bool:
        """Something noted so far stops publication."""
        return any(problem.is_error for problem in self.problems)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sorted by place, without repetition."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda p: (p.path, p.line, p.column, p.code, p.message)))


def as_text(problems: Sequence[Problem]) -> str:
    """One `path:line:column severity code: message` for each problem, its example on the lines below."""
    return "\n".join(_text_of(problem) for problem in problems)


def _text_of(problem: Problem) -> str:
    first = (
        f"{problem.path}:{problem.line}:{problem.column} {problem.severity} {problem.code}: {problem.message}"
    )
    example = problem.example.splitlines() if problem.example else []
    return "\n".join([first, *(f"    {line}".rstrip() for line in example)])


def as_json(problems: Sequence[Problem]) -> str:
    """A JSON list with one object for each problem."""
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2)


def as_github(problems: Sequence[Problem]) -> str:
    """Workflow commands, which code-hosting sites show beside the lines of a change."""
    return "\n".join(_github_of(problem) for problem in problems)


def _github_of(problem: Problem) -> str:
    message = problem.message if problem.example is None else f"{problem.message}\n{problem.example}"
    where = f"file={_escaped_property(problem.path)},line={problem.line},col={problem.column}"
    return f"::{problem.severity} {where},title={_escaped_property(problem.code)}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
