"""The files that came with an entry, read when somebody opens them, into memory alone.

Opening a chart never reads them; a file of a kind that is not shown here leaves with the export of the record.
"""

from typing import TYPE_CHECKING

from careboard.clinical.entry import Entry
from careboard.clinical.paper import Document
from careboard.clinical.permission import Consent
from careboard.exchange.attachments import MOST, Attached, attached, may_hold_files, plain_type

if TYPE_CHECKING:
    from careboard.workflow.session import Session

__all__ = ["Attached", "files_of", "may_have_files"]


def may_have_files(entry: Entry) -> bool:
    """Does an entry name a file, or may its source hold one? Nothing is opened to tell."""
    if isinstance(entry.content, Document | Consent) and entry.content.blob is not None:
        return True
    source = entry.source
    return source is not None and (source.resource_blob is not None or may_hold_files(source.resource))


def files_of(session: "Session", entry: Entry, most: int | None = MOST) -> tuple[Attached, ...]:
    """The files of an entry, at most so many; raises CareboardError where one is missing or no key opens it."""
    content, source = entry.content, entry.source
    if isinstance(content, Document | Consent) and content.blob is not None:
        kind = content.media_type if isinstance(content, Document) else ""
        title = content.title if isinstance(content, Document) else ""
        return (Attached(title, plain_type(kind) or "application/pdf", session.attached(content.blob)),)
    if source is None:
        return ()
    blob = source.resource_blob
    resource = source.resource if blob is None else session.attached(blob).decode("utf-8", "replace")
    return attached(resource, source.format, most)
