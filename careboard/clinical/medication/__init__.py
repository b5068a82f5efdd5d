"""Medicines: what is ordered, what is reported, given and taken, and what is decided at a transition.

A course is named by the id of the entry that began it, a MedicationStart or a MedicationReported; two courses of one
medicine may run at once.
"""
