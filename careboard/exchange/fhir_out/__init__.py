"""A patient's record as FHIR R4 (4.0.1): readable for every system, and whole again for a Careboard.

`context_of` prepares a record, `bundle_of` makes the Bundle, `write_json` the bytes; `left_out` says what stays.
"""

from careboard.exchange.fhir_out.bundle import bundle_of, parts_of, write_json
from careboard.exchange.fhir_out.context import Context, context_of
from careboard.exchange.fhir_out.document import document_of
from careboard.exchange.fhir_out.left_out import WITHOUT_ENERGY, NeverExported, left_out, why_left_out, without_energy
from careboard.exchange.fhir_out.resources import resources_of

__all__ = [
    "WITHOUT_ENERGY",
    "Context",
    "NeverExported",
    "bundle_of",
    "context_of",
    "document_of",
    "left_out",
    "parts_of",
    "resources_of",
    "why_left_out",
    "without_energy",
    "write_json",
]
