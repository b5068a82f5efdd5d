"""The two readers of content that a delivery needs: of a FHIR resource, and of a whole C-CDA document.

They say what something is; whose it is, and whether it is already here, is decided by the delivery.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo

from careboard.exchange.facts import LookUp, Part, Reading, Resource
from careboard.exchange.refusals import Stop

ReadResource = Callable[[Resource, LookUp, tzinfo], Reading]
ReadCcda = Callable[[bytes, tzinfo, Stop], tuple[Part, ...]]


@dataclass(frozen=True, slots=True)
class Readers:
    """Both readers; a time without a zone is read in the zone given."""

    resource: ReadResource
    ccda: ReadCcda
