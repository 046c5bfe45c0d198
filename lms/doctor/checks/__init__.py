"""What is looked at: each check is a function that yields what it finds."""
