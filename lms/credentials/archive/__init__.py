"""The archive: all that is needed to verify certificates without the application, as files of a static site.

What is written here is pure: values in, paths with their bytes out. Only `reading` looks at a disk.
"""
