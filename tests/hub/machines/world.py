"""What machines begin with: a small clinic made once, and pure answers that are computed once.

A signature that was found good or bad for these bytes is so for every computer of a machine; only time is saved.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from careboard.clinical.people import Role
from careboard.clinical.values import When
from careboard.errors import CareboardError
from careboard.exchange.sync import admission
from careboard.vault import codec, keyring, registry, verifier
from careboard.vault.epochs import Epoch, read_epoch
from careboard.vault.keys import Keyset, PublicKeys, StreamKey
from careboard.vault.record import Header, Record
from careboard.workflow.open_vault import unlocked
from tests.clinic import BEGAN, SAID, Clinic, Ticking, make_clinic, note
from tests.hub.machines.computers import Computer

P = ParamSpec("P")
T = TypeVar("T")
ROLES = (Role.NURSE, Role.COUNSELOR, Role.PHYSICIAN)
USUAL, STEPS, SHRINK = 500, 20, False
NOTE = codec.encode(note(), When.at(BEGAN), SAID)


@dataclass(frozen=True)
class World:
    """A clinic: its id, everybody's keys with the founder's first, and the records that every computer begins with.

    `spare`: keys of newcomers and new keys, the same in every example, so that what is asked of them is asked once.
    """

    clinic: str
    people: tuple[Keyset, ...]
    beginning: tuple[Record, ...]
    chart: str
    spare: tuple[Keyset, ...] = field(default_factory=lambda: tuple(Keyset.new() for _ in range(4)))

    def computer(self, number: int, clock: Ticking) -> Computer:
        """A new computer of the person with this number."""
        return Computer(self.people[number], self.clinic, clock, self.beginning)


def world_of(clinic: Clinic) -> World:
    """The world of a clinic as it lies in its file."""
    file = clinic.file()
    people = (clinic.founder, *(clinic.members[role] for role in ROLES))
    return World(clinic.id, people, tuple(file.every()), clinic.patient)


@pytest.fixture(scope="module")
def answered_once() -> Iterator[None]:
    """Pure questions are answered once while a module's machine runs."""
    with pytest.MonkeyPatch.context() as patch:
        _answered_once(patch)
        yield


@pytest.fixture(scope="module")
def world(home: object, answered_once: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The clinic of a module's machine."""
    clinic = make_clinic(tmp_path_factory.mktemp("world"), ROLES)
    yield world_of(clinic)
    clinic.close()


def run(
    machine: type[RuleBasedStateMachine], examples: int, steps: int = STEPS, world: World | None = None
) -> Counter[str]:
    """Run so many examples of a machine, in a world; what it counted. The usual ones are the same every time."""
    kind = type(machine.__name__, (machine,), {"world": world, "counted": Counter[str]()})
    usual = examples == USUAL
    run_state_machine_as_test(
        kind,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=usual,
            database=None,
            report_multiple_bugs=False,
            phases=(Phase.generate, Phase.shrink) if SHRINK else (Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
    return kind.counted  # type: ignore[attr-defined, no-any-return]


def _answered_once(patch: pytest.MonkeyPatch) -> None:
    """Pure questions about the same bytes are answered once, for every computer and every example."""
    patch.setattr(PublicKeys, "check", _once(PublicKeys.check))
    patch.setattr(Keyset, "unwrap", _once(Keyset.unwrap))
    patch.setattr(StreamKey, "step_down", _once(StreamKey.step_down))
    patch.setattr(PublicKeys, "public_kem", _once(PublicKeys.public_kem))
    patch.setattr(keyring, "read_epoch", _once_by_name(read_epoch))
    pure = (registry, "read_header"), (registry, "parse_canon"), (verifier, "read_header"), (verifier, "is_itself")
    for module, name in (*pure, (keyring, "parse_canon")):
        patch.setattr(module, name, _once(getattr(module, name)))
    fold = _once(registry.fold_registry)
    for asking in (unlocked, admission):
        patch.setattr(asking, "fold_registry", lambda records, pinned: fold(tuple(records), pinned))


def _once_by_name(read: Callable[[bytes, Header, dict[str, Any]], Epoch]) -> Callable[..., Epoch]:
    """What a record says of a key, read once for each record."""
    known: dict[bytes, Epoch] = {}

    def asked(record: bytes, header: Header, body: dict[str, Any]) -> Epoch:
        if record not in known:
            known[record] = read(record, header, body)
        return known[record]

    return asked


def _once(pure: Callable[P, T]) -> Callable[P, T]:
    """As `pure`, asked once for the same arguments; what it raised is raised again."""

    @lru_cache(maxsize=1 << 16)
    def answer(*args: Any) -> tuple[T | None, CareboardError | None]:
        try:
            return pure(*args), None  # type: ignore[call-arg]
        except CareboardError as refusal:
            return None, refusal

    def asked(*args: P.args, **named: P.kwargs) -> T:
        found, refusal = answer(*args, *named.values())
        if refusal is not None:
            raise refusal.with_traceback(None)
        return found  # type: ignore[return-value]

    return asked
