"""The file of a backup: read as it was written, and refused when it was cut or changed."""

import gc
import io
import tarfile
from random import Random

import pytest

from lms.backup.container import Reader, Writer
from lms.backup.errors import DamagedBackupError

MEMBERS = {"one.txt": b"first", "folder/two.bin": bytes(range(256)) * 500, "empty": b""}


def written() -> bytes:
    out = io.BytesIO()
    with Writer(out) as writer:
        for name, data in MEMBERS.items():
            writer.add(name, data)
        writer.finish()
    return out.getvalue()


def read(data: bytes) -> dict[str, bytes]:
    reader = Reader(io.BytesIO(data))
    found = {member.name: member.content.read() for member in reader.members()}
    reader.finish()
    return found


def test_what_was_written_is_read() -> None:
    assert read(written()) == MEMBERS


def test_common_programs_open_it() -> None:
    with tarfile.open(fileobj=io.BytesIO(written())) as tar:
        assert tar.getnames() == list(MEMBERS)


@pytest.mark.parametrize("kept", [0, 1, 100, 512, 10_000, -1, -65, -94, -95, -10_000])
def test_a_cut_file_is_refused(kept: int) -> None:
    with pytest.raises(DamagedBackupError):
        Reader(io.BytesIO(written()[:kept])).finish()


class FullDisk(io.BytesIO):
    def write(self, data: object) -> int:
        raise OSError("no space left")


def test_a_full_disk_is_said_once_and_nothing_is_written_afterwards() -> None:
    with pytest.raises(OSError, match="no space left"), Writer(FullDisk()) as writer:
        writer.add("large", bytes(100_000))
    del writer
    gc.collect()  # a warning of something left undone would end the run


def test_every_changed_bit_is_refused() -> None:
    data, random = written(), Random(7)
    ends = [*range(8 * 40), *range(8 * (len(data) - 100), 8 * len(data))]
    for bit in [*ends, *random.sample(range(8 * len(data)), 200)]:
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(DamagedBackupError):
            Reader(io.BytesIO(bytes(changed))).finish()


def test_what_follows_the_end_is_refused_too() -> None:
    for more in (b"\n", written()):
        with pytest.raises(DamagedBackupError):
            Reader(io.BytesIO(written() + more)).finish()


def test_something_else_is_no_backup() -> None:
    for other in (b"", b"PK\x03\x04" * 5000, b"\x00" * 20_000):
        with pytest.raises(DamagedBackupError):
            Reader(io.BytesIO(other)).finish()
