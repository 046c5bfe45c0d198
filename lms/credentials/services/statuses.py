"""Giving a credential its place in the published status lists."""

import secrets

from lms.credentials import queries
from lms.credentials.rules import LIST_LENGTH, status_index


def new_status_index() -> int:
    """A place that no credential ever had."""
    taken = queries.status_index_count()
    while True:
        index = status_index(taken, secrets.randbelow(LIST_LENGTH))
        if not queries.is_status_index_taken(index):
            return index
