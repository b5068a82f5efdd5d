"""What changed about the clinic's people since one was last here, said once after signing in, until it is closed."""

from collections.abc import Sequence

from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.ui.desk import Desk
from careboard.ui.parts.message_bar import MessageBar
from careboard.workflow.people_news import news_of_people

_MOST = 3  # sentences; the audit has all


def tell_of_people(desk: Desk, messages: MessageBar) -> None:
    """Ask, and say it where there is anything."""

    def tell(news: Sequence[str]) -> None:
        if news:
            messages.notice(worded(news))

    desk.ask(news_of_people, messages, tell)


def worded(news: Sequence[str]) -> str:
    """The newest of these sentences, and how many more there are."""
    told = [_("Since your last visit:"), *news[-_MOST:]]
    if (more := len(news) - _MOST) > 0:
        told.append(ngettext("{n} more change.", "{n} more changes.", more).format(n=more))
    return " ".join(told)
