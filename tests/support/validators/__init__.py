"""Validators by others, which our files are put to: each a function that gives what it finds wrong.

An empty list means accepted. A validator that cannot do its work fails loudly; its silence is never a pass.
"""
