"""Typed access to the cited tables in resources; every row has a source and a status."""
