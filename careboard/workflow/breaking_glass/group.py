"""The break-glass group of a clinic, and which charts it could open: made once, and tended by every client.

Nothing is wrapped to a group that somebody is in who should not be; private notes never are.
"""

from collections.abc import Mapping, Sequence

from careboard.clinical.people import Role
from careboard.errors import CareboardError
from careboard.projections.patient.person import medical_record_number, registration
from careboard.projections.standing import standing
from careboard.vault.glass import GroupGrant, Whom, group_keys, pad_of
from careboard.vault.keys import Keyset, PublicKeys, StreamKey
from careboard.vault.policy import CLINICAL
from careboard.vault.refusals import NoKey, NotAllowed
from careboard.workflow.open_vault import Draft, OpenVault, clear
from careboard.workflow.reading import entries_of


def eligible(vault: OpenVault) -> Mapping[str, PublicKeys]:
    """Who may open a chart in an emergency: every member of a clinical role."""
    return {key: member.keys for key, member in vault.registry.active.items() if member.roles & CLINICAL}


def make_group(vault: OpenVault, *, halves: bool = False) -> None:
    """An administrator makes the clinic's break-glass group, or renews it; `halves`: the clinic has a hub, for good."""
    vault.look_ahead()
    _refuse_others(vault)
    halves = halves or (vault.registry.group is not None and vault.registry.group.halves)
    key = StreamKey.new()
    draft = vault.stream_draft(key, eligible(vault), custody=False, group=group_keys(key).public)
    _sign(vault, draft.stream, [draft], halves=halves)


def split(vault: OpenVault) -> None:
    """The clinic got a hub: from now on no chart's key is wrapped whole. An administrator signs it, once."""
    vault.refresh()
    _refuse_others(vault)
    if vault.registry.group is None:
        make_group(vault, halves=True)
    elif not vault.registry.group.halves:
        vault.look_ahead()
        _sign(vault, vault.registry.group.stream, halves=True)


def tend_group(vault: OpenVault) -> None:
    """Who left loses the group's key, also an administrator who only made it; who came gets it. By who is in it."""
    group = vault.registry.group
    if group is None or not vault.keyring.holds(group.stream):
        return
    members, knowing = frozenset(eligible(vault)), vault.keyring.knowing(group.stream)
    if vault.member not in members:
        return
    if knowing - members or not _is_true(vault, group.stream):
        vault.begin_epoch(group.stream, members, custody=False)
        return
    for member in sorted(members - knowing):
        vault.grant(group.stream, member)


def sound_key(vault: OpenVault) -> PublicKeys | None:
    """What charts are wrapped to; None without a group, or while somebody is in it who should not be."""
    group = vault.registry.group
    key = vault.keyring.group_of(group.stream) if group is not None else None
    return key if key is not None and _is_sound(vault, key.id) else None


def is_stale(vault: OpenVault, stream: str) -> bool:
    """Can the newest key of a chart be opened by who should not, or whole in a clinic that has a hub?"""
    group, given = vault.registry.group, _of_newest(vault, stream)
    return group is not None and any(not _is_sound(vault, g.to) or (group.halves and not g.half) for g in given)


def wrap_chart(vault: OpenVault, stream: str, *, renewed: bool = False) -> None:
    """Hand a chart's newest key to the group, where that is to be done; `renewed`: the patient's name is another now.

    A stream that nobody knows to be a chart is left alone, so that no private note is ever within reach.
    """
    key, halves = sound_key(vault), vault.registry.group is not None and vault.registry.group.halves
    if key is None or not vault.keyring.holds(stream):
        return
    given = any(grant.to == key.id and grant.half is halves for grant in _of_newest(vault, stream))
    if (renewed or not given) and _to_be_believed(vault):
        whom = _whom(vault, stream)
        if whom is not None:
            vault.hand_to_group(stream, key, whom, halves=halves)


def wrap_again(vault: OpenVault, stream: str) -> None:
    """After a chart's key was renewed, or its group: hand it over again where it was handed over before."""
    if vault.keyring.glass(stream):
        tend_group(vault)
        wrap_chart(vault, stream)


def pads_due(vault: OpenVault) -> list[tuple[str, str, bytes]]:
    """Stream, key and pad of every chart's key that was handed out in halves and that this member reads."""
    due = {(g.stream, g.key) for stream in vault.keyring.streams for g in vault.keyring.glass(stream) if g.half}
    found = []
    for stream, key in sorted(due):
        try:
            found.append((stream, key, pad_of(vault.keyring.key(stream, key))))
        except NoKey:
            continue
    return found


def group_keysets(vault: OpenVault) -> dict[str, Keyset]:
    """The group's key sets that this member holds, by key id: charts may have been wrapped to an older one."""
    group = vault.registry.group
    found: dict[str, Keyset] = {}
    for level in vault.keyring.levels(group.stream) if group is not None else ():
        for epoch in level:
            try:
                keys = group_keys(vault.keyring.key(epoch.stream, epoch.key))
            except CareboardError:
                continue
            found[keys.id] = keys
    return found


def _of_newest(vault: OpenVault, stream: str) -> list[GroupGrant]:
    given = vault.keyring.glass(stream)
    newest = vault.keyring.levels(stream)[-1][-1].key if given else ""
    return [grant for grant in given if grant.key == newest]


def _is_sound(vault: OpenVault, group_key: str) -> bool:
    """Does nobody know this key of the group who is not to? A key is known to who made it, too."""
    group = vault.registry.group
    epochs = [e for level in vault.keyring.levels(group.stream) for e in level] if group is not None else []
    epochs = [epoch for epoch in epochs if epoch.group is not None and epoch.group.id == group_key]
    knowing = {member for e in epochs for member in (e.author, *vault.keyring.audience(e.stream, e.key))}
    return bool(epochs) and knowing <= eligible(vault).keys()


def _to_be_believed(vault: OpenVault) -> bool:
    """Who is not in the group cannot tell, and believes it as who is in it will."""
    group = vault.registry.group
    return group is not None and (not vault.keyring.holds(group.stream) or _is_true(vault, group.stream))


def _is_true(vault: OpenVault, stream: str) -> bool:
    """Do the group's keys that charts are wrapped to belong to the key that its members hold?"""
    said, (_epoch, key) = vault.keyring.group_of(stream), vault.keyring.current(stream)
    return said is not None and said.id == group_keys(key).id


def _whom(vault: OpenVault, stream: str) -> Whom | None:
    """Whose chart a stream is; None for what is no chart."""
    registered = registration(standing(entries_of(vault, stream, {})))
    if registered is None:
        return None
    name, born = registered.name, registered.birth_date.iso if registered.birth_date else ""
    given, mrn = " ".join(name.given), medical_record_number(registered)
    return Whom(name.family or name.text, given, registered.preferred_name, born, mrn)


def _sign(vault: OpenVault, stream: str, also: Sequence[Draft] = (), *, halves: bool) -> None:
    body = {"stream": stream, "halves": halves}
    vault.write([*also, clear("bg-group", body, reg=vault.registry.last + 1)])
    vault.refresh()


def _refuse_others(vault: OpenVault) -> None:
    if Role.ADMIN not in vault.roles:
        raise NotAllowed("Only an administrator makes the clinic ready for emergencies.")
