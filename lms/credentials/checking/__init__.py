"""From a file or a code to one answer, whoever asks: the pure core of verifying, and how it is said."""
