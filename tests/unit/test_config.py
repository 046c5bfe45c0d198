"""What settings are accepted, and what a start refuses."""

from pathlib import Path

import pytest

from config import Settings, SettingsError

SECRET = "x" * 40


def settings(data: Path, **changes: str) -> Settings:
    return Settings.from_environ({"CAMPUS_DATA": str(data), "CAMPUS_SECRET_KEY": SECRET, **changes})


def test_without_a_public_address_it_is_a_trial_on_this_machine(tmp_path: Path) -> None:
    given = settings(tmp_path)
    assert given.is_trial
    assert given.base_url == "http://127.0.0.1:8000"
    assert given.shows_mail_on_page
    assert not given.is_https
    assert given.database_url == f"sqlite:///{tmp_path / 'campus.db'}"


def test_with_a_public_address_it_is_real(tmp_path: Path) -> None:
    given = settings(tmp_path, CAMPUS_PUBLIC_URL="https://campus.example.org/", CAMPUS_HOST="0.0.0.0")
    assert not given.is_trial
    assert given.base_url == "https://campus.example.org"
    assert given.is_https
    assert given.trusted_hosts == ["campus.example.org"]
    assert not given.shows_mail_on_page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"CAMPUS_SECRET_KEY": "short"}, "at least 32"),
        ({"CAMPUS_SECRET_KEY": ""}, "No secret is set"),
        ({"CAMPUS_HOST": "0.0.0.0"}, "CAMPUS_PUBLIC_URL"),
        ({"CAMPUS_PUBLIC_URL": "campus.example.org"}, "https://"),
        ({"CAMPUS_PUBLIC_URL": "http://campus.example.org"}, "https://"),
        ({"CAMPUS_PORT": "http"}, "CAMPUS_PORT"),
        ({"CAMPUS_PORT": "0"}, "CAMPUS_PORT"),
        ({"CAMPUS_WORKERS": "-1"}, "CAMPUS_WORKERS"),
        ({"CAMPUS_MAIL_TLS": "maybe"}, "CAMPUS_MAIL_TLS"),
    ],
)
def test_a_start_that_would_be_unsafe_is_refused(tmp_path: Path, changes: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        settings(tmp_path, **changes)


def test_the_nightly_backup_is_set_by_folder_hour_recipients_and_what_is_kept(tmp_path: Path) -> None:
    assert settings(tmp_path).backup.folder is None
    assert (settings(tmp_path).backup.hour, settings(tmp_path).backup.keep) == (2, (7, 4, 3))
    one, other = "age1" + "q" * 58, "age1" + "p" * 58
    given = settings(
        tmp_path,
        CAMPUS_BACKUP_FOLDER="/backup",
        CAMPUS_BACKUP_RECIPIENT=f"{one}, {other}",
        CAMPUS_BACKUP_KEEP="1, 0,12",
    )
    assert (given.backup.folder, given.backup.keep) == (Path("/backup"), (1, 0, 12))
    assert given.backup.recipients == (one, other)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CAMPUS_BACKUP_RECIPIENT", "AGE-SECRET-KEY-1ABC"),
        ("CAMPUS_BACKUP_KEEP", "7,4"),
        ("CAMPUS_BACKUP_KEEP", "7,4,all"),
        ("CAMPUS_BACKUP_HOUR", "24"),
    ],
)
def test_a_nightly_backup_that_cannot_be_is_refused(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        settings(tmp_path, **{name: value})


def test_the_file_in_the_data_folder_counts_and_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / "settings.env").write_text("# ours\nCAMPUS_PORT=9000\nCAMPUS_THREADS = 6\n", "utf-8")
    given = settings(tmp_path, CAMPUS_PORT="9001")
    assert (given.port, given.threads) == (9001, 6)


def test_a_secret_that_others_can_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "secret"
    file.parent.mkdir()
    file.write_text(SECRET, "ascii")
    file.chmod(0o644)
    with pytest.raises(SettingsError, match="can be read by others"):
        settings(tmp_path, CAMPUS_SECRET_KEY="")
    file.chmod(0o600)
    assert settings(tmp_path, CAMPUS_SECRET_KEY="").secret_key == SECRET
