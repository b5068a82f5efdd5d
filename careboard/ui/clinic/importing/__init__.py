"""Taking in what other systems sent: choose files, look at what would be taken, take it, or stop at any moment."""
