"""The board: the same patients as cards, in columns by stage."""
