"""Reads over all packages, by noun."""
