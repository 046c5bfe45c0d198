"""The pages of tools; importing this package attaches them all to the blueprint."""

from lms.tools.routes import download, sections, sheets, start
from lms.tools.routes.blueprint import bp

__all__ = ["bp", "download", "sections", "sheets", "start"]
