"""The clinic that the commands about papers are tried on."""

from tests.clinic import clinic, original_clinic

__all__ = ["clinic", "original_clinic"]
