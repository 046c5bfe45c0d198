"""Figures over all packages: reads everything, writes nothing."""
