"""What is typed at the owner's desk, a file for each noun."""
