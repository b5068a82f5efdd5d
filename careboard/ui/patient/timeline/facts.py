"""What a card of the timeline says: one entry in the words and marks of its row, before anything is drawn.

A colour or an icon stands for nothing that a word does not say too; a hidden weight is hidden in every line.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from careboard.clinical.entry import Content, Entry, Kind
from careboard.clinical.measured import Ecg, LabResult, TestOrdered, Vitals
from careboard.clinical.note import Acknowledgement, Addendum, CoSignature, EnteredInError, Note, NoteType, Seen
from careboard.clinical.nutrition import MealObservation, MealPlan, Weight
from careboard.clinical.paper import Document
from careboard.clinical.people import Discipline
from careboard.clinical.permission import Consent
from careboard.clinical.response import Assessment, RiskAssessment
from careboard.clinical.values import EntryId, MemberId
from careboard.i18n import gettext as _
from careboard.i18n import later, ngettext
from careboard.projections.chart import Chart
from careboard.projections.hidden import hides_energy, hides_weight, shown_entry
from careboard.projections.receipts import receipts
from careboard.projections.standing import Status
from careboard.projections.timeline import TimelineRow
from careboard.projections.wording import Line
from careboard.projections.wording.note import template_name
from careboard.projections.wording.terms import spaced
from careboard.projections.wording.times import clock, moment

DISCIPLINES = {
    Discipline.PSYCHIATRY: later("Psychiatry"),
    Discipline.COUNSELING: later("Counseling"),
    Discipline.NUTRITION: later("Nutrition"),
    Discipline.MEDICAL: later("Medical"),
    Discipline.COORDINATION: later("Coordination"),
}
_ICONS: Mapping[type, str] = {
    LabResult: "lab",
    TestOrdered: "lab",
    Ecg: "heart",
    Vitals: "medical",
    Assessment: "score",
    RiskAssessment: "shield",
    Weight: "weight",
    MealPlan: "meal",
    MealObservation: "meal",
    Document: "document",
    Consent: "consent",
}
_ANSWERS = (Addendum, CoSignature, Acknowledgement, EnteredInError)
SAVED_HERE = later("Saved here")
WEIGHT_HIDDEN = later("Weight hidden")
ENERGY_HIDDEN = later("Energy hidden")
HOLD_TO_SHOW_ENERGY = later("The energy is not shown to the patient. Hold F8 to show it here; that is recorded.")
HOLD_TO_SHOW = later("The weight is not shown to the patient. Hold F8 to show it here; that is recorded.")


@dataclass(frozen=True, slots=True)
class Tag:
    """A small mark beside the headline; `tone`, `ground` and `line` are tokens."""

    text: str
    tone: str = "text2"
    ground: str = "surface"
    line: str = "border"
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Team:
    """Who reads this chart, by id; empty while it is not known."""

    names: Mapping[MemberId, str] = field(default_factory=dict)

    def seen(self, row: TimelineRow) -> str:
        """How many had an entry open, of those who read the chart beside its author; a receipt asks for none."""
        if isinstance(row.entry.content, Seen | Acknowledgement):
            return ""
        others = len(self.names.keys() - {row.entry.author.member})
        seen = row.seen_by
        if others and seen >= others:
            return _("All {n} seen").format(n=others)
        return _("{seen} of {n} seen").format(seen=seen, n=others) if others else _("{n} seen").format(n=seen)


@dataclass(frozen=True, slots=True)
class Veil:
    """What is hidden: blind weights, under the blind-weight flag all of them and a plan's energy; none while lifted."""

    flagged: bool = False
    lifted: bool = False

    def hides(self, content: Content) -> bool:
        """Is the weight that this content may tell hidden?"""
        return not self.lifted and hides_weight(content, blind=self.flagged)

    @property
    def hides_energy(self) -> bool:
        """Is the energy of a meal plan hidden?"""
        return self.flagged and not self.lifted

    def over(self, row: TimelineRow) -> TimelineRow:
        """The row as it is shown: of a meal plan all but its energy."""
        shown = shown_entry(row.entry, blind=self.hides_energy)
        return row if shown is row.entry else TimelineRow(shown, row.reading)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Which entries are on this computer alone; in a clinic without a hub nothing is said of it.

    `alone` is what was found of the entries that were `asked` about. What the reader signed since is on its way.
    """

    hub: bool = False
    asked: frozenset[EntryId] = frozenset()
    alone: frozenset[EntryId] = frozenset()

    def are_alone(self, row: TimelineRow) -> bool:
        """Is it not known to be on the hub?"""
        signed_since = row.id not in self.asked and row.entry.author.member == row.reading.reader
        return self.hub and (row.id in self.alone or signed_since)

    def tags(self, row: TimelineRow) -> tuple[Tag, ...]:
        """A mark for what is on its way."""
        return (Tag(_(SAVED_HERE), icon="save"),) if self.are_alone(row) else ()

    def lines(self, row: TimelineRow) -> tuple[Line, ...]:
        """At the end of the whole entry."""
        if not self.hub:
            return ()
        told = _("Saved here, on its way to the hub") if self.are_alone(row) else _("Shared")
        return (Line(_("Where it is"), told),)


NOT_TOLD = Whereabouts()


def lead(row: TimelineRow) -> str:
    """The discipline in a word."""
    return _(DISCIPLINES[row.discipline])


def icon(row: TimelineRow) -> str:
    """The icon in the tile: what it is, or the discipline's own."""
    content = row.entry.content
    if isinstance(content, Note) and content.type is NoteType.GROUP:
        return "groups"
    if row.kind is Kind.MEDICATION:
        return "pill"
    return _ICONS.get(type(content), row.discipline.value)


def kind(row: TimelineRow) -> str:
    """What it is called, and how long a session was."""
    content = row.entry.content
    if isinstance(content, Note) and content.session_start and content.session_stop:
        start, stop = content.session_start.instant, content.session_stop.instant
        if start and stop:
            minutes = _("{n} min").format(n=round((stop - start).total_seconds() / 60))
            return f"{row.kind_name}, {minutes}"
    return row.kind_name


def time(row: TimelineRow) -> str:
    """The time of day, where it is known."""
    instant = row.at.instant
    return clock(instant, row.reading.voice) if instant else ""


def headline(row: TimelineRow, *, veil: Veil) -> str:
    """The short line; where it would tell a hidden weight, what the entry is."""
    hidden = veil.hides(row.entry.content) and not row.blind_weight
    return row.kind_name if hidden else veil.over(row).headline


def told_under_the_flag(row: TimelineRow, chart: Chart) -> str:
    """The short line where no key shows what is hidden: in titles, in messages, and in what is kept as a draft."""
    return headline(row, veil=Veil(chart.person.blind_weight))


def sentence(row: TimelineRow, *, veil: Veil) -> str:
    """The one sentence; where it would tell a hidden weight, what the entry is."""
    hidden = veil.hides(row.entry.content) and not row.blind_weight
    return row.kind_name if hidden else veil.over(row).said


def body(row: TimelineRow, *, veil: Veil) -> str:
    """The first words of the whole, for two lines under the headline; of an answer also what it answers."""
    if veil.hides(row.entry.content):
        return _(HOLD_TO_SHOW)
    return " ".join(words for words in (veil.over(row).brief, about(row, veil=veil)) if words)


def about(row: TimelineRow, *, veil: Veil) -> str:
    """Which entry an addendum, a signature, an acknowledgement or a correction belongs to."""
    if row.about is None or not isinstance(row.entry.content, _ANSWERS):
        return ""
    other = TimelineRow(row.about, row.reading)
    return f"{_('About')} {other.kind_name}, {other.day}: {headline(other, veil=veil)}"


def tags(row: TimelineRow, *, veil: Veil) -> Iterator[Tag]:
    """The marks beside the headline, the most pressing first."""
    content = row.entry.content
    if row.status is Status.IN_ERROR:
        yield Tag(_("Entered in error"), "danger", "danger_tint", "danger_tint", "warning")
    if row.needs_my_acknowledgement:
        yield Tag(_("Needs your acknowledgement"), "warn", "warn_tint", "warn_line")
    elif row.awaited.anybody:
        yield Tag(_("Not yet acknowledged by {names}").format(names=_few(_asked(row))))
    if row.awaits_cosignature_of is not None:
        yield Tag(awaited(row), "warn", "warn_tint", "warn_line")
    if veil.hides(content):
        yield Tag(_(WEIGHT_HIDDEN), "text2", "sunken", "sunken", "hidden")
    if hides_energy(content, blind=veil.hides_energy) and not row.withheld:
        yield Tag(_(ENERGY_HIDDEN), "text2", "sunken", "sunken", "hidden")
    if isinstance(content, Note) and content.template:
        yield Tag(template_name(content.template))
    if isinstance(content, Note):
        for goal in content.goals:
            yield Tag(_("Goal {n}").format(n=goal.number))
    if row.imported:
        yield Tag(_("Imported"), icon="import")
    if row.replaced_by is not None:
        yield Tag(_("Replaced by a later version"))
    if row.addenda:
        told = ngettext("{n} addendum", "{n} addenda", len(row.addenda))
        yield Tag(told.format(n=len(row.addenda)), icon="add")
    if row.status is Status.COSIGNED:
        yield Tag(_("Co-signed"), "ok", "ok_tint", "ok_tint")
    elif row.kind is Kind.MEDICATION and row.status is Status.SIGNED and row.awaits_cosignature_of is None:
        yield Tag(_("Signed"), "ok", "ok_tint", "ok_tint")


def _asked(row: TimelineRow) -> list[str]:
    """Of whom an answer is still asked: members by name, and roles."""
    voice, wanted = row.reading.voice, row.awaited
    names = [voice.name(member, "a member of staff") for member in wanted.members]
    return [*names, *(spaced(role, voice) for role in wanted.roles)]


def _few(names: Sequence[str]) -> str:
    """Two names, and how many others there are; all of them stand in the open entry."""
    others = len(names) - 2
    told = ", ".join(names[:2])
    return (
        told
        if others < 1
        else ngettext("{names} and {n} other", "{names} and {n} others", others).format(names=told, n=others)
    )


def awaited(row: TimelineRow) -> str:
    """Whose co-signature an entry awaits, in words."""
    awaited, reading = row.awaits_cosignature_of, row.reading
    if awaited == reading.reader:
        return _("Awaits your co-signature")
    name = reading.voice.names.get(awaited or "", "")
    return _("Awaits co-signature of {name}").format(name=name) if name else _("Awaits co-signature")


def whole(row: TimelineRow, team: Team, *, veil: Veil) -> tuple[Line, ...]:
    """All of an entry, and all that was added to it, line by line."""
    return (*_content(row, veil=veil), *_added(row, team))


def _content(row: TimelineRow, *, veil: Veil) -> Iterator[Line]:
    if veil.hides(row.entry.content) and not row.withheld:
        yield Line("", _(HOLD_TO_SHOW))
        return
    shown = veil.over(row)
    for line in shown.lines:
        if line.label or line.text != shown.headline:
            yield line
    if shown is not row and not row.withheld:
        yield Line("", _(HOLD_TO_SHOW_ENERGY))
    if words := about(row, veil=veil):
        yield Line("", words)


def _added(row: TimelineRow, team: Team) -> Iterator[Line]:
    record = row.reading.record
    if row.struck is not None and not row.withheld:
        yield Line(_("Entered in error"), _signed(row.struck, row), block=True)
    for addendum in row.addenda:
        yield from _addendum(addendum, row)
    for signature in record.cosignatures.get(row.id, ()):
        yield Line(_("Co-signature"), _signed(signature, row), block=True)
    yield from _receipts(row, team)
    yield Line(_("Brought in by") if row.imported else _("Signed"), _signature(row))


def _receipts(row: TimelineRow, team: Team) -> Iterator[Line]:
    """Who acknowledged it and who saw it, one a line with role and time, and who has not yet."""
    voice, found = row.reading.voice, receipts(row, team.names)
    if found.acknowledged:
        yield Line(_("Acknowledged by"), "\n".join(one.told(voice) for one in found.acknowledged))
    if found.unanswered:
        yield Line(_("Not yet acknowledged by"), ", ".join(found.unanswered))
    if found.seen or not found.acknowledged:
        yield Line(_("Seen by"), "\n".join(one.told(voice) for one in found.seen) or _("nobody else yet"))
    if (found.seen or found.acknowledged) and found.unseen:
        yield Line(_("Not yet seen by"), ", ".join(found.unseen))


def _addendum(addendum: Entry, row: TimelineRow) -> Iterator[Line]:
    """What was added, as its writer marked it, and by whom."""
    other, label = TimelineRow(addendum, row.reading), _("Addendum")
    for line in other.lines:
        yield line if line.label else replace(line, label=label, block=True)
        label = ""
    yield Line("", f"{other.author}, {moment(other.recorded_at, row.reading.voice)}")


def _signed(entry: object, row: TimelineRow) -> str:
    other = TimelineRow(entry, row.reading)  # type: ignore[arg-type]
    text = "\n".join(line.text for line in other.lines)
    return f"{text}\n{other.author}, {moment(other.recorded_at, row.reading.voice)}"


def _signature(row: TimelineRow) -> str:
    who = row.brought_in_by or row.author
    return f"{who}, {moment(row.recorded_at, row.reading.voice)}"


def spoken(row: TimelineRow, team: Team, *, unread: bool, veil: Veil, whereabouts: Whereabouts = NOT_TOLD) -> str:
    """The row as a screen reader says it: discipline, what, author, time, title, and every mark."""
    when = " ".join(part for part in (row.day, time(row)) if part)
    marks = [tag.text for tag in (*tags(row, veil=veil), *whereabouts.tags(row))]
    state = [_("unread")] if unread else []
    told = [lead(row), kind(row), row.author, when, headline(row, veil=veil), *state, *marks, team.seen(row)]
    return ", ".join(filter(None, told))
