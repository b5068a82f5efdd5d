"""What every client does by itself for colleagues with new keys: what it reads goes on to them, and stolen keys go out.

Where nobody was given new keys it costs a look at the people, and writes nothing.
"""

from collections.abc import Iterator

from careboard.workflow.open_vault import OpenVault
from careboard.workflow.people import belonging, half_open, renew_keys
from careboard.workflow.reading import streams_within_reach


def look_after_new_keys(vault: OpenVault) -> None:
    """When somebody signs in, and after each exchange with a hub; nothing for who has left."""
    if vault.member in vault.registry.active:
        renew_what_was_stolen(vault)
        hand_over(vault)
        lead_to_loose_keys(vault)


def lead_to_loose_keys(vault: OpenVault) -> int:
    """Begin new keys where a colleague was handed only one of two that were made at once; of how many streams."""
    due = [stream for stream in _own_streams(vault) if half_open(vault, stream)]
    for stream in due:
        renew_keys(vault, stream)
    return len(due)


def hand_over(vault: OpenVault) -> int:
    """Hand over what this member reads to colleagues who have new keys; how many charts and keys that were.

    Every client does it by itself when somebody signs in and after each exchange with a hub; mostly there is nothing.
    """
    if not any(one.instead for one in vault.registry.active.values()):
        return 0
    due = [(stream, member) for stream in _own_streams(vault) for member in _without_a_key(vault, stream)]
    for stream, member in due:
        vault.grant(stream, member)
    return len(due)


def renew_what_was_stolen(vault: OpenVault) -> int:
    """Begin new keys where somebody may know the newest one by stolen keys; of how many streams."""
    stolen = vault.registry.stolen
    due = [stream for stream in _own_streams(vault) if stolen and vault.keyring.knowing(stream) & stolen]
    for stream in due:
        renew_keys(vault, stream)
    return len(due)


def _own_streams(vault: OpenVault) -> list[str]:
    if not vault.registry.policy.may_write_kind("grant", vault.roles):
        return []
    return [
        stream
        for stream in (vault.registry.clinic_stream, *streams_within_reach(vault))
        if vault.keyring.holds(stream) and vault.member in belonging(vault, stream)
    ]


def _without_a_key(vault: OpenVault, stream: str) -> Iterator[str]:
    """Of a stream that nobody else reads nothing is handed over here: its owner alone does that."""
    members = vault.registry.members
    for member in sorted(belonging(vault, stream) - vault.keyring.knowing(stream)):
        if members[member].instead:
            yield member
