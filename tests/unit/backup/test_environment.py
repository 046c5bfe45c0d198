"""The settings of a restored installation lead nowhere else."""

from lms.backup.rules.environment import is_set, settings_file

BEFORE = """# ours
CAMPUS_PUBLIC_URL=https://campus.example.org
CAMPUS_DATABASE_URL=postgresql+psycopg://campus:secret@db/campus
CAMPUS_COURSES = /srv/courses
CAMPUS_BACKUP_FOLDER=/backup
"""


def test_what_leads_to_the_old_place_is_left_out_and_says_why() -> None:
    after = settings_file(BEFORE, {"CAMPUS_COURSES": "/new/courses"})
    assert "# ours\nCAMPUS_PUBLIC_URL=https://campus.example.org\n" in after
    assert "secret" not in after
    assert "/srv" not in after
    assert "=/backup" not in after
    assert after.endswith("CAMPUS_COURSES=/new/courses\n")
    assert [line for line in after.splitlines() if line.startswith("# Left out")] == [
        "# Left out by the restore (the database of the installation that the backup was made of): "
        "CAMPUS_DATABASE_URL",
        "# Left out by the restore (the courses of the installation that the backup was made of): "
        "CAMPUS_COURSES",
        "# Left out by the restore (set it again when this installation is to take the other one’s place): "
        "CAMPUS_BACKUP_FOLDER",
    ]


def test_a_setting_is_found_by_its_name() -> None:
    assert is_set(BEFORE, "CAMPUS_COURSES")
    assert not is_set(BEFORE, "CAMPUS_COURSE")
