"""Under which addresses an installation answers for what it issued. Pure."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from lms.credentials.records import Record


@dataclass(frozen=True, slots=True)
class IssuerAddress:
    """Scheme and host of the installation that issued, and everything that follows from them."""

    base_url: str
    """Without a slash at the end."""

    @property
    def did(self) -> str:
        """The issuer as a `did:web`; a port keeps its colon only in disguise."""
        return f"did:web:{quote(urlsplit(self.base_url).netloc, safe='')}"

    def verification_method(self, kid: str) -> str:
        """How a proof names the key that it was made with."""
        return f"{self.did}#{kid}"

    def credential(self, credential_id: str) -> str:
        """Where the machine-readable credential is served; also its id."""
        return f"{self.base_url}/credentials/{credential_id}"

    def achievement(self, slug: str, version: int) -> str:
        """Where the description of what was achieved stands for good."""
        return f"{self.base_url}/achievements/{slug}/{version}"

    def status_list(self, number: int) -> str:
        """Where a list of revoked credentials is served."""
        return f"{self.base_url}/status/{number}"

    def key(self, kid: str) -> str:
        """Where a public key is served as a JWK."""
        return f"{self.base_url}/keys/{kid}"


def address_of(record: Record) -> IssuerAddress:
    """The address that a record was issued under; it moves with no later setting."""
    parts = urlsplit(record.verification_url)
    return IssuerAddress(f"{parts.scheme}://{parts.netloc}")


def address_in(credential_id: str) -> IssuerAddress:
    """The address that the id of a credential was made under."""
    return IssuerAddress(credential_id.rpartition("/credentials/")[0])
