"""A person with new keys, because the old ones were lost or stolen: the old ones sign nothing more that counts.

Name, roles and all that was signed stay theirs. Whoever reads a chart hands it over to the new keys; what only the old
ones open, such as private notes, goes along where their owner shows the old passphrase.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from careboard.clinical.people import Role
from careboard.clinical.values import MemberId
from careboard.documents.keys_on_paper import Kit
from careboard.settings import ClinicSettings, SettingsRefused, sign_in_name
from careboard.vault.keys import Keyset, PublicKeys
from careboard.vault.keyslot import KdfCost, Slot
from careboard.vault.refusals import NotAllowed
from careboard.workflow.clinic import clinic_name, today
from careboard.workflow.founding import Keep, Person, newcomer, on_no_paper, prepared, refuse_no_name
from careboard.workflow.handing_on import hand_over, renew_what_was_stolen
from careboard.workflow.open_vault import Draft, OpenVault, clear
from careboard.workflow.people import heads_of, is_private
from careboard.workflow.reading import authors_of, streams_within_reach
from careboard.workflow.session import Session
from careboard.workflow.sign_in import keys_behind


def give_new_keys(
    session: Session, member: str, keys: PublicKeys, *, stolen: bool, old: Keyset | None = None
) -> MemberId:
    """Sign that a member has these keys in place of all others; the id of the new ones.

    The caller has compared the six words of the keys with their owner. `stolen`: somebody may have the old ones, so
    that every chart gets a new key at once. `old`: where their owner showed them, private notes go along.
    Raises NotAllowed for anybody but an administrator, and for who does not belong to the clinic.
    """
    sign_new_keys(session.vault, member, keys, stolen=stolen, old=old)
    if session.vault.member in session.vault.registry.active:
        session.authors = authors_of(session.vault)
    return MemberId(keys.id)


def sign_new_keys(vault: OpenVault, member: str, keys: PublicKeys, *, stolen: bool, old: Keyset | None = None) -> None:
    """As `give_new_keys`, for whoever needs no names."""
    vault.look_ahead()
    before = _refuse_others(vault, member)
    body = {"keys": keys.to_json(), "roles": sorted(vault.registry.active[before].roles), "instead": before}
    member_draft = clear("member", body | {"stolen": stolen}, to=keys.id, reg=vault.registry.last + 1)
    vault.write([member_draft, *_grants(vault, [vault.registry.clinic_stream], keys)])
    vault.refresh()
    hand_over(vault)
    for owner in [old] if old is not None else [vault.keyset] if before == vault.member else []:
        _hand_over_private(vault if owner is vault.keyset else _opened_by(vault, owner), keys)
    _end_old_keys(vault, keys.id)
    if vault.member in vault.registry.active:
        renew_what_was_stolen(vault)


def give_new_keys_here(
    session: Session,
    member: str,
    passphrase: str,
    sign_in: str = "",
    *,
    stolen: bool,
    old_passphrase: str = "",
    keep: Keep = on_no_paper,
    cost: KdfCost | None = None,
) -> Kit:
    """As `give_new_keys`, for somebody who types a new passphrase at this computer; `keep` puts the new kit on paper.

    `sign_in` is needed where they do not sign in here yet. What fails before the keys are signed takes everything back.
    """
    vault = session.vault
    vault.refresh()
    before = _refuse_others(vault, member)
    settings = ClinicSettings(vault.clinic)
    name = _own_name(settings, before, sign_in)
    old = keys_behind(vault, before, old_passphrase) if old_passphrase else None
    person = Person(session.authors[before].name, Role.ADMIN, name, passphrase)  # the role is signed by none of this
    clinic = clinic_name(vault), vault.clinic
    secret = settings.site_secret()
    new = newcomer(person, Keyset.new(), clinic, secret, cost or KdfCost(), today(vault))
    with _name_given_back(settings, name), prepared(vault.file, new, secret, keep):
        give_new_keys(session, member, new.keyset.public, stolen=stolen, old=old)
    vault.file.drop_keyslots(before, Slot.PASSPHRASE)
    return new.kit


def _grants(vault: OpenVault, streams: Iterable[str], keys: PublicKeys) -> list[Draft]:
    return [vault.grant_draft(stream, keys) for stream in streams if vault.keyring.holds(stream)]


def _hand_over_private(vault: OpenVault, keys: PublicKeys) -> None:
    private = [stream for stream in streams_within_reach(vault) if is_private(vault, stream)]
    if private:
        vault.write(_grants(vault, private, keys))


def _opened_by(vault: OpenVault, keyset: Keyset) -> OpenVault:
    return OpenVault(vault.file, keyset, vault.clinic, vault.clock)


def _end_old_keys(vault: OpenVault, new: str) -> None:
    """All others of this person, also new ones that were once given by half; the own ones last of all."""
    vault.refresh()
    registry = vault.registry
    theirs = [key for key in registry.active if registry.person(key) == registry.person(new) and key != new]
    for key in sorted(theirs, key=lambda key: key == vault.member):
        vault.look_ahead()
        vault.write([clear("revoke", {"heads": heads_of(vault, key)}, to=key, reg=vault.registry.last + 1)])
    vault.refresh()


def _refuse_others(vault: OpenVault, member: str) -> str:
    """The keys with which this member signs now."""
    if Role.ADMIN not in vault.roles:
        raise NotAllowed("Only an administrator gives somebody new keys.", "Ask an administrator of the clinic.")
    key = vault.registry.signing(member)
    if key not in vault.registry.active:
        raise NotAllowed("There is no such member now.", "List the members of the clinic.")
    return key


def _own_name(settings: ClinicSettings, member: str, sign_in: str) -> str:
    """The name under which they sign in here stays; a new one must not be anybody else's."""
    names = settings.sign_ins()
    known = next((name for name, owner in names.items() if owner == member), "")
    wanted = sign_in_name(sign_in) or known
    refuse_no_name(wanted)
    if names.get(wanted, member) != member:
        raise SettingsRefused("Somebody already signs in under this name on this computer.", "Choose another name.")
    return wanted


@contextmanager
def _name_given_back(settings: ClinicSettings, name: str) -> Iterator[None]:
    """Where no new keys were given, the name belongs to the old ones as before."""
    before = settings.sign_ins().get(name)
    try:
        yield
    except BaseException:
        if before is not None:
            settings.keep_sign_in(name, before, first=False)
        raise
