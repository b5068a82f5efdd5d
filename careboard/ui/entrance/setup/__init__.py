"""Setting up: a new clinic on this computer, step by step, or one out of a backup."""
