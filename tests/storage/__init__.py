"""Promises about where records lie, and the simulators that try to break them."""
