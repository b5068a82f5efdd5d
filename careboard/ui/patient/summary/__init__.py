"""The summary: what a person adds, what is missing and from whom, and the paper itself beside it, alive."""
