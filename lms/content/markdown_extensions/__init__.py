"""What makes our Markdown out of Python-Markdown: one file for each element that it lacks."""
