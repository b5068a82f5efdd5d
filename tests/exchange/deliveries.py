"""Deliveries made by hand for the tests of this room: small FHIR resources, and a chart that keeps what was planned."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from careboard.clinical.entry import Entry, Kind
from careboard.clinical.people import Author, Role
from careboard.clinical.values import EntryId, MemberId, PatientId
from careboard.exchange.delivery import read_delivery
from careboard.exchange.facts import FileReport, KnownPatient, Part, Plan
from careboard.exchange.fhir_in.resources import read_resource
from careboard.exchange.identity import for_patient
from careboard.exchange.known import known_patient
from careboard.exchange.readers import Readers
from careboard.exchange.refusals import Stop

ZONE = ZoneInfo("America/New_York")
DATA = Path(__file__).parent.parent / "data" / "delivery"
HOSPITAL = "http://hospital.example/mrn"

JsonObject = dict[str, Any]
File = tuple[str, bytes]


def person(
    number: str = "p1", *, mrn: str = "", family: str = "Rivera", given: str = "Maya", **more: Any
) -> JsonObject:
    """A Patient, with an identifier of the hospital when `mrn` is given."""
    stated = {"identifier": [{"system": HOSPITAL, "value": mrn}]} if mrn else {}
    name = [{"family": family, "given": [given]}]
    return {"resourceType": "Patient", "id": number, "name": name, "birthDate": "2007-02-03", **stated, **more}


def problem(number: str, of: str | JsonObject | None, words: str = "Anorexia nervosa", **more: Any) -> JsonObject:
    """A Condition of whom a reference names."""
    subject = {"reference": of} if isinstance(of, str) else of
    about = {} if subject is None else {"subject": subject}
    return {"resourceType": "Condition", "id": number, "code": {"text": words}, **about, **more}


def bundle(*resources: JsonObject, base: str = "", kind: str = "collection") -> JsonObject:
    """A Bundle; with a base, each entry has the fullUrl that follows from it."""
    entries = [
        {**({"fullUrl": f"{base}/{one['resourceType']}/{one['id']}"} if base else {}), "resource": one}
        for one in resources
    ]
    return {"resourceType": "Bundle", "type": kind, "entry": entries}


def entry(resource: JsonObject, full_url: str) -> JsonObject:
    return {"fullUrl": full_url, "resource": resource}


_numbers = count(1)


def file(*documents: JsonObject, name: str = "") -> File:
    """A file of one document, or of one on each line."""
    return (name or f"file-{next(_numbers)}", "\n".join(json.dumps(one) for one in documents).encode())


def delivered(*files: File | JsonObject, known: Sequence[KnownPatient] = (), stand_in: PatientId | None = None) -> Plan:
    """Files (or documents, each a file of its own) given together."""
    given = [one if isinstance(one, tuple) else file(one) for one in files]
    return read_delivery(given, known, stand_in, ZONE, readers=READERS)


def counts(report: FileReport) -> int:
    """How many resources a report accounts for."""
    counted = sum(sum(part.values()) for part in (report.taken, report.kept_as_text, report.left_out))
    return counted + len(report.refused)


class Charts:
    """Charts that keep what is planned, as the vault would: entries with ids and times, in the order of recording."""

    def __init__(self) -> None:
        self.entries: dict[PatientId, list[Entry]] = {}
        self._clock = datetime(2026, 9, 15, 10, tzinfo=UTC)

    @property
    def known(self) -> list[KnownPatient]:
        return [known for patient, entries in self.entries.items() if (known := known_patient(patient, entries))]

    def import_(self, *files: File | JsonObject, stand_in: PatientId | None = None) -> Plan:
        plan = delivered(*files, known=self.known, stand_in=stand_in)
        for one in plan.people:
            patient = one.patient or PatientId(self._id())
            recorded: list[Entry] = []
            for incoming in for_patient(one, patient).incoming:
                ref = recorded[incoming.follows].id if isinstance(incoming.follows, int) else incoming.follows
                self._clock += timedelta(seconds=1)
                recorded.append(
                    Entry(
                        EntryId(self._id()),
                        patient,
                        AUTHOR,
                        self._clock,
                        incoming.at,
                        Kind.IMPORTED,
                        incoming.content,
                        "said",
                        ref,
                        incoming.source,
                        "delivery",
                    )
                )
            self.entries.setdefault(patient, []).extend(recorded)
        return plan

    def count(self) -> int:
        return sum(map(len, self.entries.values()))

    def _id(self) -> str:
        return sha256(f"{next(_numbers)}".encode()).hexdigest()


AUTHOR = Author(MemberId("a" * 64), "Alex Kim", (Role.NURSE,))


def _no_ccda(content: bytes, zone: tzinfo, cancelled: Stop) -> tuple[Part, ...]:
    raise AssertionError("No test of these gives a C-CDA.")


READERS = Readers(read_resource, _no_ccda)
