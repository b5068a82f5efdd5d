"""What every client does for emergencies by itself: the group, and each chart that it reads, kept as they should be.

What is in order costs a look and writes nothing.
"""

from collections.abc import Callable

from careboard.exchange.refusals import never
from careboard.workflow.breaking_glass.group import is_stale, tend_group, wrap_chart
from careboard.workflow.open_vault import OpenVault
from careboard.workflow.people import renew_keys
from careboard.workflow.reading import streams_within_reach


def tend_all(vault: OpenVault, stopped: Callable[[], bool] = never) -> None:
    """Hand the group's key to who came, take it from who left, and wrap each chart within reach; it may be stopped."""
    if vault.registry.group is None:
        return
    tend_group(vault)
    for stream in streams_within_reach(vault):
        if stopped():
            return
        if is_stale(vault, stream):
            renew_keys(vault, stream)
        wrap_chart(vault, stream)
