"""Pages of figures; importing this package attaches them all to the blueprint."""

from lms.reports.routes import figures, people
from lms.reports.routes.blueprint import bp

__all__ = ["bp", "figures", "people"]
