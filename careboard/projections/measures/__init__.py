"""What was measured, as its section shows it: rating scales one by one, vital signs and results as a table."""
