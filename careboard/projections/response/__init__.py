"""How the patient does: numbers, rating scales, side effects, risk."""
