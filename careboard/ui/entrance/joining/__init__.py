"""Joining a clinic that shares a hub: asking from this computer, and waiting to be let in."""
