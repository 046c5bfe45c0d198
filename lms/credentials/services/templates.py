"""Templates of the programme: proven before they are used, and kept as they were for what was issued."""

import logging
from pathlib import Path

from lms.content.print_templates.model import PrintTemplate
from lms.content.programme import Programme
from lms.core import clock
from lms.core.pdf import PdfBusyError
from lms.core.settings import settings
from lms.credentials.rules.preflight import Check, Finding
from lms.credentials.templates import shelf
from lms.credentials.templates.preflight import preflight
from lms.credentials.templates.shelf import Proof

log = logging.getLogger(__name__)


def fonts_folder() -> Path:
    """Where the fonts of certificates are built."""
    return settings().data / "build" / "fonts"


def usable_template(programme: Programme) -> str | None:
    """Digest of the template to print by: the programme's where it is proven, else its last proven version.

    None: the programme has none of its own, or none of its versions was ever proven.
    """
    template = programme.template
    if template is None:
        return None
    proof = shelf.proof_of(template.digest)
    if proof is not None and proof.passes:
        return template.digest
    return shelf.last_proven(template.name)


def template_to_issue_by(programme: Programme) -> str | None:
    """The same for a certificate that is issued now: its version is from now on this one and no other."""
    digest, template = usable_template(programme), programme.template
    if template is None:
        return None
    if digest == template.digest:
        shelf.keep_version(template)
    else:
        instead = f"version {digest[:12]}" if digest else "the built-in page"
        log.error("the template %s is not proven: a certificate is issued by %s", template.name, instead)
    return digest


def prove(template: PrintTemplate) -> Proof:
    """Print every example by a template, look at what comes out, and keep what was found.

    Raises PdfBusyError where the machine had no time for it: then nothing is kept.
    """
    taken = shelf.digest_of_version(template)
    findings = preflight(template, fonts_folder())
    if taken not in (None, template.digest):
        findings = (Finding(check=Check.VERSION.value, text=str(template.version)), *findings)
    proof = shelf.keep_proof(template, findings, clock.now())
    if not proof.passes:
        log.error("the template %s cannot be used: %d findings", template.name, len(findings))
    return proof


def prove_if_due(template: PrintTemplate | None) -> int:
    """The worker's sweep: prove a template that nobody has proven yet; gives how many were."""
    if template is None or shelf.proof_of(template.digest) is not None:
        return 0
    try:
        prove(template)
    except PdfBusyError:
        log.warning("the template %s is not proven yet: the machine is too busy", template.name)
        return 0
    return 1
