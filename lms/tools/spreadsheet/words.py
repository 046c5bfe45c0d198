"""What a workbook says beside the words of the tool; another language passes its own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetWords:
    """The words, in English where nothing else is said."""

    read_me: str = "Read me"
    charts: str = "Charts"
    example: str = "Example"
    results: str = "Results"
    how: str = "How to use it"
    inputs: str = "Cells of this colour are for you to fill in."
    computed: str = "Cells of this colour work themselves out."
    protected: str = (
        "Everything else is protected, so that no formula is lost by accident. There is no password: "
        "your program lifts the protection under Tools or Review."
    )
    blank: str = "Leave blank what you do not know. Zero means that you know it is zero."
    sheets: str = "The sheets"
    invented: str = "The sheets whose names begin with “Example” hold a filled-in example. It is invented."
    legal: str = "Training material, not legal advice."
    not_possible: str = "This cell takes: "
    number: str = "a number"
    date: str = "a date"
    one_of: str = "one of the list"
    tick: str = "1 for yes, or nothing"
