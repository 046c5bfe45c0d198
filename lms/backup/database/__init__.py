"""The database as it is at one moment, as lines, and back: from SQLite or PostgreSQL to either."""
