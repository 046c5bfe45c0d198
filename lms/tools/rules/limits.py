"""How much one person may keep."""

MOST_SHEETS = 50
"""Sheets of one person in one module."""
LONGEST_NAME = 100
