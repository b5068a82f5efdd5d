"""The whole of a C-CDA: sections within sections, ids, authors, documents in one piece, what no chart can hold."""

import pytest

from careboard.clinical.entry import SourceFormat
from careboard.clinical.paper import Document
from careboard.exchange.attachments import attached
from careboard.exchange.ccda_in import read_ccda
from careboard.exchange.ccda_in.document import NO_TEMPLATE, SAME_ID, TOO_LONG
from careboard.exchange.ccda_in.media import INSIDE, OUTSIDE
from careboard.exchange.facts import Fate
from tests.exchange.ccda_documents import (
    MEDICATIONS,
    PROBLEMS,
    RESULTS,
    ZONE,
    ccda,
    contents,
    loinc,
    medicine,
    observation,
    organizer,
    parts,
    problem,
    section,
    snomed,
)

NUMBER = '<value xsi:type="PQ" value="7" unit="d"/>'


def test_that_a_section_within_a_section_is_a_part_of_its_own() -> None:
    inner = section(PROBLEMS, text="Inner words")
    outer = section(("51848-0", "Assessment"), text="Outer words").replace(
        "</section>", f"<component>{inner}</component></section>"
    )
    found = parts(outer)
    assert [part.where for part in found] == ["Assessment", "Problems"]
    assert "Inner words" not in found[0].canonical
    assert [one.text for one in contents(found) if isinstance(one, Document)][0:3:2] == ["Outer words", "Inner words"]


def test_that_a_section_without_a_word_is_left_out() -> None:
    assert parts(section(PROBLEMS))[0].reading.fate is Fate.LEFT_OUT


def test_that_an_entry_that_holds_nothing_is_left_out() -> None:
    found = parts(section(PROBLEMS, "", problem(observation(snomed("value", "1", "Tics", kind="CD"), kind="4.4"))))
    assert [part.reading.fate for part in found] == [Fate.LEFT_OUT, Fate.TAKEN]


def test_that_an_author_is_that_of_the_entry_else_the_section_else_the_document() -> None:
    def author(name: str) -> str:
        return f"<author><assignedAuthor><assignedPerson><name>{name}</name></assignedPerson></assignedAuthor></author>"

    own = f'<act moodCode="EVN">{loinc("1-1", "Plan")}{author("Entry Author")}</act>'
    of_section = section(PROBLEMS, own, f'<act moodCode="EVN">{loinc("2-2", "Plan")}</act>')
    of_section = of_section.replace("<text>", f"{author('Section Author')}<text>")
    found = parts(of_section, section(RESULTS, text="Nothing new"))
    assert [part.reading.author for part in found] == ["Entry Author", "Section Author", "Ana Ortiz MD"]


def test_that_an_author_who_is_only_an_id_is_looked_up_in_the_document() -> None:
    referred = '<author><assignedAuthor><id root="1.2" extension="7"/></assignedAuthor></author>'
    (found,) = parts(section(PROBLEMS, f'<act moodCode="EVN">{loinc("1-1", "Plan")}{referred}</act>'))
    assert found.reading.author == "Ana Ortiz MD"


def test_that_two_different_facts_under_one_id_are_kept_apart_and_one_fact_listed_twice_is_not() -> None:
    def panel(value: str) -> str:
        one = observation(f"{loinc('2345-7', 'Glucose')}{NUMBER.replace('7', value)}", kind="4.2")
        return organizer(one, code=loinc("24323-8", "Chemistry"))

    found = parts(section(RESULTS, panel("7"), panel("8")))
    assert [part.resource_id for part in found] == ["", ""]
    assert [SAME_ID in part.reading.findings for part in found] == [True, False]
    listed = parts(
        section(MEDICATIONS, medicine()), section(("10183-2", "Discharge medications"), medicine("<text>again</text>"))
    )
    assert [part.resource_id for part in listed] == ["m1", "m1"]


def test_that_system_and_id_of_an_entry_are_its_root_and_extension() -> None:
    (found,) = parts(section(MEDICATIONS, medicine()))
    assert (found.system, found.resource_id) == ("urn:oid:1.9", "m1")
    assert (found.where, found.resource_type) == ("Medications, entry 1", "SubstanceAdministration")
    assert found.last_updated == "2026-09-15T14:12:00Z"


def test_that_a_document_that_names_no_template_is_read_with_a_doubt() -> None:
    bare = ccda(section(PROBLEMS, text="Words")).replace(b"2.16.840.1.113883.10.20.22.1.2", b"1.2.3")
    assert read_ccda(bare, ZONE)[0].reading.findings == (NO_TEMPLATE,)


@pytest.mark.parametrize(
    ("text", "told", "doubts"),
    [
        ('<text mediaType="text/plain">Slept well.</text>', "Slept well.", ()),
        ('<text mediaType="text/plain" representation="B64">U2xlcHQgd2VsbC4=</text>', "Slept well.", ()),
        (
            '<text mediaType="application/pdf" representation="B64">JVBERi0=</text>',
            "application/pdf",
            (INSIDE.format(kind="application/pdf"),),
        ),
        (
            '<text mediaType="application/pdf"><reference value="scan.pdf"/></text>',
            "scan.pdf",
            (OUTSIDE.format(name="scan.pdf"),),
        ),
    ],
)
def test_that_a_document_in_one_piece_is_kept(text: str, told: str, doubts: tuple[str, ...]) -> None:
    whole = ccda().replace(b"<structuredBody></structuredBody>", f"<nonXMLBody>{text}</nonXMLBody>".encode())
    (_, part) = read_ccda(whole, ZONE)
    (first, *_) = part.reading.contents
    assert isinstance(first, Document)
    assert told in first.text
    assert part.reading.findings == doubts


@pytest.mark.parametrize("held", [' representation="B64">e1xydGYxIFdlbGwufQ==', r">{\rtf1 Well.}"])
def test_that_a_document_that_is_one_rtf_is_a_file_and_shows_no_code_of_it(held: str) -> None:
    body = f'<nonXMLBody><text mediaType="text/rtf"{held}</text></nonXMLBody>'
    (_, part) = read_ccda(ccda().replace(b"<structuredBody></structuredBody>", body.encode()), ZONE)
    (first, *_) = part.reading.contents
    assert isinstance(first, Document)
    assert first.text == "[a file is embedded: text/rtf]"
    assert part.reading.findings == (INSIDE.format(kind="text/rtf"),)
    (file,) = attached(part.canonical, SourceFormat.CCDA_XML)
    assert (file.media_type, file.content) == ("text/rtf", rb"{\rtf1 Well.}")


def test_that_a_file_within_an_entry_is_told_and_can_be_opened_and_one_that_did_not_come_is_told() -> None:
    picture = '<observationMedia><value mediaType="image/gif" representation="B64">R0lG ODlh</value></observationMedia>'
    named = '<value mediaType="image/jpeg"><reference value="hand.jpeg"/></value>'
    held = f"<component><observationMedia>{named}</observationMedia></component>"
    (part,) = parts(section(PROBLEMS, f"<act><component>{picture}</component>{held}</act>", text="Words"))
    assert part.reading.findings == (INSIDE.format(kind="image/gif"), OUTSIDE.format(name="hand.jpeg"))
    (file,) = attached(part.canonical, SourceFormat.CCDA_XML)
    assert (file.media_type, file.content) == ("image/gif", b"GIF89a")


def test_that_the_name_of_a_file_is_told_on_one_short_line_however_long_its_sender_made_it() -> None:
    named = f'<value mediaType="image/jpeg"><reference value="{"x" * 90_000}.jpeg"/></value>'
    (part,) = parts(section(PROBLEMS, f"<act><component>{named}</component></act>", text="Words"))
    assert max(map(len, part.reading.findings)) < 200


def test_that_a_part_that_no_chart_can_hold_is_refused_alone() -> None:
    long = section((PROBLEMS[0], "x"), text="Words").replace("x", f"{'x' * 9000} ", 1)
    assert len(parts(long)) == 1
    named = f'<section><code code="1" displayName="{"x" * 200_000}"/><text>Words</text></section>'
    refused, taken = parts(named, section(PROBLEMS, text="Words"))
    assert refused.reading.refused == TOO_LONG
    assert taken.reading.fate is Fate.KEPT_AS_TEXT


def test_that_a_row_that_no_entry_tells_is_kept_and_one_that_is_told_is_not_told_twice() -> None:
    rows = "<tr><td>fluoxetine 20 MG Oral Capsule</td></tr><tr><td>fluoxetine 40 MG Oral Capsule</td></tr>"
    (part,) = parts(section(MEDICATIONS, medicine(), text=f"<table>{rows}</table>"))
    assert [one.text for one in part.reading.contents if isinstance(one, Document)] == ["fluoxetine 40 MG Oral Capsule"]
