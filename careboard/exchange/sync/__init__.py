"""How a vault and the clinic's hub come to hold the same logs, neither believing the other."""
