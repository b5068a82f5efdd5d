"""Files from anywhere: spoilt in the ways in which files spoil, none does more than say so in a sentence."""

import json
import random
import time
from collections.abc import Callable
from datetime import tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careboard.clinical.condition import Diagnosis
from careboard.clinical.values import Coded
from careboard.exchange.claims import IMPOSSIBLE
from careboard.exchange.delivery import read_delivery
from careboard.exchange.facts import LookUp, Reading, Resource
from careboard.exchange.readers import Readers
from careboard.exchange.refusals import Cancelled
from tests.exchange.deliveries import DATA, READERS, ZONE, JsonObject, bundle, counts, delivered, file, person, problem

WHOLE = (DATA / "hl7-references.json").read_bytes()
RESOURCES = 11


def cut(content: bytes, dice: random.Random) -> bytes:
    return content[: dice.randrange(len(content) - 3)]


def flipped(content: bytes, dice: random.Random) -> bytes:
    spoilt = bytearray(content)
    for _ in range(dice.randrange(1, 20)):
        spoilt[dice.randrange(len(spoilt))] = dice.choice(b'\x00\xff\x80{}[]",:\\ 0e-')
    return bytes(spoilt)


def doubled(content: bytes, dice: random.Random) -> bytes:
    return content + content[: dice.randrange(1, len(content))]


def wide(content: bytes, dice: random.Random) -> bytes:
    return content.decode().encode(dice.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-32"]))


@pytest.mark.parametrize("spoil", [cut, flipped, doubled, wide])
def test_that_a_spoilt_file_is_refused_whole_or_read_whole(spoil: Callable[[bytes, random.Random], bytes]) -> None:
    dice = random.Random(7)
    refused = 0
    for _ in range(150):
        plan = delivered(("spoilt", spoil(WHOLE, dice)), file(person("other")))
        spoilt, other = plan.reports
        assert other.taken == {"Registration": 1}
        assert counts(spoilt) in (1, RESOURCES)
        refused += [where for where, _ in spoilt.refused] == ["spoilt"]
    assert refused > 20


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=10,
)
ODD = st.fixed_dictionaries(
    {"resourceType": st.sampled_from(["Encounter", "DocumentReference", "DiagnosticReport", "Observation", "Account"])},
    optional={
        name: JSON | st.fixed_dictionaries({"reference": JSON | st.sampled_from(["#p", "Patient/p", "Observation/o"])})
        for name in (
            "id", "subject", "patient", "encounter", "context", "participant", "result", "hasMember", "identifier",
            "contained",
        )
    },
)  # fmt: skip


@given(st.lists(ODD, max_size=4), JSON | st.just("http://a.example/fhir/Observation/o"))
def test_that_odd_shapes_end_in_a_count_or_a_refusal(resources: list[JsonObject], full_url: object) -> None:
    entries = [{"resource": one, "fullUrl": full_url} for one in [person("p"), *resources]]
    (report,) = delivered({"resourceType": "Bundle", "type": "batch", "entry": entries}).reports
    assert counts(report) in (1, len(entries))


def test_that_a_value_that_no_reader_foresaw_refuses_its_resource_alone() -> None:
    def stumbling(resource: Resource, look_up: LookUp, zone: tzinfo) -> Reading:
        return Reading() if resource["id"] == "good" else Reading(contents=(Diagnosis(Coded("")),))

    given = bundle({"resourceType": "Basic", "id": "good"}, {"resourceType": "Basic", "id": "bad"})
    plan = read_delivery([file(given)], [], None, ZONE, readers=Readers(stumbling, READERS.ccda))
    assert plan.reports[0].left_out == {"Basic": 1}
    assert plan.reports[0].refused == (("entry 2: Basic/bad", IMPOSSIBLE),)


def test_that_observations_that_name_one_another_end() -> None:
    ring = [
        {"resourceType": "Observation", "id": str(n), "hasMember": [{"reference": f"Observation/{(n + 1) % 3}"}]}
        for n in range(3)
    ]
    assert delivered(bundle(*ring)).reports[0].left_out == {"Observation": 3}


def many(number: int) -> bytes:
    facts = [problem(str(n), "Patient/p", "x" * 200, note=[{"text": "y" * 200}]) for n in range(number)]
    return json.dumps(bundle(person("p", mrn="1"), *facts, base="http://a.example/fhir")).encode()


def _quick(resource: Resource, look_up: LookUp, zone: tzinfo) -> Reading:
    if resource["resourceType"] == "Patient":
        return READERS.resource(resource, look_up, zone)
    return Reading((Diagnosis(Coded("x")),))


def test_that_stopping_takes_less_than_a_second_wherever_it_is_wanted() -> None:
    given = [("many", many(50_000))]
    looks = 0
    longest = 0.0
    last = time.process_time()

    def look() -> bool:
        nonlocal looks, longest, last
        now = time.process_time()
        looks, longest, last = looks + 1, max(longest, now - last), now
        return False

    plan = read_delivery(given, [], None, ZONE, cancelled=look, readers=Readers(_quick, READERS.ccda))
    assert plan.reports[0].taken == {"Diagnosis": 50_000, "Registration": 1}
    assert longest < 0.9
    assert looks > 50_000
    with pytest.raises(Cancelled):
        read_delivery(given, [], None, ZONE, cancelled=lambda: True, readers=READERS)
