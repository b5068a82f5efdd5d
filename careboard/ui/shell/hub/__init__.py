"""The clinic's hub in the window: how things stand with it, in words, and what follows from what came."""
