"""Proving that nothing in the log was altered or removed, and that it fits credentials, files and heads."""

from collections.abc import Iterable

from lms.credentials.queries import auditing
from lms.credentials.rules.auditing import Head, chain_problem, head_problems, row_problems


def log_problems(kept: Iterable[Head] = ()) -> list[str]:
    """All that is wrong, in sentences; `kept` are heads that somebody outside has kept."""
    entries = auditing.all_entries()
    broken = chain_problem(entries)
    return [
        *([broken] if broken else []),
        *head_problems(entries, [*auditing.heads(), *kept]),
        *row_problems(entries, auditing.all_rows()),
        *auditing.file_problems(),
    ]
