"""A morning's work of two people, in two real windows on one hub: python -m tests.morning FOLDER."""
