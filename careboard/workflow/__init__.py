"""What a clinician can do: one Session, the only door for screens and command line."""
