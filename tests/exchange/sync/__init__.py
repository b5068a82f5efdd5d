"""Promises of the engine that keeps vaults in step with a hub."""
