"""What backups and restores refuse, in words for whoever runs the installation."""


class BackupError(Exception):
    """A backup cannot be made, read or restored; the message says why and what to do."""


class DamagedBackupError(BackupError):
    """The file was cut or changed, or is no backup at all. Nothing was restored from it."""
