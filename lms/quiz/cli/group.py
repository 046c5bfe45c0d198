"""The group that all quiz commands belong to."""

from flask.cli import AppGroup

quiz = AppGroup("quiz", help="Banks of final tests, and what is known of them.")
