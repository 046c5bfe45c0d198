"""What figures may show, and of which time. Pure."""
