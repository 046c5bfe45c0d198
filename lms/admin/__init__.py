"""The owner's desk: people, organisations, enrolments, credentials, mail, settings, the installation."""
