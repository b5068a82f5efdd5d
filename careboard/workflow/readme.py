"""The README of an export: whose record it is, what is in it, what is not, and how any program can read it.

It is plain text in Markdown, for the patient, for the next clinic, and for whoever writes the program that reads it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from careboard import __version__
from careboard.projections.summary import Identity

_WEIGHTS = "All weights are included, also those that the patient was not shown while in care."
_DENIED = (
    "Weights that the patient is not shown were withheld, and the energy of meal plans with them. A licensed "
    "professional denied them under 45 CFR 164.524, as a danger to life or physical safety; the patient may ask for a "
    "review by another one. The reason: "
)
_ALL = 'Every entry of the patient\'s chart at this clinic, but for what is listed under "What is not in it".'
NEVER_IN_IT = "Psychotherapy notes and SUD counseling notes are kept apart from the chart and are in no export."
_FORMAT = """\
## How to read it

- `record.pdf`: everything in words, oldest first. Read it with any PDF reader; it has an outline of its days.
- `record.fhir.json`: the same record for programs. It is one FHIR R4 (4.0.1) Bundle of type `collection`, in JSON:
  the Patient first, then the clinic and its members by name, then one resource for each entry, in the order in which
  things happened. Every resource has a readable `text`. Two versions of one fact have the same `fullUrl` and another
  `meta.versionId`. Numbers have the digits, times the precision, and texts the words with which they were recorded.
- The extension `urn:careboard:payload` of a resource holds the entry as Careboard recorded it, as JSON text, with a
  digest of the resource beside it. A Careboard that imports this file uses it where the resource is unchanged; any
  other program can leave it aside.
- `files/`: scans and papers of the record, numbered. They are also inside the FHIR file, but for those that came
  inside what was imported from another system: these are here alone.

## When another Careboard imports it

`careboard import VAULT record.fhir.json` gives the same chart, except that

- every entry has a new id and time of recording, its status is "imported", and its author is stated, not signed for;
- no medicine is "confirmed" until a prescriber there has looked at it;
- what only members of this clinic can state here comes back to be read, not as an act of the new clinic:
  reconciliations, disclosures, issued summaries and co-signatures as documents, reviews of 42 CFR part 2 as flags;
- a member of this clinic whom an entry names beside its author (who ordered by telephone, who was asked to
  acknowledge) is "a prescriber" or "a member of staff" there; the readable `text` of the resource keeps the name;
- what stayed in this clinic (above) is not there.
"""


def readme(
    identity: Identity,
    clinic: str,
    made_at: datetime,
    files: Mapping[str, str],
    left_out: Sequence[tuple[str, str, int]],
    lacking: Iterable[str],
    denied: str,
) -> str:
    """The whole text. `files` are names with their SHA-256; `left_out` kinds with why and how many."""
    parts = [
        f"# Whole record of {identity.name}",
        _whose(identity, clinic, made_at),
        "## What is in it",
        f"{_ALL} {_DENIED + denied if denied.strip() else _WEIGHTS}",
        "\n".join(f"- `{name}`, SHA-256 `{digest}`" for name, digest in files.items()),
        "## What is not in it",
        NEVER_IN_IT,
        "\n".join(f"- {count} x {kind}: {why}" for kind, why, count in left_out) or "Nothing else was left out.",
        *lacking,
        _FORMAT,
    ]
    return "\n\n".join(parts)


def _whose(identity: Identity, clinic: str, made_at: datetime) -> str:
    number = identity.mrn or "not recorded"
    made = f"{made_at:%Y-%m-%d %H:%M} UTC by Careboard {__version__}"
    return f"Born {identity.born}. MRN {number}. From {clinic or 'a clinic'}, made {made}."
