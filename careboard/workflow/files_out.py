"""The files that leave with a whole record: scans and papers of its entries, and those inside what was imported.

Each has a name that tells nothing but its number and day. A denial of weights keeps files back, for they cannot be
searched for one; what is not there is told.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from careboard.clinical.entry import Entry
from careboard.clinical.paper import DischargeSummaryIssued, Document
from careboard.clinical.permission import Consent
from careboard.clinical.values import BlobId
from careboard.errors import CareboardError
from careboard.projections.chart import Chart
from careboard.projections.timeline import TimelineRow
from careboard.projections.wording import kind_name
from careboard.workflow.files import Attached, files_of, may_have_files

if TYPE_CHECKING:
    from careboard.workflow.session import Session

FILES = "files"
_OPENXML = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SUFFIXES = {
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/csv": ".csv",
    "text/rtf": ".rtf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/bmp": ".bmp",
    "image/tiff": ".tif",
    "application/rtf": ".rtf",
    "application/msword": ".doc",
    _OPENXML: ".docx",
}

Inside = Sequence[tuple[TimelineRow, Attached]]


def files_of_record(session: "Session", chart: Chart, *, denied: bool) -> tuple[dict[BlobId, bytes], tuple[str, ...]]:
    """The bytes of the files that the record's entries name, and a sentence for each that is not there."""
    files: dict[BlobId, bytes] = {}
    lacking: list[str] = []
    for entry in chart.record.entries:
        for blob in _blobs(entry):
            if denied and not isinstance(entry.content, DischargeSummaryIssued):
                lacking.append(_kept_back(entry))
                continue
            try:
                files[blob] = session.attached(blob)
            except CareboardError:
                lacking.append(_missing(entry))
    return files, tuple(lacking)


def files_inside(session: "Session", going: Iterable[TimelineRow], *, denied: bool) -> tuple[Inside, tuple[str, ...]]:
    """The files that lie in imported resources, each once, and a sentence for each that is not there."""
    found: dict[str, tuple[TimelineRow, Attached]] = {}
    lacking: list[str] = []
    for row in going:
        if _blobs(row.entry) or not may_have_files(row.entry):
            continue
        try:
            files = [file for file in files_of(session, row.entry, most=None) if not _is_told(file, row)]
        except CareboardError:
            lacking.append(_missing(row.entry))
            continue
        if denied:
            lacking += [_kept_back(row.entry)] * len(files)
        else:
            found |= {hashlib.sha256(file.content).hexdigest(): (row, file) for file in files}
    return tuple(found.values()), tuple(lacking)


def named_files(going: Iterable[TimelineRow], files: Mapping[BlobId, bytes], inside: Inside) -> dict[str, bytes]:
    """Every file by its name, in the order of the record."""
    named = [
        (row, getattr(row.entry.content, "media_type", "application/pdf"), files[blob])
        for row in going
        for blob in _blobs(row.entry)
        if blob in files
    ]
    named += [(row, file.media_type, file.content) for row, file in inside]
    named.sort(key=lambda one: one[0].entry.order)
    return {
        f"{FILES}/{number:03}-{row.at.iso[:10] or 'undated'}{_SUFFIXES.get(kind, '.bin')}": content
        for number, (row, kind, content) in enumerate(named, 1)
    }


def _blobs(entry: Entry) -> list[BlobId]:
    match entry.content:
        case Document(blob=blob) | Consent(blob=blob):
            return [blob] if blob else []
        case DischargeSummaryIssued(copies=copies):
            return [copy.blob for copy in copies]
        case _:
            return []


def _is_told(file: Attached, row: TimelineRow) -> bool:
    """Is it a text whose words stand in its entry?"""
    words = " ".join(file.content.decode("utf-8", "replace").split()) if file.media_type.startswith("text/") else ""
    return bool(words) and words in " ".join(row.text.split())


def _kept_back(entry: Entry) -> str:
    return f"A file was kept back, because it may show a weight: {kind_name(entry.content)}."


def _missing(entry: Entry) -> str:
    return f"The file of an entry is missing: {kind_name(entry.content)}."
