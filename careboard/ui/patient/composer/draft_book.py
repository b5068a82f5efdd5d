"""What was begun in the composer and is not signed, by form; each as it was handed out, or as the vault has it.

A draft belongs to its form and to the entry that it is about; the one saved last is the one to go on with.
"""

from collections.abc import Callable

from careboard.workflow.writing.drafts import Draft, Drafts


class DraftBook:
    """The drafts of one patient."""

    def __init__(self) -> None:
        self._drafts: dict[str, Draft] = {}

    def take(self, drafts: Drafts, known: Callable[[str, Draft], object]) -> None:
        """Take those over that the vault had, as far as they have a form here."""
        self._drafts = {key: draft for key, draft in drafts.items() if known(key, draft)}

    @property
    def every(self) -> dict[str, Draft]:
        """All of them."""
        return dict(self._drafts)

    @property
    def titles(self) -> dict[str, str]:
        """What each is called."""
        return {key: str(draft.get("title", "")) for key, draft in self._drafts.items()}

    @property
    def last(self) -> str | None:
        """The one that was saved last: its author was interrupted in it."""
        return max(self._drafts, key=lambda key: str(self._drafts[key].get("saved", "")), default=None)

    def of(self, key: str) -> Draft:
        """The draft of a form; empty where there is none."""
        return self._drafts.get(key, {})

    def without(self, key: str) -> dict[str, Draft]:
        """All but this one."""
        return {one: draft for one, draft in self._drafts.items() if one != key}

    def put(self, key: str, draft: Draft) -> None:
        """This is what stands in a form now."""
        self._drafts[key] = draft

    def drop(self, key: str) -> None:
        """Nothing stands in a form any more."""
        self._drafts.pop(key, None)

    def were_kept(self, stamped: Drafts) -> None:
        """The vault has these, each since a time; what was typed since then is not forgotten."""
        for key, draft in stamped.items():
            if key in self._drafts and self._drafts[key].items() <= draft.items():
                self._drafts[key] = draft
