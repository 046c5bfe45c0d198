"""What the state of an installation and its log mean. Pure."""
