"""Measures: scales with their direction, vital signs and results as a table, a form in the patient's hands."""
