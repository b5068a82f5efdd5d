"""The clinic that the promises about the vault are tried on."""

from tests.clinic import clinic, original_clinic

__all__ = ["clinic", "original_clinic"]
