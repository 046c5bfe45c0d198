"""Places in the published status lists: random, so that a place says nothing; never given twice."""

LIST_LENGTH = 131_072
"""Places in one list; the least that the Bitstring Status List allows."""
_FILLED = LIST_LENGTH // 2
"""A list takes no more than this, so that a free place is found soon."""


def status_index(taken_count: int, randomness: int) -> int:
    """A place for the next credential: in the list that is being filled. It may be taken; then draw again."""
    return taken_count // _FILLED * LIST_LENGTH + randomness % LIST_LENGTH
