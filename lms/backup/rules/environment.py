"""The settings file of an installation that came out of a backup. Pure."""

from collections.abc import Mapping

LEFT_OUT = {
    "CAMPUS_DATABASE_URL": "the database of the installation that the backup was made of",
    "CAMPUS_DATA": "the folder of the installation that the backup was made of",
    "CAMPUS_COURSES": "the courses of the installation that the backup was made of",
    "CAMPUS_BACKUP_FOLDER": "set it again when this installation is to take the other one’s place",
}
"""What must not lead from the new place back to the old one: variable → why."""


def settings_file(before: str, ours: Mapping[str, str]) -> str:
    """What stood there, but for what leads elsewhere, and with what is so in the new place."""
    lines = [_line(line, ours) for line in before.splitlines()]
    added = [f"{name}={value}" for name, value in ours.items()]
    return "\n".join([*lines, *(["# Written by the restore:"] if added else []), *added, ""])


def _line(line: str, ours: Mapping[str, str]) -> str:
    name = line.partition("=")[0].strip()
    if name in LEFT_OUT:
        return f"# Left out by the restore ({LEFT_OUT[name]}): {name}"
    return f"# Replaced by the restore: {name}" if name in ours else line


def is_set(text: str, name: str) -> bool:
    """A settings file gives a value for that name."""
    return any(line.partition("=")[0].strip() == name for line in text.splitlines())
