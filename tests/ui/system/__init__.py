"""Tests of what the computer says of itself."""
