"""The same fact again: the same identity adds nothing, other content is a new version that follows the old."""

from dataclasses import replace
from typing import Any

import pytest

from careboard.clinical.condition import Diagnosis
from careboard.clinical.entry import Entry, Kind, Source, SourceFormat
from careboard.clinical.note import EnteredInError, ErrorReason
from careboard.clinical.paper import Document
from careboard.clinical.person import DetailsChange, HumanName, Registration
from careboard.clinical.values import Coded, EntryId
from careboard.exchange.charts import OLDER
from careboard.exchange.identity import for_patient, identity
from careboard.exchange.known import known_patient
from careboard.exchange.versions import is_older, places_taken
from tests.exchange.deliveries import Charts, JsonObject, bundle, delivered, file, person, problem

A, B = "http://a.example/fhir", "http://b.example/fhir"
MAYA = person("maya", mrn="1")
MAYAS = "Patient/maya"


def version(words: str, number: str = "", updated: str = "", **more: Any) -> JsonObject:
    meta = {"versionId": number} if number else {}
    meta |= {"lastUpdated": updated} if updated else {}
    return problem("c", MAYAS, words, **({"meta": meta} if meta else {}), **more)


def given(*versions: JsonObject, base: str = A) -> JsonObject:
    return bundle(MAYA, *versions, base=base)


@pytest.fixture
def charts() -> Charts:
    charts = Charts()
    charts.import_(given(version("first", "1")))
    return charts


def problems(charts: Charts) -> list[Entry]:
    (entries,) = charts.entries.values()
    return [one for one in entries if isinstance(one.content, Diagnosis)]


def words(charts: Charts) -> list[str]:
    return [one.content.code.text for one in problems(charts) if isinstance(one.content, Diagnosis)]


def test_that_the_same_fact_again_adds_nothing_in_whatever_file_it_comes(charts: Charts) -> None:
    plan = charts.import_(file(given(version("first", "1")), {"resourceType": "Library"}))
    assert plan.people == ()
    assert plan.reports[0].taken == {"Diagnosis": 1, "Registration": 1}


def test_that_other_spaces_and_order_are_the_same_fact(charts: Charts) -> None:
    fact = dict(reversed(version("first", "1").items()))
    assert charts.import_(given(fact)).people == ()


def test_that_other_content_is_a_new_version_that_follows_the_old(charts: Charts) -> None:
    charts.import_(given(version("second", "2")))
    first, second = problems(charts)
    assert second.ref == first.id
    charts.import_(given(version("third")))
    assert problems(charts)[2].ref == second.id


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (version("first", "9"), version("second", "10")),
        (version("first", "x", "2026-09-01T10:00:00Z"), version("second", "a", "2026-09-01T13:00:00+02:00")),
        (version("first"), version("second")),
        (version("first", "1", "2026-09-02T10:00:00Z"), version("second", "2", "2026-09-01T10:00:00Z")),
    ],
)
def test_that_versions_given_together_follow_one_another_in_their_order(old: JsonObject, new: JsonObject) -> None:
    for order in ([old, new], [new, old]):
        charts = Charts()
        charts.import_(given(*order))
        stated = [old, new] if "meta" in old else order
        assert words(charts) == [one["code"]["text"] for one in stated]
        assert problems(charts)[1].ref == problems(charts)[0].id


def test_that_an_older_version_that_comes_late_changes_nothing_and_is_kept_in_words() -> None:
    charts = Charts()
    charts.import_(given(version("second", "2")))
    plan = charts.import_(given(version("first", "1")))
    assert plan.reports[0].taken == {"Diagnosis": 1, "Registration": 1}
    assert plan.reports[0].findings == (("entry 2: Condition/c", OLDER),)
    assert words(charts) == ["second"]
    (entries,) = charts.entries.values()
    (kept,) = [one.content for one in entries if isinstance(one.content, Document) and one.ref is None]
    assert "first" in kept.text
    assert charts.import_(given(version("first", "1")), given(version("second", "2"))).people == ()
    charts.import_(given(version("third", "3")))
    assert problems(charts)[1].ref == problems(charts)[0].id


def test_that_an_older_version_that_says_the_same_adds_nothing() -> None:
    charts = Charts()
    charts.import_(given(version("same", "2")))
    assert charts.import_(given(version("same", "1"))).people == ()


def test_that_a_version_without_a_number_is_not_taken_for_an_older_one(charts: Charts) -> None:
    charts.import_(given(version("second")))
    assert words(charts) == ["first", "second"]


def test_that_the_same_id_of_another_system_is_another_fact(charts: Charts) -> None:
    charts.import_(given(version("other"), base=B))
    assert problems(charts)[1].ref is None


def test_that_without_a_system_the_code_must_be_the_same() -> None:
    charts = Charts()
    charts.import_(bundle(MAYA, version("same")))
    charts.import_(bundle(MAYA, version("same", note=[{"text": "more"}])), bundle(MAYA, version("other")))
    first, second, third = problems(charts)
    assert (second.ref, third.ref) == (first.id, None)


def test_that_the_system_of_an_identifier_is_one() -> None:
    identifier = [{"value": "0"}, {"system": "urn:oid:1.2", "value": "1"}]
    plan = delivered(bundle(MAYA, problem("c", MAYAS, identifier=identifier)))
    assert plan.people[0].incoming[1].source.system == "urn:oid:1.2"


def test_that_a_fact_without_an_id_has_no_versions() -> None:
    charts = Charts()
    for text in ("one", "two"):
        charts.import_(bundle(MAYA, {key: value for key, value in version(text).items() if key != "id"}))
    assert [one.ref for one in problems(charts)] == [None, None]


def test_that_what_was_marked_in_error_here_is_not_brought_again(charts: Charts) -> None:
    (patient,) = charts.entries
    wrong = problems(charts)[0]
    mark = replace(
        wrong,
        id=EntryId("e" * 64),
        kind=Kind.NOTE,
        content=EnteredInError(ErrorReason.WRONG_PATIENT),
        ref=wrong.id,
        source=None,
    )
    charts.entries[patient].append(mark)
    assert charts.import_(given(version("first", "1"))).people == ()


def test_that_a_registration_in_error_is_not_who_the_patient_is(charts: Charts) -> None:
    charts.import_(person("maya", mrn="1", family="Wrong"))
    (patient,) = charts.entries
    wrong = charts.entries[patient][-1]
    assert isinstance(wrong.content, DetailsChange)
    mark = replace(
        wrong,
        id=EntryId("e" * 64),
        content=EnteredInError(ErrorReason.WRONG_PATIENT),
        ref=wrong.id,
        source=None,
        kind=Kind.NOTE,
    )
    known = known_patient(patient, [*charts.entries[patient], mark])
    assert known is not None
    assert known.registration.name.family == "Rivera"


def test_that_whoever_was_never_registered_is_unknown() -> None:
    assert known_patient("a" * 64, []) is None  # type: ignore[arg-type]


def test_that_a_fact_is_another_one_in_another_chart() -> None:
    source = Source(SourceFormat.FHIR_R4_JSON, "a" * 64, "Condition", "0" * 64, "{}")
    assert identity("one", source) != identity("other", source)
    assert identity("one", source) != identity("one", replace(source, resource="[]"))
    assert identity("a", replace(source, system="b")) != identity("ab", source)
    assert identity("one", source) == identity("one", replace(source, file_sha256="b" * 64, author="x", path="y"))


def test_that_a_plan_for_somebody_new_is_settled_by_an_id(charts: Charts) -> None:
    (new,) = delivered(given(version("first"))).people
    settled = for_patient(new, next(iter(charts.entries)))
    assert settled.patient == next(iter(charts.entries))
    for before, after in zip(new.incoming, settled.incoming, strict=True):
        assert after.source.identity == identity(settled.patient, before.source)
        assert replace(after, source=before.source) == before


@pytest.mark.parametrize(
    ("ours", "theirs", "older"),
    [
        (("1", ""), ("2", ""), True),
        (("10", ""), ("9", ""), False),
        (("2", ""), ("2", ""), False),
        (("1", "2026-01-02"), ("2", "2026-01-01"), True),
        (("", "2026-01-01"), ("", "2026-01-02"), True),
        (("x", "2026-01-01"), ("3", "2026-01-02"), True),
        (("", ""), ("3", "2026-01-02"), False),
        (("1", ""), ("", "2026-01-02"), False),
        (("²", "soon"), ("3", "2026-01-02"), False),
    ],
)
def test_that_only_what_the_source_says_makes_a_version_older(
    ours: tuple[str, str], theirs: tuple[str, str], *, older: bool
) -> None:
    source = Source(
        SourceFormat.FHIR_R4_JSON, "a" * 64, "Condition", "0" * 64, "{}", version_id=ours[0], last_updated=ours[1]
    )
    assert is_older(source, *theirs) is older


def diagnosis(words: str) -> Diagnosis:
    return Diagnosis(Coded(words))


def document(words: str) -> Document:
    return Document(Coded(words), words, text=words)


REGISTRATION = Registration(HumanName("Rivera"))


@pytest.mark.parametrize(
    ("contents", "before", "places"),
    [
        ([diagnosis("a")], [], [0]),
        ([diagnosis("a")], [diagnosis("b")], [0]),
        ([diagnosis("b"), diagnosis("c")], [diagnosis("a"), diagnosis("b")], [1, 0]),
        ([document("a")], [diagnosis("a")], [0]),
        ([document("a"), diagnosis("b")], [diagnosis("a")], [0, 1]),
        ([diagnosis("b"), document("a")], [diagnosis("a")], [0, 1]),
        ([DetailsChange(REGISTRATION, "x"), diagnosis("b")], [REGISTRATION, diagnosis("a")], [0, 1]),
        ([diagnosis("b")], [REGISTRATION], [1]),
    ],
)
def test_that_each_content_takes_the_place_of_its_equal_or_of_its_kind(
    contents: list[Diagnosis | Document], before: list[Diagnosis | Document], places: list[int]
) -> None:
    assert places_taken(contents, before) == places
