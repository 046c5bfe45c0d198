"""Templates of certificates that a programme brings along: read, checked, and filled in a sandbox. Pure."""
