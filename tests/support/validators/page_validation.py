"""A second checker of PDF standards, in another language and by other people: `page-validation`."""

from pathlib import Path

import page

PROFILES = {"3a": page.ValidationProfile.PDF_A_3A, "ua1": page.ValidationProfile.PDF_UA_1}


def problems(file: Path, flavour: str) -> list[str]:
    """The rules that the file breaks."""
    return [one.rule_id for one in page.validate_pdf(str(file), profile=PROFILES[flavour]).failures]
