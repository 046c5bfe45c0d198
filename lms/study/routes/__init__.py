"""The participant's pages; importing this package attaches them all to the blueprint."""

from lms.study.routes import catalogue, lessons, materials, progress, recognitions
from lms.study.routes.blueprint import bp

__all__ = ["bp", "catalogue", "lessons", "materials", "progress", "recognitions"]
