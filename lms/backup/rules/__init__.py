"""Decisions about backups: what a row looks like in one, which are kept, when one is due."""
