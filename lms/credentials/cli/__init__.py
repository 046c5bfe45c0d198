"""The commands about certificates, by noun."""

from lms.credentials.cli.certificates import credentials

__all__ = ["credentials"]
