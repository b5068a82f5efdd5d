"""The gallery: every screen and state of the program from the sample clinic, pictured, and measured for what is cut.

A tour walks to its screens as a person would; what walks there is the real window over a real vault.
"""
