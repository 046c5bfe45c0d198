"""Backups: one file with all that an installation keeps, and a way back from it into an empty place."""
