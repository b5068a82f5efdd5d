"""Words found: full text search in memory."""
