"""The machine-readable forms of a certificate, written and read back.

Pure: no Flask, no database, no clock, no network. Keys come in as objects, and so does the time.
"""
