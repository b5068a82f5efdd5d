"""A whole day of each of the staff."""
