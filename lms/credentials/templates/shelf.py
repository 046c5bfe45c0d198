"""Where templates are kept that certificates are printed by, with what their proofs found.

A template lies under its digest, among the files that every backup holds, and is never changed. What a
proof found, which version of a name was proven last, and which digest a version has, are small files
beside it.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache

from lms.content.print_templates.model import PrintTemplate, unpacked
from lms.core.extension import storage
from lms.core.pdf import PdfError
from lms.core.storage import MissingFileError
from lms.credentials.rules.preflight import Finding

FOLDER = "templates"
RECIPE = 1
"""Change it when templates are given or asked something else: they are then proven anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What printing every example by a template showed."""

    digest: str
    made_at: datetime
    findings: tuple[Finding, ...]

    @property
    def passes(self) -> bool:
        """It can be used."""
        return not self.findings


def kept_template(digest: str) -> PrintTemplate:
    """A template that certificates were issued under; raises PdfError."""
    return _kept(digest, storage().folder.as_posix())


@lru_cache(maxsize=16)
def _kept(digest: str, _folder: str) -> PrintTemplate:
    try:
        return unpacked(storage().get(digest))
    except MissingFileError:
        raise PdfError(f"the template {digest[:12]} is not kept any more") from None


def keep_proof(template: PrintTemplate, findings: Iterable[Finding], moment: datetime) -> Proof:
    """Note what was found; one that passes is kept itself, and is from now on the last one proven."""
    proof = Proof(digest=template.digest, made_at=moment, findings=tuple(findings))
    said = {
        "recipe": RECIPE,
        "made_at": moment.isoformat(),
        "findings": [asdict(one) for one in proof.findings],
    }
    if proof.passes:
        storage().put(template.packed)
    storage().put_named(_proof_name(template.digest), json.dumps(said, ensure_ascii=False).encode())
    if proof.passes:
        storage().put_named(_last_name(template.name), template.digest.encode())
    return proof


def proof_of(digest: str) -> Proof | None:
    """What was found when it was proven; None where it was not, or by rules that are no longer ours."""
    said = _read(_proof_name(digest))
    if said is None or (data := json.loads(said))["recipe"] != RECIPE:
        return None
    findings = tuple(Finding(**{**one, "where": tuple(one["where"])}) for one in data["findings"])
    return Proof(digest=digest, made_at=datetime.fromisoformat(data["made_at"]), findings=findings)


def last_proven(name: str) -> str | None:
    """Digest of the version of a name that was proven last."""
    said = _read(_last_name(name))
    return said.decode() if said else None


def digest_of_version(template: PrintTemplate) -> str | None:
    """Under which digest certificates were issued by this version of this name."""
    said = _read(_version_name(template))
    return said.decode() if said else None


def keep_version(template: PrintTemplate) -> None:
    """From now on this version of this name is this template and no other."""
    if digest_of_version(template) is None:
        storage().put_named(_version_name(template), template.digest.encode())


def _proof_name(digest: str) -> str:
    return f"{FOLDER}/proofs/{digest}.json"


def _last_name(name: str) -> str:
    return f"{FOLDER}/last/{name}"


def _version_name(template: PrintTemplate) -> str:
    return f"{FOLDER}/versions/{template.name}/{template.version}"


def _read(name: str) -> bytes | None:
    try:
        return storage().get_named(name)
    except MissingFileError:
        return None
