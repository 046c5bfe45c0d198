"""A small tool with everything a tool can have, and a programme in which the small module has it."""
