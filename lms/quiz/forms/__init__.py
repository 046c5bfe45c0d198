"""What may be posted: shape and limits, by what it is about."""
