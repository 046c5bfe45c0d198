"""What figures can be asked for."""
