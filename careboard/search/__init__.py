"""Words found: SQLite's FTS5 in memory, entries in, hits out. No patient text ever reaches the disk from here."""
