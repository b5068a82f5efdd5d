"""The caseload: one row for each patient within reach."""
