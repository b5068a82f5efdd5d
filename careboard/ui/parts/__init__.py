"""Small widgets that every screen is built of; they know the look, and nothing of the record."""
