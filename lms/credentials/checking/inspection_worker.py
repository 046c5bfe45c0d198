"""What runs in the process that opens files of strangers.

It is started as a program of its own by `lms.credentials.checking.isolation`, loads the libraries once, and
is told everything through its standard input. For each file it splits off a child that has little memory and
time, opens no connection, starts nothing and writes nothing; so one file cannot harm the next.
"""

import json
import os
import resource
import select
import struct
import sys
import time
from typing import NoReturn

from lms.core.pdf_worker import read_exactly, refuse
from lms.credentials.checking.inspection import inspect, packed
from lms.credentials.formats.addresses import IssuerAddress
from lms.credentials.formats.key_records import key_from

QUESTION = struct.Struct(">QQ")
"""Lengths of keys and address as JSON, and of the file, which follow."""
ANSWER = struct.Struct(">Q")
"""Length of the answer, which follows; none where the child was ended."""

MEGABYTE = 1024 * 1024
MEMORY = 600 * MEGABYTE
"""Of address space, with some 100 for the libraries; a certificate of ours takes a few more."""
CPU_SECONDS = 2
"""A certificate of ours takes a tenth of one."""
WALL_SECONDS = 30.0
"""However busy the machine is with other things."""
LONGEST_ANSWER = 4 * MEGABYTE

SAMPLES = (b"%PDF-1.7 ", b'{"credentialSubject": {}, "proof": []}')
"""What libraries load late is loaded for these, and so not in each child."""


def main() -> None:
    """Serve until the other side closes the pipe."""
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    for sample in SAMPLES:
        inspect(sample, (), IssuerAddress(""))
    outgoing.write(ANSWER.pack(0))
    outgoing.flush()
    try:
        while True:
            asked, size = QUESTION.unpack(read_exactly(incoming, QUESTION.size))
            answer = _answer(read_exactly(incoming, asked), read_exactly(incoming, size))
            outgoing.write(ANSWER.pack(len(answer)) + answer)
            outgoing.flush()
    except (EOFError, BrokenPipeError):
        pass


def _answer(asked: bytes, data: bytes) -> bytes:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _look(asked, data, writing)
    os.close(writing)
    try:
        return _read(reading, time.monotonic() + WALL_SECONDS)
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(reading)


def _look(asked: bytes, data: bytes, writing: int) -> NoReturn:
    try:
        _confine()
        question = json.loads(asked)
        keys = tuple(map(key_from, question["keys"]))
        found = inspect(data, keys, IssuerAddress(question["address"]))
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(packed(found))
    finally:
        os._exit(0)


def _confine() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    refuse(os.path.dirname(os.path.dirname(os.path.dirname(__file__))))


def _read(pipe: int, deadline: float) -> bytes:
    """All that the child says; nothing where it says too much, or does not come to an end in time."""
    data = bytearray()
    while len(data) <= LONGEST_ANSWER:
        ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
        part = os.read(pipe, 1 << 16) if ready else None
        if part is None:
            return b""
        if not part:
            return bytes(data)
        data += part
    return b""


if __name__ == "__main__":
    main()
