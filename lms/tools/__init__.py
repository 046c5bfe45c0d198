"""Filling in the computing tools of modules: private sheets, their results, charts and prints."""
