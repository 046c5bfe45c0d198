"""Digital Bazaar's verifier of credentials and status lists, and jose, in Node: one run for all."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from config import ROOT
from tests.support.missing import skip_for_missing
from tests.support.validators.open_badges import Documents
from tests.support.validators.programs import need, run, said

PROGRAM = ROOT / "tests" / "node" / "verify.mjs"
INSTALLED = ROOT / ".tools" / "node"
"""Where `bin/test` puts the packages that `tests/node/package-lock.json` names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A credential as a JWT, and who must have issued it."""

    token: str
    issuer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the verifiers find wrong, by the names given, and the connections they tried."""

    badges: dict[str, list[str]]
    tokens: dict[str, list[str]]
    connections: list[str]
    refused: list[str]
    """Attempts to connect to the addresses of the question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """What is to be verified with nothing but these documents."""

    documents: Documents
    badges: dict[str, Any] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    addresses: tuple[str, ...] = ()
    """Addresses to fetch: only to see that this is refused."""

    def ask(self, folder: Path) -> Answers:
        """The answers of all verifiers, from one process without a network."""
        need("node", "nodejs")
        if not (INSTALLED / "node_modules").exists():
            skip_for_missing("the Node packages of tests/node")
        path = folder / "questions.json"
        path.write_text(json.dumps(self._as_json()), "utf-8")
        command = ["node", "--input-type=module", "-", str(path)]
        done = run(command, entry=PROGRAM.read_bytes(), folder=INSTALLED, offline=True)
        assert done.returncode == 0, said(done)[-2000:]
        answers = Answers(**json.loads(done.stdout))
        assert answers.badges.keys() == self.badges.keys()
        assert answers.tokens.keys() == self.tokens.keys()
        return answers

    def _as_json(self) -> dict[str, object]:
        tokens = {name: {"token": one.token, "issuer": one.issuer} for name, one in self.tokens.items()}
        return {
            "documents": dict(self.documents),
            "badges": self.badges,
            "tokens": tokens,
            "addresses": self.addresses,
        }
