"""The settings: groups at the left, and the panels of the chosen group beside them."""
