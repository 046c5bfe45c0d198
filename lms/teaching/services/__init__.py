"""What trainers do to people, each with its trace."""
