"""The audit: who looked at what, for who may review it."""
