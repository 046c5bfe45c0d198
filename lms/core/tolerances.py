"""How little room, how long away, how late: from where on the doctor and the page of the state speak up."""

from datetime import timedelta

MEGABYTE = 1_000_000
LEAST_SPACE = 200 * MEGABYTE
LITTLE_SPACE = 2_000 * MEGABYTE
WORKER_AWAY = timedelta(minutes=5)
BACKUP_LATE = timedelta(hours=26)
BACKUP_MUCH_LATE = timedelta(days=3)
REMOVAL_LATE = timedelta(hours=26)
MAIL_LATE = timedelta(hours=1)
FILE_LATE = timedelta(hours=1)
