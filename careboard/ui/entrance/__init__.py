"""The entrance: unlocking, setting up, recovering, and the cover; nothing here shows a patient."""
