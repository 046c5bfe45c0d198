"""What is done with backups: made, looked through, restored, kept in turn."""
