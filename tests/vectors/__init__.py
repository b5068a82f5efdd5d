"""Published vectors of every algorithm that the vault uses, run against the library and against our own keys."""
