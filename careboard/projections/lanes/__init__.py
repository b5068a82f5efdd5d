"""The lanes of the response chart: everything of one patient that moves, on one axis of days, ready to be drawn.

A lane answers for any moment with its last value at or before it, dated, and never with a later one.
"""
