"""The project's own measures, each beside its baseline in one run; what is measured is the product as it is used.

A baseline whose library is not installed is told so, and never guessed.
"""
