"""The trainer's desk: what needs them, how people get on in their modules, where they stop."""
