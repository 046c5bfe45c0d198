"""What rules decide and the log keeps, in the words of the interface."""
