"""What a person can take away of their tests, and that erasing leaves nothing of it."""
