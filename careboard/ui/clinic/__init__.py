"""The pages about the clinic as a whole: caseload and people."""
