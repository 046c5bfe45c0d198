"""The seal of a PDF: put on, and checked. The only user of pyHanko."""
