"""Which files are in a backup."""

from dataclasses import replace
from pathlib import Path

from lms.backup.folders import files_of
from tests.support.application import settings_for


def test_all_that_is_kept_goes_in_and_what_can_be_made_again_stays_out(tmp_path: Path) -> None:
    data, courses = tmp_path / "data", tmp_path / "data" / "courses"
    settings = settings_for(data)
    settings = replace(settings, courses=courses, backup=replace(settings.backup, folder=data / "backups"))
    kept = ("keys/secret", "files/by-digest/ab/abc", "uploads/named/tm/tmp123", "later/unknown", "erasures")
    left = (
        "build/fonts/a.ttf", "enquiries/named/a/b", "exports/a.zip", "backups/campus.backup", "campus.db-wal",
        "campus.db.lock", "files/.new-abc", "worker.seen", "backups.json",
    )  # fmt: skip
    for name in (*kept, *left, "courses/programme.yaml", "courses/.git/HEAD", "courses/tmp.md"):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text("x")
    assert {name for name, _ in files_of(settings)} == {
        *(f"data/{name}" for name in kept),
        "courses/programme.yaml",
        "courses/tmp.md",
    }
