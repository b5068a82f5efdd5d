"""The printed content as JSON text, and its hash: what a summary says is fixed before its paper is made.

The same content gives the same text and the same hash; the bytes of the paper are not part of it.
"""

import dataclasses
import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import Any

from careboard.projections.summary import Summary
from careboard.projections.wording.voice import Line

_NOT_PRINTED = ("missing", "gaps")


def payload_of(copies: Sequence[Summary]) -> str:
    """Everything that the copies print, as JSON text with sorted keys."""
    told = [{name: part for name, part in _told(copy).items() if name not in _NOT_PRINTED} for copy in copies]
    return json.dumps({"copies": told}, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def content_sha256(payload: str) -> str:
    """The hash that is printed on every page: SHA-256 of the payload in UTF-8."""
    return hashlib.sha256(payload.encode()).hexdigest()


def _told(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case tuple() | list():
            return [_told(one) for one in value]
        case Line():
            return {"label": value.label, "text": value.text}
        case _ if dataclasses.is_dataclass(value):
            return {field.name: _told(getattr(value, field.name)) for field in dataclasses.fields(value)}
        case _:
            return value
