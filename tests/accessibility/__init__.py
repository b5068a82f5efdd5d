"""What a screen reader finds: the program on a display that nobody sees, and a reader beside it.

Three processes answer each other line by line, so that nothing waits for a time, only for what was asked.
"""
