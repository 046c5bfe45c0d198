"""Cluster Campus: training modules, progress, quizzes and verifiable certificates."""

__version__ = "0.1.0"
