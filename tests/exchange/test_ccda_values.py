"""Times, quantities, codes and words as a C-CDA writes them: nothing is made more exact, converted or renamed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from careboard.clinical.measured import LabResult, Result
from careboard.clinical.values import LOINC, Comparator, Precision, Quantity
from careboard.exchange.ccda_in import narrative, times
from tests.exchange.ccda_documents import RESULTS, ZONE, content, loinc, observation, organizer, snomed


@pytest.mark.parametrize(
    ("written", "iso", "assumed"),
    [
        ("2023", "2023", ""),
        ("202305", "2023-05", ""),
        ("20230507", "2023-05-07", ""),
        ("20230507-0500", "2023-05-07", ""),
        ("2023050714", "2023-05-07", ""),
        ("202305071430", "2023-05-07T18:30:00Z", "zone assumed"),
        ("20230507143015", "2023-05-07T18:30:15Z", "zone assumed"),
        ("20230507143015-0500", "2023-05-07T19:30:15Z", ""),
        ("20230507143015.250+0130", "2023-05-07T13:00:15.250000Z", ""),
        ("20230507143015Z", "2023-05-07T14:30:15Z", ""),
    ],
)
def test_that_a_time_is_as_exact_as_it_is_written(written: str, iso: str, assumed: str) -> None:
    found = times.time(written, ZONE)
    assert found is not None
    assert (found.iso, found.zone_assumed) == (iso, assumed == "zone assumed")


@pytest.mark.parametrize(
    "written",
    ["", "unknown", "20903003", "20230230", "2023-05-07", "0000", "20230507143015+9999", "00010101000000+1400"],
)
def test_that_what_is_no_time_is_left_open(written: str) -> None:
    assert times.time(written, ZONE) is None


@given(st.text(alphabet="0123456789.+-Z", max_size=30))
def test_that_no_spelling_of_a_time_raises(written: str) -> None:
    found = times.time(written, ZONE)
    assert found is None or found.precision is not Precision.UNKNOWN


def result_of(value: str) -> Result:
    """The result of an observation with this value."""
    found = content(
        RESULTS, observation(f'{loinc("14334-7", "Lithium")}<statusCode code="completed"/>{value}', kind="4.2")
    )
    assert isinstance(found, LabResult)
    assert found.result is not None
    return found.result


@pytest.mark.parametrize(
    ("value", "quantity"),
    [
        ('<value xsi:type="PQ" value="0.80" unit="mmol/L"/>', Quantity(Decimal("0.80"), "mmol/L", ucum="mmol/L")),
        ('<value xsi:type="PQ" value="7" unit="1"/>', Quantity(Decimal(7), "", ucum="1")),
        ('<value xsi:type="INT" value="15"/>', Quantity(Decimal(15))),
        ('<value xsi:type="REAL" value="-1.5"/>', Quantity(Decimal("-1.5"))),
        ('<value value="3" unit="mg"/>', Quantity(Decimal(3), "mg", ucum="mg")),
        (
            '<value xsi:type="PQ" value="&lt; 0.3" unit="ng/mL"/>',
            Quantity(Decimal("0.3"), "ng/mL", Comparator.LESS, "ng/mL"),
        ),
        (
            '<value xsi:type="IVL_PQ"><low nullFlavor="NA"/><high value="0.01" unit="ug/L" inclusive="false"/></value>',
            Quantity(Decimal("0.01"), "ug/L", Comparator.LESS, "ug/L"),
        ),
        (
            '<value xsi:type="IVL_PQ"><low value="60" unit="mL/min"/></value>',
            Quantity(Decimal(60), "mL/min", Comparator.AT_LEAST, "mL/min"),
        ),
        (
            '<value xsi:type="IVL_PQ"><low value="60" unit="mL" inclusive="false"/><high nullFlavor="PINF"/></value>',
            Quantity(Decimal(60), "mL", Comparator.MORE, "mL"),
        ),
        (
            '<value xsi:type="PQ" nullFlavor="OTH"><translation value="12" displayName="EIA"/></value>',
            Quantity(Decimal(12), "EIA"),
        ),
    ],
)
def test_that_a_number_keeps_its_digits_unit_and_comparator(value: str, quantity: Quantity) -> None:
    assert result_of(value) == Result(quantity=quantity)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ('<value xsi:type="ST">Unable to calculate</value>', "Unable to calculate"),
        ('<value xsi:type="IVL_PQ"><low value="1" unit="g"/><high value="2" unit="g"/></value>', "1 g to 2 g"),
        ('<value xsi:type="RTO_PQ_PQ"><numerator value="1"/><denominator value="128"/></value>', "1 / 128"),
        ('<value xsi:type="TS" value="20260915"/>', "15-Sep-2026"),
        ('<value xsi:type="PQ" value="about 7" unit="mg"/>', "about 7 mg"),
        ('<value xsi:type="PQ" value="1e99" unit="mg"/>', "1e99 mg"),
        ('<value xsi:type="BL" value="true"/>', "true"),
        ('<value xsi:type="ED" mediaType="text/plain" representation="B64">U2xlZXBz</value>', "Sleeps"),
        (
            '<value xsi:type="ED" mediaType="image/png" representation="B64">AAAA</value>',
            "[a file is embedded: image/png]",
        ),
    ],
)
def test_that_a_result_without_a_number_is_kept_in_words(value: str, text: str) -> None:
    assert result_of(value) == Result(text=text)


def test_that_an_absent_result_says_why() -> None:
    found = result_of('<value xsi:type="PQ" nullFlavor="ASKU"/>')
    assert found.absent is not None
    assert found.absent.text == "Asked, but unknown"


def test_that_a_code_keeps_its_translations_and_the_words_that_were_written() -> None:
    original = '<originalText><reference value="#n"/></originalText>'
    translation = '<translation code="F32.9" codeSystem="2.16.840.1.113883.6.90" displayName="MDD, unspecified"/>'
    value = snomed("value", "35489007", "Depressive disorder", original + translation, kind="CD")
    found = content(
        RESULTS, observation(f"{loinc('1-1', 'Finding')}{value}"), text='<content ID="n">Low mood for weeks</content>'
    )
    assert isinstance(found, LabResult)
    assert found.result is not None
    assert found.result.coded is not None
    assert found.result.coded.text == "Low mood for weeks"
    assert [one.code for one in found.result.coded.codings] == ["35489007", "F32.9"]


def test_that_words_which_several_codes_point_to_name_none_of_them() -> None:
    original = '<originalText><reference value="#row"/></originalText>'
    one = observation(
        f'{loinc("2345-7", "Glucose", original)}<value xsi:type="PQ" value="90" unit="mg/dL"/>', kind="4.2"
    )
    two = observation(
        f'{loinc("2823-3", "Potassium", original)}<value xsi:type="PQ" value="4" unit="mmol/L"/>', kind="4.2"
    )
    panel = loinc("24323-8", "Chemistry panel")
    found = content(RESULTS, organizer(one, two, code=panel), text='<content ID="row">Chemistry</content>')
    assert isinstance(found, LabResult)
    assert [part.code.text for part in found.components] == ["Glucose", "Potassium"]


def test_that_the_same_id_in_another_section_is_another_place() -> None:
    root = etree.fromstring(
        '<a xmlns="urn:hl7-org:v3"><section><text><content ID="x">first</content></text><r value="#x"/></section>'
        '<section><text><content ID="x">second</content></text><r value="#x"/></section><r value="#x"/></a>'
    )
    references = narrative.References(root)
    targets = [references.target(one) for one in root.iter("{urn:hl7-org:v3}r")]
    assert [one.text for one in targets if one is not None] == ["first", "second", "first"]


def words(inside: str) -> str:
    return narrative.words(etree.fromstring(f'<text xmlns="urn:hl7-org:v3">{inside}</text>'))


def test_that_a_narrative_reads_line_by_line() -> None:
    table = (
        "<table><thead><tr><th>Drug</th><th>Dose</th></tr></thead><tbody>"
        "<tr><td>lithium</td><td>300 mg<br/>at night</td></tr><tr><td>none</td><td/></tr>"
        '<tr><td colspan="2">End</td></tr></tbody></table>'
    )
    listed = "<list><item>one</item><item>two</item></list>"
    assert words(f"Seen\n   today.<br/>Slept <b>well</b>.{listed}{table}<paragraph>Done.</paragraph>").split("\n") == [
        "Seen today.",
        "Slept well.",
        "- one",
        "- two",
        "Drug: lithium; Dose: 300 mg; at night",
        "Drug: none",
        "End",
        "Done.",
    ]


def test_that_deleted_words_are_marked_as_deleted() -> None:
    assert words('Takes <content revised="delete">lithium</content> nothing.') == "Takes [deleted: lithium] nothing."


def test_that_an_empty_marker_stands_for_the_cell_it_is_in() -> None:
    entry = observation(f'{loinc("1-1", "Note")}<text><reference value="#m"/></text>', kind="4.2")
    found = content(RESULTS, entry, text='<table><tr><td><content ID="m"/>Walks alone</td></tr></table>')
    assert isinstance(found, LabResult)
    assert found.result == Result(text="Walks alone")


def test_that_a_range_and_its_interpretation_are_words() -> None:
    entry = observation(
        f'{loinc("14334-7", "Lithium")}<value xsi:type="PQ" value="1.4" unit="mmol/L"/>'
        '<interpretationCode code="H" codeSystem="2.16.840.1.113883.5.83"/><referenceRange><observationRange>'
        '<value xsi:type="IVL_PQ"><low value="0.6" unit="mmol/L"/><high value="1.0" unit="mmol/L"/></value>'
        "</observationRange></referenceRange>",
        kind="4.2",
    )
    found = content(RESULTS, organizer(entry))
    assert isinstance(found, LabResult)
    assert (found.reference_range, found.interpretation[0].text) == ("0.6 mmol/L to 1.0 mmol/L", "High")
    assert (found.code.text, found.code.code_in(LOINC)) == ("Lithium", "14334-7")
