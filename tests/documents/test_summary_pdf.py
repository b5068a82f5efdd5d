"""The summary on paper: what stands where, on every page, and in no copy (decision 0016)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Literal
from unicodedata import normalize

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careboard.clinical.medication.orders import Hold, MedicationStart
from careboard.clinical.medication.taking import DoseGiven, MedicationReported, MedicationStatus
from careboard.clinical.paper import Audience, Direction
from careboard.clinical.permission import Part2, Part2Review
from careboard.clinical.values import Coded, Informant, Period, When
from careboard.documents.emergency_pdf import emergency_pdf
from careboard.documents.fonts import HEAVY, NO_GLYPH
from careboard.documents.medicine_list import name_runs
from careboard.documents.response_chart import response_chart
from careboard.documents.strips import Column, Dot, Words
from careboard.documents.summary_pdf import summary_paper, summary_pdf
from careboard.documents.typeset import text_of
from careboard.projections.summary import Additions, Section, Summary, emergency_sheet
from careboard.projections.summary.additions import SectionWords
from careboard.projections.summary.lanes import SHOWN
from careboard.projections.summary.parts import Lack, Missing
from careboard.projections.wording import Voice
from careboard.reference.statements import part2_statements
from tests.clinical_examples import (
    CONTACT,
    DISCHARGE,
    REGISTRATION,
    RELEASE,
    SERTRALINE,
    WEIGHT,
    at,
    each_morning,
    entry_id,
    mg,
)
from tests.documents.charts import MEDICINES, with_medicines, with_scores
from tests.old_wordings import old_wordings_in
from tests.projections.records import chart, every_example, on, signed
from tests.projections.story import COURSE, STORY
from tests.projections.test_summary import BLIND, CONSENTED, TO_SINGH, made, without


def pages_of(pdf: bytes) -> list[str]:
    """The words of each page, on one line."""
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def page_of(title: str, pages: list[str]) -> str:
    """The page that begins with a title."""
    (found,) = (page for page in pages[1:] if re.search(rf"(summary|care|program|alta) {re.escape(title)}\b", page))
    return found


def bare(text: str) -> str:
    """A text without spaces: a word may be divided at the end of a line."""
    return "".join(text.split())


# -- A17: field by field ----------------------------------------------------------------------------------------------

HEADINGS = (
    *("Reason for admission", "Diagnoses", "Allergies", "Care, treatment and services provided"),
    *("Symptoms and side effects", "Procedures performed", "Condition and disposition at discharge", "Level of care"),
    *("Risk", "Rating scales", "Results", "Laboratory tests and checks due", "Latest orders", "Pending results"),
    *("Nutrition plan", "Plan of care and goals", "Home practice", "Information given to patient and family"),
    *("Provisions for follow-up", "Signature"),
)
HOLDS = (
    ("Reason for admission", "Restores eating outside residential care"),
    ("Diagnoses", "Major depressive disorder, recurrent, moderate (F33.1)"),
    ("Allergies", "Allergy to penicillin: hives"),
    ("Care, treatment and services provided", "1 session, 1 hour 30 minutes"),
    (
        "Care, treatment and services provided",
        "from 50 mg oral every morning to 100 mg oral every morning: Partial response",
    ),
    ("Care, treatment and services provided", "Recapitulation Not recorded Attendance"),
    ("Symptoms and side effects", "nausea, moderate, sertraline 50 mg tablet suspected"),
    ("Procedures performed", "Nasogastric tube removal: Tolerated well"),
    ("Condition and disposition at discharge", "Condition Stable: eats to plan"),
    ("Condition and disposition at discharge", "Outcome Eats to plan on 6 of 7 evenings"),
    ("Condition and disposition at discharge", "Disposition Home, to outpatient psychiatry"),
    ("Level of care", "Intensive outpatient"),
    ("Risk", "Risk of suicide Moderate, was Low 08-Sep-2026"),
    ("Risk", "Access to means Asked: no firearm at home"),
    ("Rating scales", "PHQ-9 11 (10-Sep-2026)"),
    ("Results", "Potassium: 3.9 mmol/L"),
    ("Latest orders", "Test ordered: Lithium, due 22-Sep-2026"),
    ("Pending results", "TSH: pending"),
    ("Nutrition plan", "2,200 to 2,400 kcal a day"),
    ("Plan of care and goals", "I want to eat dinner with my family without a fight."),
    ("Information given to patient and family", "Safety plan: a copy was given to the patient"),
    ("Provisions for follow-up", "Dr. R. Singh, outpatient psychiatry"),
    ("Provisions for follow-up", "follow-up within 7 days"),
    ("Provisions for follow-up", "Aftercare Weekly individual therapy"),
    ("Signature", "Signed electronically by A. Chen, MD, 16-Sep-2026 10:00"),
)


def under(heading: str, copy: Summary) -> str:
    """What stands between a heading and the next one, heads and feet of pages left out."""
    pages = pages_of(summary_pdf(copy))
    stay = " ".join(page for page in pages[2:] if " Safety plan Warning" not in page and " Disclosure This" not in page)
    plain = re.sub(r"Lakeside · made .*? Page \d+ of \d+( SHA-256)?", " ", stay)
    after = plain.split(f" {heading} ", 1)[1]
    ends = [after.index(f" {other} ") for other in HEADINGS if f" {other} " in after and other != heading]
    return after[: min(ends, default=len(after))]


@pytest.mark.parametrize(("heading", "words"), HOLDS)
def test_that_each_item_stands_under_its_heading_on_paper(heading: str, words: str) -> None:
    assert bare(words) in bare(under(heading, made()))


@pytest.mark.parametrize("heading", HEADINGS[:-1])
def test_that_an_empty_heading_says_that_nothing_is_recorded(heading: str) -> None:
    assert "Not recorded" in under(heading, made(chart(), signer=None))


def test_that_words_of_a_person_are_not_followed_by_the_claim_that_nothing_is_recorded() -> None:
    added = Additions(sections={Section.CONDITION: SectionWords("Eats with others, sleeps, no thought of dying.")})
    told = under("Condition and disposition at discharge", made(without("discharge"), additions=added))
    assert told.startswith("Eats with others")
    assert "Condition Not recorded" not in told
    assert "Disposition Not recorded" in told


def test_that_the_medicine_list_names_dose_route_frequency_purpose_and_the_decision() -> None:
    page = page_of("Medication list", pages_of(summary_pdf(made())))
    row = "sertraline 50 mg tablet Started 02-Sep-2026, dose since 05-Sep-2026 100 mg oral every morning depression"
    for word in (*row.split(), "07-Sep-2026", "08:00", "continue", "A. Chen, MD"):
        assert word in page


def test_that_a_route_is_not_broken_within_its_word() -> None:
    depot = replace(each_morning("380"), route=Coded("intramuscular"))
    start = signed(MedicationStart(SERTRALINE, depot, "relapse", at("03")), "depot", at=on(3))
    for audience in Audience:
        assert " intramuscular " in page_of(
            "Medication list", pages_of(summary_pdf(made(chart(*STORY, start), audience)))
        )


@pytest.mark.parametrize(
    "name",
    [
        "Nguy\u1ec5n \u0110\u1ea1t",
        "\u0395\u03bb\u03ad\u03bd\u03b7",
        "\u0412\u043b\u0430\u0434\u0438\u043c\u0438\u0440",
        "\u0141ukasz \u017b\u00f3\u0142\u0107",
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_that_vietnamese_greek_cyrillic_and_polish_names_print_as_they_are_written(
    name: str, form: Literal["NFC", "NFD"]
) -> None:
    contact = replace(CONTACT, name=normalize(form, name))
    first = pages_of(summary_pdf(made(chart(*STORY, signed(contact, "other", at=on(2))))))[0]
    assert normalize("NFC", name) in first
    assert NO_GLYPH not in first


def test_that_the_date_of_a_long_acting_injection_is_told_with_the_next() -> None:
    injection = DoseGiven(SERTRALINE, mg("100"), COURSE, next_due=When("2026-10-13"))
    page = page_of("Medication list", pages_of(summary_pdf(made(chart(*STORY, signed(injection, "inj", at=on(9)))))))
    assert "Long-acting injections sertraline 50 mg tablet: 09-Sep-2026 08:00, next due 13-Oct-2026" in page
    assert "Long-acting injections Not recorded" in page_of("Medication list", pages_of(summary_pdf(made())))


def test_that_an_unknown_dose_prints_not_confirmed() -> None:
    home = MedicationReported(
        replace(SERTRALINE, text="kava", ingredients=(), strengths=()), MedicationStatus.ACTIVE, Informant.PATIENT
    )
    pages = pages_of(summary_pdf(made(chart(*STORY, signed(home, "home", at=on(3))))))
    assert "not confirmed" in page_of("Medication list", pages)


def test_that_tall_letters_are_heavier() -> None:
    medicine = made(chart(*with_medicines(1))).medicines[0]
    assert [run.text for run in name_runs(medicine) if run.font == HEAVY] == ["PROP"]


def test_that_no_code_of_ours_is_printed() -> None:
    words = " ".join(pages_of(summary_pdf(made(chart(*CONSENTED), additions=TO_SINGH))))
    for code in ("26643006", "loinc.org", "urn:", "44249-1", COURSE[:12]):
        assert code not in words


# -- every page -------------------------------------------------------------------------------------------------------


def copies() -> Iterator[Summary]:
    """Every kind of copy."""
    for audience, language in ((Audience.CLINICIAN, "en"), (Audience.PATIENT, "en"), (Audience.PATIENT, "es")):
        for direction in (Direction.IOP, Direction.RESIDENTIAL, Direction.COMMUNITY):
            yield made(chart(*CONSENTED), audience, TO_SINGH, language=language, direction=direction)


@pytest.mark.parametrize("copy", list(copies()), ids=lambda copy: f"{copy.audience}-{copy.language}-{copy.direction}")
def test_that_every_page_says_who_it_is_and_which_page_of_how_many(copy: Summary) -> None:
    pages = pages_of(summary_pdf(copy))
    for number, page in enumerate(pages, start=1):
        assert "RIVERA, Maya" in page
        assert copy.identity.born in page
        assert "004-1187" in page
        assert copy.title in page
        assert (
            f"Page {number} of {len(pages)}" if copy.language == "en" else f"Página {number} de {len(pages)}"
        ) in page


def test_that_every_page_says_when_it_was_made_by_whom_and_the_hash_of_its_content() -> None:
    for page in pages_of(summary_pdf(made(), "ab" * 32)):
        assert "made 16-Sep-2026 10:00" in page
        assert "signed by A. Chen, MD" in page
        assert "ab" * 32 in page


@pytest.mark.parametrize("language", ["en", "es"])
def test_that_a_draft_says_so_on_every_page(language: str) -> None:
    copy = made(audience=Audience.PATIENT, language=language, signer=None)
    assert all("DRAFT" in page for page in pages_of(summary_pdf(copy)))
    assert not any("DRAFT" in page for page in pages_of(summary_pdf(made())))


def test_that_a_draft_says_what_it_waits_for() -> None:
    unsigned = made(signer=None)
    assert unsigned.unsigned_only
    assert "DRAFT: not signed, not for use" in pages_of(summary_pdf(unsigned))[0]
    unfinished = replace(unsigned, missing=(Missing(Lack.SECTION, "", "", ""), *unsigned.missing))
    assert "DRAFT: not complete, not for use" in pages_of(summary_pdf(unfinished))[0]


def test_that_a_copy_for_nobody_says_so_on_every_page() -> None:
    assert all("Internal copy, not for release" in page for page in pages_of(summary_pdf(made())))
    released = made(chart(*CONSENTED), additions=TO_SINGH)
    assert not any("Internal copy" in page for page in pages_of(summary_pdf(released)))


def test_that_a_pdf_says_what_it_is_in_which_language_with_its_fonts_and_an_outline() -> None:
    pdf = summary_pdf(made())
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    about = document.get_metadata_dict()
    assert (about["Title"], about["Author"]) == ("Discharge summary: RIVERA, Maya", "A. Chen, MD")
    assert about["CreationDate"].startswith("D:20260916140000")
    assert b"/Lang (en-US)" in pdf
    assert b"/Lang (es-US)" in summary_pdf(made(audience=Audience.PATIENT, language="es"))
    assert b"Helvetica" not in pdf
    assert pdf.count(b"/FontFile2") == pdf.count(b"/Type /FontDescriptor") > 0
    titles = [entry.get_title() for entry in document.get_toc()]
    assert {"Medication list", "The stay", "Safety plan", "Appointments", *HEADINGS} <= set(titles)


def test_that_the_same_summary_gives_the_same_bytes() -> None:
    assert summary_pdf(made()) == summary_pdf(made())


def test_that_a_letter_that_no_font_has_is_marked_and_said() -> None:
    named = signed(replace(REGISTRATION, name=replace(REGISTRATION.name, family="王")), "name", at=on(0, 1))
    page = pages_of(summary_pdf(made(chart(named))))[0]
    assert "□ is a letter that cannot be printed here" in page


# -- one page each ----------------------------------------------------------------------------------------------------


def crowded() -> Summary:
    contacts = [signed(replace(CONTACT, name=f"Cousin {n}"), f"cousin {n}", at=on(0, 2, n)) for n in range(20)]
    long = signed(replace(DISCHARGE, admission=None, aftercare="Rest. " * 300), "discharge", at=on(16))
    story = [entry for entry in with_medicines(25) if entry.id != entry_id("discharge")]
    return made(chart(*story, *contacts, long))


@pytest.mark.parametrize("audience", list(Audience))
def test_that_the_handover_is_one_page_however_much_there_is(audience: Audience) -> None:
    copy = made(chart(*with_medicines(25)), audience)
    first, second, *_ = pages_of(summary_pdf(copy))
    assert "continued on page" in first
    assert "Medication list" in second
    assert "Next appointments" in first
    assert "Contacts" in first
    assert copy.crisis_line in first


def test_that_what_is_shortened_stands_whole_on_the_page_that_is_named() -> None:
    pages = pages_of(summary_pdf(crowded()))
    named = [int(number) for number in re.findall("continued on page ([0-9]+)", pages[0])]
    assert len(named) >= 3
    whole = [pages[number - 1] for number in named]
    assert any("Care, treatment and services provided" in page for page in whole)
    assert any("Medication list" in page for page in whole)
    assert any("Cousin 19" in page for page in whole)


@pytest.mark.parametrize("audience", list(Audience))
def test_that_the_handover_never_runs_into_the_foot_of_its_page(audience: Audience) -> None:
    for cousins in range(16):
        contacts = [signed(replace(CONTACT, name=f"Cousin {n}"), f"cousin {n}", at=on(0, 2, n)) for n in range(cousins)]
        copy = made(chart(*STORY, *contacts), audience)
        words = pypdfium2.PdfDocument(BytesIO(summary_pdf(copy)))[0].get_textpage()
        assert edge(words, copy.crisis_line[:12], lowest=True) > edge(words, "made 16-Sep-2026", lowest=False) + 16


def edge(words: pypdfium2.PdfTextPage, text: str, *, lowest: bool) -> float:
    """The lower or upper edge of the last place where a text stands on a page, in points from its foot."""
    found, last = words.search(text), None
    while (place := found.get_next()) is not None:
        last = place
    assert last is not None
    boxes = [words.get_charbox(index) for index in range(last[0], sum(last))]
    return float(min(box[1] for box in boxes) if lowest else max(box[3] for box in boxes))


def test_that_the_newest_changes_stay_on_the_first_page() -> None:
    first = pages_of(summary_pdf(made(chart(*with_medicines(25)))))[0]
    assert "traZODone 50 mg tablet changed 08-Sep-2026: from 34 mg oral every morning to 44 mg" in first
    assert "started 02-Sep-2026: 50 mg" not in first


@pytest.mark.parametrize("audience", list(Audience))
def test_that_25_medicines_stand_on_one_page(audience: Audience) -> None:
    pages = pages_of(summary_pdf(made(chart(*with_medicines(25)), audience)))
    page = page_of("Medication list", pages)
    for name in MEDICINES:
        assert bare(name).casefold() in bare(page).casefold()
    assert "The stay" in pages[2]


def test_that_a_list_too_long_for_one_page_goes_on_under_its_headings() -> None:
    several = with_medicines(25)
    more = [signed(entry.content, f"again {n}", at=on(3, 13, n)) for n, entry in enumerate(several[len(STORY) :: 2])]
    pages = pages_of(summary_pdf(made(chart(*several, *more))))
    assert "Medicine Dose Route How often" in pages[1]
    assert "Medicine Dose Route How often" in pages[2]
    assert "Medication list" not in pages[2]


@pytest.mark.parametrize("title", ["Medication list", "Safety plan", "Appointments"])
def test_that_what_is_handed_on_begins_a_page_of_its_own(title: str) -> None:
    assert page_of(title, pages_of(summary_pdf(made())))


def printed_lines(copy: Summary) -> Iterator[str]:
    for block in (*copy.blocks, copy.safety_plan, copy.appointments):
        yield block.heading
        for line in block.lines:
            yield from (line.label, *line.text.split("\n"))
    for medicine in copy.medicines:
        yield from (medicine.dose, medicine.route, medicine.frequency, medicine.purpose, medicine.note)
        yield "".join(span.text for span in medicine.line.name)
    for line in copy.ended_medicines:
        yield from (line.label, line.text)


def assert_all_printed(copy: Summary) -> None:
    """Is every line of the projection on paper, whole? Heads and feet between two pages are left out."""
    paper = summary_pdf(copy)
    pages = [re.sub(r"^.*?MRN \S+( recorded)?", "", page) for page in pages_of(paper)]
    words = bare(" ".join(re.sub(r"Lakeside · made .*$", "", page) for page in pages)).replace(bare(copy.title), "")
    for line in printed_lines(copy):
        assert bare(line).replace(bare(copy.title), "") in words


def test_that_nothing_is_cut_off() -> None:
    assert_all_printed(crowded())


@settings(max_examples=25)
@given(st.lists(st.sampled_from(every_example()), max_size=12), st.sampled_from(list(Audience)))
def test_that_any_chart_is_printed(contents: list[object], audience: Audience) -> None:
    several = [signed(content, str(number), at=on(number)) for number, content in enumerate(contents)]  # type: ignore[arg-type]
    paper = summary_paper(made(chart(*several), audience))
    assert paper.pages == len(pages_of(paper.content))


def test_that_each_part_says_where_it_stands() -> None:
    paper = summary_paper(made())
    keys = {place.key for place in paper.places}
    assert {"handover", "handover-risk-now", "medicines", "risk", "safety-plan", "appointments", "follow-up"} <= keys
    assert all(1 <= place.page <= paper.pages and place.top < place.bottom for place in paper.places)


# -- the response chart -----------------------------------------------------------------------------------------------

HERE = Column(46, 520)


def chart_words(copy: Summary) -> list[str]:
    (strip,) = response_chart(copy.dose_lanes, copy.scores, copy.made_at, HERE, Voice())
    return [text_of(one.line) for one in strip.ink if isinstance(one, Words)]


def test_that_the_response_chart_has_each_dose_and_each_total_as_a_number() -> None:
    words = chart_words(made(chart(*with_scores(19, 14, 9))))
    assert {"sertraline 50 mg tablet", "50 mg", "100 mg", "PHQ-9", "19", "14", "9"} <= set(words)


def test_that_no_mark_leaves_the_chart() -> None:
    copy = made(chart(*with_scores(27, 0, 27)))
    (strip,) = response_chart(copy.dose_lanes, copy.scores, copy.made_at, HERE, Voice())
    dots = [one for one in strip.ink if isinstance(one, Dot)]
    assert dots
    assert all(HERE.x <= one.x <= HERE.x + HERE.width and 0 <= one.down <= strip.height for one in dots)


def test_that_a_long_name_of_a_medicine_stands_whole_beside_its_doses() -> None:
    name = "amphetamine aspartate + amphetamine sulfate + dextroamphetamine saccharate + dextroamphetamine sulfate"
    copy = made(chart(*with_scores(19, 14)))
    lanes = (replace(copy.dose_lanes[0], name=name), *copy.dose_lanes)
    (strip,) = response_chart(lanes, copy.scores, copy.made_at, HERE, Voice())
    (usual,) = response_chart((*copy.dose_lanes[:1], *copy.dose_lanes), copy.scores, copy.made_at, HERE, Voice())
    beside = [text_of(one.line) for one in strip.ink if isinstance(one, Words) and one.x == HERE.x]
    assert name.replace(" ", "") in "".join(beside).replace(" ", "")
    assert strip.height > usual.height


def test_that_the_chart_shows_half_a_year_and_no_dose_after_its_end() -> None:
    old = replace(SERTRALINE, text="paroxetine 20 mg tablet", ingredients=(), strengths=())
    taken = Period(When("2024-01-01"), When("2024-06-01"))
    home = MedicationReported(old, MedicationStatus.COMPLETED, Informant.PATIENT, effective=taken)
    copy = made(chart(*with_scores(19, 14), signed(home, "home", at=on(3))))
    assert not any("paroxetine" in lane.name for lane in copy.dose_lanes)
    assert all(copy.made_at - piece.start <= SHOWN for lane in copy.dose_lanes for piece in lane.pieces)


def test_that_without_dose_or_total_there_is_no_chart() -> None:
    assert response_chart((), (), made().made_at, HERE, Voice()) == []


# -- A18: part 2 ------------------------------------------------------------------------------------------------------


def test_that_a_disclosure_by_consent_prints_the_statement_letter_for_letter_with_the_scope() -> None:
    pages = pages_of(summary_pdf(made(chart(*CONSENTED), additions=TO_SINGH)))
    page = page_of("Disclosure", pages)
    assert " ".join(part2_statements().long.split()) in page
    for words in (RELEASE.what, RELEASE.recipient, RELEASE.purpose, "until 15-Sep-2027"):
        assert words in page


def test_that_where_part_2_does_not_apply_nothing_is_said_of_it() -> None:
    reviewed = signed(Part2Review(Part2.DOES_NOT_APPLY, "Looked."), "reviewed", at=on(16))
    pages = pages_of(summary_pdf(made(chart(*CONSENTED, reviewed), additions=TO_SINGH)))
    assert "42 CFR part 2" not in " ".join(pages)


def papers() -> Iterable[bytes]:
    """Every kind of paper."""
    yield from map(summary_pdf, copies())
    yield summary_pdf(made(without("consent")))
    yield emergency_pdf(emergency_sheet(chart(*CONSENTED), clinic="Lakeside"))


def test_that_no_paper_has_an_old_wording() -> None:
    for paper in papers():
        assert old_wordings_in(" ".join(pages_of(paper))) == ()


# -- A19: blind weight ------------------------------------------------------------------------------------------------

A_WEIGHT = re.compile(r"47\.3|\bkg\b|\blbs?\b|\bBMI\b|\bIMC\b|percent", re.IGNORECASE)


@pytest.mark.parametrize("language", ["en", "es"])
def test_that_a_blind_weight_is_on_no_paper_for_the_patient(language: str) -> None:
    story = chart(*STORY, signed(replace(WEIGHT, blind=True), "weight 2", at=on(15)), BLIND)
    draft = made(story, Audience.PATIENT, language=language)
    worded = Additions(wordings={one.about: "Dicho con otras palabras." for one in draft.missing})
    copy = made(story, Audience.PATIENT, worded, language=language)
    assert copy.missing == ()
    assert not A_WEIGHT.search(" ".join(pages_of(summary_pdf(copy))))


def test_that_the_patients_copy_has_no_graph() -> None:
    copy = made(chart(*with_scores(19, 14)), Audience.PATIENT)
    assert (copy.dose_lanes, copy.scores) == ((), ())


# -- the emergency sheet ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [0, 25])
def test_that_the_emergency_sheet_is_one_page_marked_as_such(number: int) -> None:
    sheet = emergency_sheet(chart(*with_medicines(number)), clinic="Lakeside")
    (page,) = pages_of(emergency_pdf(sheet))
    for words in ("EMERGENCY SHEET", "Restores eating", "Moderate, was Low", "penicillin", "Ana Rivera", "988"):
        assert words in page
    assert "sertraline 50 mg tablet 100 mg oral, every morning 07-Sep-2026 08:00" in page


def test_that_an_emergency_sheet_says_which_medicine_is_not_taken() -> None:
    held = signed(Hold(COURSE, When("2026-09-12"), "Fever", until=When("2026-09-20")), "held", at=on(12))
    (page,) = pages_of(emergency_pdf(emergency_sheet(chart(*STORY, held))))
    assert "Suspended since 12-Sep-2026" in page
    assert "Started" not in page


def test_that_an_emergency_sheet_of_an_empty_chart_prints() -> None:
    (page,) = pages_of(emergency_pdf(emergency_sheet(chart())))
    assert page.count("Not recorded") >= 4
