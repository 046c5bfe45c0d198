"""The address that adds a credential to a LinkedIn profile, by its documented parameters. Pure."""

from datetime import date
from urllib.parse import urlencode

PAGE = "https://www.linkedin.com/profile/add"


def linkedin_url(
    *, title: str, issuer: str, issued_on: date, expires_on: date | None, address: str, code: str
) -> str:
    """Opens LinkedIn's form with everything filled in; nothing is sent before the person follows it."""
    values = {
        "startTask": "CERTIFICATION_NAME",
        "name": title,
        "organizationName": issuer,
        "issueYear": issued_on.year,
        "issueMonth": issued_on.month,
        "certUrl": address,
        "certId": code,
    }
    if expires_on is not None:
        values |= {"expirationYear": expires_on.year, "expirationMonth": expires_on.month}
    return f"{PAGE}?{urlencode(values)}"
