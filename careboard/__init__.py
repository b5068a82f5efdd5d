"""Careboard: one encrypted timeline per patient for the care team of an Intensive Outpatient Program."""

__version__ = "0.1.0.dev0"
