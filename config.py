"""Settings, read from the environment and from `settings.env` in the data folder.

A variable of the environment wins over the file. Nothing else configures the application.
"""

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
MINIMUM_SECRET = 32
SCHEMES = ("https", "http")
_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")


class SettingsError(Exception):
    """The settings cannot be used; the message says what to set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealSettings:
    """Where the key of the seal lies, if not in a file of the data folder, and who states the time.

    A name that ends in `_FILE` may take the place of a secret: the file that holds it.
    """

    keys_passphrase: str
    """`CAMPUS_KEYS_PASSPHRASE`, or the file `keys/passphrase`: opens the key files in `keys/`."""
    timestamp_url: str | None
    """`CAMPUS_TIMESTAMP_URL`: an authority that states the time (RFC 3161). With it seals are PAdES B-LT."""
    timestamp_roots: Path | None
    """`CAMPUS_TIMESTAMP_ROOTS`: a PEM file with the root certificates of that authority."""
    pkcs11_module: str | None
    """`CAMPUS_SEAL_PKCS11_MODULE`: the library of a device that holds the key."""
    pkcs11_token: str | None
    """`CAMPUS_SEAL_PKCS11_TOKEN`: the label of the device's token."""
    pkcs11_key: str | None
    """`CAMPUS_SEAL_PKCS11_KEY`: the label of the key in it."""
    pkcs11_pin: str | None
    """`CAMPUS_SEAL_PKCS11_PIN` (or `_FILE`)."""
    command: str | None
    """`CAMPUS_SEAL_COMMAND`: a program that signs; see docs/keys.md."""
    url: str | None
    """`CAMPUS_SEAL_URL`: an address that signs; see docs/keys.md."""
    token: str | None
    """`CAMPUS_SEAL_TOKEN` (or `_FILE`): what the address is asked with."""

    @classmethod
    def read(cls, values: Mapping[str, str], keys: Path) -> "SealSettings":
        """Read them; raises SettingsError."""
        roots = values.get("CAMPUS_TIMESTAMP_ROOTS")
        settings = cls(
            keys_passphrase=_secret(values, "CAMPUS_KEYS_PASSPHRASE", keys / "passphrase") or "",
            timestamp_url=values.get("CAMPUS_TIMESTAMP_URL") or None,
            timestamp_roots=Path(roots).absolute() if roots else None,
            pkcs11_module=values.get("CAMPUS_SEAL_PKCS11_MODULE") or None,
            pkcs11_token=values.get("CAMPUS_SEAL_PKCS11_TOKEN") or None,
            pkcs11_key=values.get("CAMPUS_SEAL_PKCS11_KEY") or None,
            pkcs11_pin=_secret(values, "CAMPUS_SEAL_PKCS11_PIN"),
            command=values.get("CAMPUS_SEAL_COMMAND") or None,
            url=values.get("CAMPUS_SEAL_URL") or None,
            token=_secret(values, "CAMPUS_SEAL_TOKEN"),
        )
        settings.refuse_what_is_unsafe()
        return settings

    def refuse_what_is_unsafe(self) -> None:
        """Raise SettingsError for a set-up that must not start."""
        if self.timestamp_url is not None and self.timestamp_roots is None:
            raise SettingsError(
                "CAMPUS_TIMESTAMP_URL needs CAMPUS_TIMESTAMP_ROOTS: a PEM file with the root certificates of "
                "the authority, so that nobody else’s timestamps are taken."
            )
        if self.url is not None and not _is_safe_to_ask(self.url):
            raise SettingsError("CAMPUS_SEAL_URL must begin with https:// (http:// only on this machine).")


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupSettings:
    """Where the nightly backup goes, for whom it is encrypted, and how many are kept."""

    folder: Path | None
    """`CAMPUS_BACKUP_FOLDER`: with it the worker makes a backup each night."""
    recipients: tuple[str, ...]
    """`CAMPUS_BACKUP_RECIPIENT`: age1…, several with commas; only their private keys open the backups."""
    hour: int
    """`CAMPUS_BACKUP_HOUR`, in UTC. Default: 2."""
    keep: tuple[int, int, int]
    """`CAMPUS_BACKUP_KEEP`: of how many days, weeks and months the last is kept. Default: 7,4,3."""

    @classmethod
    def read(cls, values: Mapping[str, str]) -> "BackupSettings":
        """Read them; raises SettingsError."""
        folder = values.get("CAMPUS_BACKUP_FOLDER")
        recipients = _listed(values.get("CAMPUS_BACKUP_RECIPIENT"))
        if not all(_RECIPIENT.fullmatch(one) for one in recipients):
            raise SettingsError(
                "CAMPUS_BACKUP_RECIPIENT must be a public key of age (age1…): `bin/lms backup keys create` "
                "makes one. A private key (AGE-SECRET-KEY-…) must not stand in the settings."
            )
        keep = _listed(values.get("CAMPUS_BACKUP_KEEP") or "7,4,3")
        if len(keep) != 3 or not all(one.isdigit() for one in keep):
            raise SettingsError(
                "CAMPUS_BACKUP_KEEP must be three numbers: of days, weeks and months, as in 7,4,3."
            )
        hour = _number(values, "CAMPUS_BACKUP_HOUR", 2)
        if hour > 23:
            raise SettingsError("CAMPUS_BACKUP_HOUR must be an hour of the day in UTC, 0 to 23.")
        days, weeks, months = (int(one) for one in keep)
        return cls(
            folder=Path(folder).absolute() if folder else None,
            recipients=recipients,
            hour=hour,
            keep=(days, weeks, months),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How one installation is set up. Each field names the variable it is read from."""

    data: Path
    """`CAMPUS_DATA`: the folder that holds everything the installation keeps. Default: `instance/`."""
    courses: Path
    """`CAMPUS_COURSES`: the programme's files. Default: `courses/` beside this file."""
    database_url: str
    """`CAMPUS_DATABASE_URL`: `postgresql+psycopg://…`; without it SQLite in the data folder."""
    public_url: str | None
    """`CAMPUS_PUBLIC_URL`: the address people use, `https://campus.example.org`. Without it: a trial."""
    further_urls: tuple[str, ...]
    """`CAMPUS_FURTHER_URLS`: addresses, parted by spaces, that lead here as well; one can be made public."""
    host: str
    """`CAMPUS_HOST`: the address the server listens on. Default: 127.0.0.1."""
    port: int
    """`CAMPUS_PORT`. Default: 8000."""
    secret_key: str
    """`CAMPUS_SECRET_KEY`, or the file `keys/secret` in the data folder, which `bin/serve` makes."""
    mail_server: str | None
    """`CAMPUS_MAIL_SERVER`: `host:port`. Without it mail stays in the outbox (`lms mail`)."""
    mail_user: str | None
    """`CAMPUS_MAIL_USER`."""
    mail_password: str | None
    """`CAMPUS_MAIL_PASSWORD`."""
    mail_tls: str
    """`CAMPUS_MAIL_TLS`: `starttls` (default), `implicit` or `none`."""
    mail_from: str
    """`CAMPUS_MAIL_FROM`: the sender's address."""
    proxies: int
    """`CAMPUS_PROXIES`: how many reverse proxies stand before the server. Default: 0."""
    workers: int
    """`CAMPUS_WORKERS`: server processes. Default: 1."""
    threads: int
    """`CAMPUS_THREADS`: threads in each. Default: 4."""
    erasure_days: int
    """`CAMPUS_ERASURE_DAYS`: how long an account waits that its owner wants erased. Default: 14."""
    development: bool
    """`CAMPUS_DEVELOPMENT=1`: shows `/design` and reloads courses when a file changes."""
    seal: SealSettings
    """Keys of certificates and the time on their seals."""
    backup: BackupSettings
    """The nightly backup."""

    @property
    def is_trial(self) -> bool:
        """No public address is set: everything that is issued is marked as a trial."""
        return self.public_url is None

    @property
    def base_url(self) -> str:
        """The address that links in mails and QR codes begin with, without a slash at the end."""
        return self.public_url or f"http://{_in_url(self.host)}:{self.port}"

    @property
    def addresses(self) -> tuple[str, ...]:
        """All addresses that lead here, the one that is set as the public one first."""
        return tuple(dict.fromkeys([self.base_url, *self.further_urls]))

    @property
    def is_https(self) -> bool:
        """Cookies may be marked as secure."""
        return self.base_url.startswith("https://")

    @property
    def trusted_hosts(self) -> list[str]:
        """The host names that requests may be made to."""
        if self.public_url is None:
            return list(dict.fromkeys([_in_url(self.host), *sorted(LOOPBACK), "[::1]"]))
        return list(dict.fromkeys(urlsplit(one).hostname or "" for one in self.addresses))

    @property
    def shows_mail_on_page(self) -> bool:
        """A trial on this very machine: the page itself shows what would have been mailed."""
        return self.is_trial and self.mail_server is None and self.host in LOOPBACK

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read the settings; raises SettingsError."""
        given = dict(os.environ if environ is None else environ)
        data = Path(given.get("CAMPUS_DATA") or ROOT / "instance").absolute()
        values = {**_read_file(data / "settings.env"), **given}
        settings = cls(
            data=data,
            courses=Path(values.get("CAMPUS_COURSES") or ROOT / "courses").absolute(),
            database_url=values.get("CAMPUS_DATABASE_URL") or f"sqlite:///{data / 'campus.db'}",
            public_url=(values.get("CAMPUS_PUBLIC_URL") or "").rstrip("/").lower() or None,
            further_urls=tuple(values.get("CAMPUS_FURTHER_URLS", "").lower().split()),
            host=values.get("CAMPUS_HOST") or "127.0.0.1",
            port=_number(values, "CAMPUS_PORT", 8000, low=1),
            secret_key=values.get("CAMPUS_SECRET_KEY") or _read_secret(data / "keys" / "secret"),
            mail_server=values.get("CAMPUS_MAIL_SERVER") or None,
            mail_user=values.get("CAMPUS_MAIL_USER") or None,
            mail_password=values.get("CAMPUS_MAIL_PASSWORD") or None,
            mail_tls=values.get("CAMPUS_MAIL_TLS") or "starttls",
            mail_from=values.get("CAMPUS_MAIL_FROM") or "campus@localhost",
            proxies=_number(values, "CAMPUS_PROXIES", 0),
            workers=_number(values, "CAMPUS_WORKERS", 1, low=1),
            threads=_number(values, "CAMPUS_THREADS", 4, low=1),
            erasure_days=_number(values, "CAMPUS_ERASURE_DAYS", 14, low=1),
            development=values.get("CAMPUS_DEVELOPMENT", "") not in {"", "0"},
            seal=SealSettings.read(values, data / "keys"),
            backup=BackupSettings.read(values),
        )
        settings.refuse_what_is_unsafe()
        return settings

    def refuse_what_is_unsafe(self) -> None:
        """Raise SettingsError for a set-up that must not start."""
        if len(self.secret_key) < MINIMUM_SECRET:
            raise SettingsError(
                f"CAMPUS_SECRET_KEY must have at least {MINIMUM_SECRET} characters; "
                "leave it unset and bin/serve makes one."
            )
        if not all(_is_address_of_a_site(one) for one in (self.public_url, *self.further_urls) if one):
            raise SettingsError(
                "CAMPUS_PUBLIC_URL must begin with https:// and name a host only, CAMPUS_FURTHER_URLS too."
            )
        if self.further_urls and self.public_url is None:
            raise SettingsError("CAMPUS_FURTHER_URLS stands beside CAMPUS_PUBLIC_URL, which is not set.")
        if self.public_url is None and self.host not in LOOPBACK:
            raise SettingsError(
                f"The server would listen on {self.host}, where others can reach it: set CAMPUS_PUBLIC_URL "
                "to the address people will use (in the environment or in settings.env in the data folder)."
            )
        if self.mail_tls not in {"starttls", "implicit", "none"}:
            raise SettingsError("CAMPUS_MAIL_TLS must be starttls, implicit or none.")


def _is_address_of_a_site(url: str) -> bool:
    """Scheme, host and maybe a port: links are made by putting a path behind it."""
    try:
        parts = urlsplit(url)
        is_plain = parts.port is None or parts.port > 0
    except ValueError:
        return False
    has_nothing_else = url in {f"{scheme}://{parts.netloc}" for scheme in SCHEMES} and "@" not in url
    is_safe = parts.scheme == "https" or parts.hostname in LOOPBACK
    return is_plain and is_safe and has_nothing_else and bool(parts.hostname)


def _is_safe_to_ask(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _number(values: Mapping[str, str], name: str, default: int, low: int = 0) -> int:
    text = values.get(name) or str(default)
    if not text.isdigit() or int(text) < low:
        raise SettingsError(f"{name} must be a whole number from {low} up, not “{text}”.")
    return int(text)


def _listed(text: str | None) -> tuple[str, ...]:
    return tuple(one.strip() for one in (text or "").split(",") if one.strip())


def _read_file(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _secret(values: Mapping[str, str], name: str, usual: Path | None = None) -> str | None:
    """A secret from its variable, from the file that `<name>_FILE` names, or from its usual file."""
    if values.get(name):
        return values[name]
    given = values.get(f"{name}_FILE")
    if given is None:
        return _read_private(usual) if usual is not None and usual.exists() else None
    try:
        return _read_private(Path(given))
    except OSError as problem:
        raise SettingsError(f"{name}_FILE: {given} cannot be read: {problem.strerror}.") from None


def _read_secret(path: Path) -> str:
    try:
        return _read_private(path)
    except FileNotFoundError:
        raise SettingsError(
            f"{path.parent.parent} holds no installation: No secret is set. Start it once with bin/serve, "
            "name its folder with --data, or set CAMPUS_SECRET_KEY."
        ) from None


def _read_private(path: Path) -> str:
    """What a file holds that only its owner may read; raises FileNotFoundError, SettingsError."""
    if path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH | stat.S_IWGRP | stat.S_IWOTH):
        raise SettingsError(f"{path} can be read by others: chmod 600 it, or make a new one.")
    return path.read_text(encoding="utf-8").strip()
