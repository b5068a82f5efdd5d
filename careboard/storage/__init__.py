"""Where sealed records lie: the SQLite vault file."""
