"""Credentials as machines read them. Pure: no database, no clock, no network; keys come in as objects."""
