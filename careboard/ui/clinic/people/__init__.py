"""The people of the clinic: who belongs to it, in which roles, and how one more comes in."""
