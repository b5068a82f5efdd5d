"""What an import needs to know of a patient who is already here, from that patient's entries.

Also what stands in error was brought before: it is not brought again.
"""

from collections.abc import Sequence

from careboard.clinical.entry import Entry, Newer, Source
from careboard.clinical.note import EnteredInError, ErrorReason
from careboard.clinical.person import DetailsChange, Registration
from careboard.clinical.values import PatientId
from careboard.exchange.facts import KnownPatient, Version, VersionKey
from careboard.exchange.versions import is_older, version_key


def known_patient(patient: PatientId, entries: Sequence[Entry]) -> KnownPatient | None:
    """The patient whose entries these are, in the order in which they were recorded; None when never registered."""
    in_error = {entry.ref for entry in entries if isinstance(entry.content, EnteredInError)}
    registered = [
        (entry, entry.content.now if isinstance(entry.content, DetailsChange) else entry.content)
        for entry in sorted(entries, key=lambda entry: entry.order)
        if entry.id not in in_error and isinstance(entry.content, Registration | DetailsChange)
    ]
    if not registered:
        return None
    imported = [entry for entry in entries if entry.source and not _marks(entry)]
    return KnownPatient(
        patient,
        registered[-1][1],
        frozenset(entry.source.identity for entry in imported if entry.source),
        _versions(imported),
        tuple(entry.source for entry, _ in registered if entry.source),
        frozenset(entry.id for entry in entries),
        {entry.source.identity: entry.id for entry in imported if entry.source},
    )


def _marks(entry: Entry) -> bool:
    """Is it the mark that an import sets on a fact of its source, under the same identity?"""
    return isinstance(entry.content, EnteredInError) and entry.content.reason is ErrorReason.STATED_BY_SOURCE


def _came_late(source: Source, newest: Version | None) -> bool:
    """Is it the words of an older version that came after a newer one?"""
    return newest is not None and is_older(source, newest.version_id, newest.last_updated)


def _versions(imported: Sequence[Entry]) -> dict[VersionKey, Version]:
    """The newest version of each fact. What goes with a fact (a Patient's contacts) is filed under the fact's key."""
    keys: dict[str, VersionKey | None] = {}
    versions: dict[VersionKey, Version] = {}
    for entry in imported:
        if entry.source is None or isinstance(entry.content, Newer):
            continue
        key = keys.setdefault(entry.source.identity, version_key(entry.source, entry.content))
        if key is not None and not _came_late(entry.source, versions.get(key)):
            before = versions[key].entries if key in versions else ()
            now = (entry.id, entry.content)
            replacing = any(one == entry.ref for one, _ in before)
            newest = tuple(now if one[0] == entry.ref else one for one in before) + (() if replacing else (now,))
            versions[key] = Version(newest, entry.source.version_id, entry.source.last_updated)
    return versions
