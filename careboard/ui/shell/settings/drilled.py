"""What a recovery drill proved, or how it failed and what to do about it, in words."""

from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.workflow.drills import Drill, Proven


def proved(proven: Proven) -> str:
    """Sentences about a drill that succeeded: what opened, what others would hand over, and what would be lost."""
    told = {
        Drill.KIT: _("It works. Your kit opened, in a copy, what was sealed for your key alone."),
        Drill.CUSTODY: _("It works. Two sheets opened, in a copy, what was sealed for them alone."),
        Drill.COLLEAGUE: _("It works. The new keys opened, in a copy, what was sealed for them alone."),
    }[proven.drill]
    return " ".join([told, *_opened(proven), *_others(proven), *_closed(proven), _("The copy is gone.")])


def _opened(proven: Proven) -> list[str]:
    if not proven.charts:
        return []
    words = ngettext("{n} shared chart opened with it.", "{n} shared charts opened with it.", proven.charts)
    return [words.format(n=proven.charts)]


def _others(proven: Proven) -> list[str]:
    if not proven.others:
        return []
    words = ngettext(
        "{n} chart would come from a colleague who reads it, at their next sign-in.",
        "{n} charts would come from colleagues who read them, at their next sign-in.",
        proven.others,
    )
    return [words.format(n=proven.others)]


def _closed(proven: Proven) -> list[str]:
    if not proven.closed:
        return []
    lost = ngettext("{n} chart would be lost:", "{n} charts would be lost:", proven.closed).format(n=proven.closed)
    why = {
        Drill.KIT: "",
        Drill.CUSTODY: _("no custody key was given to it. Keep the kits of those who read it safe."),
        Drill.COLLEAGUE: _("nobody else reads it any more. Add a colleague to its care team."),
    }[proven.drill]
    return [f"{lost} {why}"]


def failed_told(drill: Drill, error: CareboardError) -> str:
    """What failed, and what is to be done before it is needed."""
    to_do = {
        Drill.KIT: _("Is it your newest kit? Then make a new one under Cover and lock today: this one helps nobody."),
        Drill.CUSTODY: _(
            "Look for the right sheets today. They cannot be made anew: without two of them only kits and colleagues "
            "are left."
        ),
        Drill.COLLEAGUE: _("Check every record under Backup and record, and tell the privacy officer."),
    }[drill]
    return " ".join([_("It failed."), error.told, to_do])
