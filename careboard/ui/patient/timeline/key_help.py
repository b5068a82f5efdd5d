"""The keys of the timeline in words; they act while the list has the keyboard."""

from careboard.i18n import gettext as _


def key_help() -> tuple[tuple[str, str], ...]:
    """The keys of the timeline and what they do."""
    return (
        ("J, K", _("Next, previous entry")),
        ("U", _("Next unread entry")),
        ("Enter", _("Open or close an entry")),
        (_("Space"), _("The whole entry at the right, or no longer")),
        ("A", _("Acknowledge the open entry")),
        ("E", _("Add to the entry")),
        ("F", _("Show the files of the entry")),
        ("N", _("New note")),
        ("P", _("New private note")),
        ("Ctrl+Shift+N", _("Write beside the timeline")),
        (".name Tab, @value Tab", _("In a note: write out a phrase, a value of the chart, a member")),
        ("F2, F4, F9", _("In a note: next blank, next template, what is read beside it")),
        ("Ctrl+Enter", _("In a note: review and sign; with Shift also open the next draft")),
        ("S", _("Rating scale")),
        ("D, T", _("Adjust a dose, doses and response as a table")),
        ("R, Shift+R", _("Keep unread, mark opened ones read")),
        ("1 to 5, 0", _("Filter by discipline, show all")),
        ("/, F3", _("Search, find next")),
        ("[ ]", _("A week earlier, later")),
        ("F8", _("Show hidden weights while it is held; that is recorded")),
        ("?", _("These keys")),
    )
