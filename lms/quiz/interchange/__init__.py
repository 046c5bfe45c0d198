"""Exchange of item banks with other systems: what they hold becomes items, and items become what they read.

Nothing here touches a disk, a database or the network: bytes come in, item sources and a report go out.
"""
