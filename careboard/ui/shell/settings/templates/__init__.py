"""The clinic's note templates in the settings: a list, what stands in one, and how it will look in a note."""
