"""Writing the archive: everything that was published, as files that need no server."""

from datetime import date
from pathlib import Path

from lms.core.addresses import public_address
from lms.core.db import reading
from lms.core.errors import RefusedError
from lms.credentials import queries
from lms.credentials.archive.site import MANIFEST, SIGNATURE, Contents, files_of
from lms.credentials.formats.achievement import achievement_of, achievement_text_from
from lms.credentials.formats.addresses import IssuerAddress
from lms.credentials.formats.badge import as_bytes
from lms.credentials.formats.contexts import BADGE_CONTEXTS
from lms.credentials.models import Achievement
from lms.credentials.queries import archives
from lms.credentials.services import keys
from lms.credentials.services.status_lists import status_list
from lms.credentials.wording.archive import LANGUAGES, archive_texts


class FolderInUseError(RefusedError):
    """Something lies in the folder already: an archive is never written over another one."""


def write_archive(folder: Path, issuer_name: str, made_on: date) -> int:
    """Write the archive into a new or empty folder; gives how many certificates are in it.

    The same register on the same day gives the same files; only the signature differs from time to time.
    Raises FolderInUseError, KeyUnusableError, SealerError.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FolderInUseError
    with reading():
        contents = _contents(issuer_name, made_on)
        sealer = keys.active_sealer()
    for path, data in files_of(contents):
        _write(folder / path, data)
    _write(folder / SIGNATURE, sealer.sign((folder / MANIFEST).read_bytes()))
    return len(contents.registered)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _contents(issuer_name: str, made_on: date) -> Contents:
    issuer = IssuerAddress(public_address())
    lists = range(1, queries.list_count() + 1)
    return Contents(
        issuer=issuer,
        issuer_name=issuer_name,
        made_on=made_on,
        keys=keys.published(),
        registered=tuple(archives.everything_registered()),
        status_lists={number: status_list(number, issuer.base_url) for number in lists},
        achievements={(one.slug, one.version): _served(one, issuer) for one in archives.every_achievement()},
        log={
            "heads": [
                {"day": head.day.isoformat(), "sequence": head.sequence, "digest": head.digest}
                for head in archives.every_log_head()
            ]
        },
        texts=archive_texts(),
        languages=LANGUAGES,
    )


def _served(achievement: Achievement, issuer: IssuerAddress) -> bytes:
    """What machines get at the achievement's address."""
    text = achievement_text_from(achievement.text)
    described = achievement_of(text, achievement.version, "", issuer)
    return as_bytes({"@context": list(BADGE_CONTEXTS), **described})
