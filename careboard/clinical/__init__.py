"""The words of the field: pure values, frozen, refused when impossible."""
