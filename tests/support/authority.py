"""Authorities of a test, on this machine: certificates, withdrawn ones, and the time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from werkzeug.serving import make_server

from lms.credentials.formats.keys import thumbprint
from lms.credentials.sealing.sealers import KeySealer
from lms.credentials.sealing.timestamps import Authority

NAMES = ("root", "issuing", "time", "responder", "seal")
CONFIGURATION = """
external-url-prefix: "{prefix}"
keysets:
  keys: {{path-prefix: ".", keys: {{{keys}}}}}
pki-architectures:
  pki:
    keyset: keys
    entity-defaults: {{country-name: SE, organization-name: Authorities of a test}}
    entities:
      root: {{common-name: Root}}
      issuing: {{common-name: Issuer of seals}}
      time: {{common-name: Authority of time}}
      responder: {{common-name: Responder}}
      seal: {{common-name: Baltic Cluster Academy, organization-identifier: NTRSE-0000000000}}
    certs:
      root:
        subject: root
        issuer: root
        validity: &validity {{valid-from: "2020-01-01T00:00:00+0000", valid-to: "2060-01-01T00:00:00+0000"}}
        profiles: [{{id: simple-ca, params: {{crl-repo: root}}}}]
      issuing:
        issuer: root
        validity: *validity
        profiles: [{{id: simple-ca, params: {{crl-repo: issuing, ocsp-service: issuing}}}}]
        extensions:
          - &list
            id: crl_distribution_points
            smart-value: {{schema: crl-dist-url, params: {{crl-repo-names: [root]}}}}
      responder:
        issuer: issuing
        validity: *validity
        profiles: [ocsp-responder]
      time:
        issuer: root
        validity: *validity
        extensions:
          - *list
          - {{id: key_usage, critical: true, smart-value: {{schema: key-usage, params: [digital_signature]}}}}
          - {{id: extended_key_usage, critical: true, value: [time_stamping]}}
      seal:
        issuer: issuing
        validity: *validity
        extensions:
          - id: key_usage
            critical: true
            smart-value: {{schema: key-usage, params: [digital_signature, non_repudiation]}}
          - {{id: extended_key_usage, value: [email_protection]}}
          - id: authority_information_access
            smart-value: {{schema: aia-urls, params: {{ocsp-responder-names: [issuing]}}}}
    services:
      ocsp: {{issuing: {{for-issuer: issuing, responder-cert: responder}}}}
      crl-repo:
        root: {{for-issuer: root, signing-key: root, simulated-update-schedule: "P90D"}}
        issuing: {{for-issuer: issuing, signing-key: issuing, simulated-update-schedule: "P90D"}}
      time-stamping: {{time: {{signing-cert: time}}}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorities:
    """What a test needs of them."""

    sealer: KeySealer
    time: Authority
    chain: tuple[x509.Certificate, ...]
    asked: list[str]
    """Paths, in their order."""


def write_keys(folder: Path) -> dict[str, ec.EllipticCurvePrivateKey]:
    keys = {name: ec.generate_private_key(ec.SECP256R1()) for name in NAMES}
    for name, key in keys.items():
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / f"{name}.pem").write_bytes(pem)
    return keys


@contextmanager
def authorities(folder: Path) -> Iterator[Authorities]:
    """Run them on a free port."""
    keys = write_keys(folder)
    asked: list[str] = []

    def listening(environ: dict[str, Any], start: Any) -> Any:
        asked.append(environ["PATH_INFO"])
        return animator(environ, start)

    server = make_server("127.0.0.1", 0, listening, threaded=True)
    prefix = f"http://127.0.0.1:{server.server_port}"
    listed = ", ".join(f"{name}: {{path: {name}.pem}}" for name in NAMES)
    config = CertomancerConfig.from_yaml(
        CONFIGURATION.format(prefix=prefix, keys=listed), key_search_dir=str(folder)
    )
    pki = config.get_pki_arch(ArchLabel("pki"))
    animator = Animator(AnimatorArchStore({pki.arch_label: pki}), with_web_ui=False)
    chain = tuple(
        x509.load_der_x509_certificate(pki.get_cert(CertLabel(name)).dump())
        for name in ("seal", "issuing", "root")
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Authorities(
            sealer=KeySealer(thumbprint(keys["seal"].public_key()), keys["seal"], chain),
            time=Authority(url=f"{prefix}/pki/tsa/time", roots=chain[-1:]),
            chain=chain,
            asked=asked,
        )
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
