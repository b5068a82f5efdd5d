"""Allergies, problems, results, procedures and all other entries: what each becomes, and what never becomes more."""

from decimal import Decimal

import pytest

from careboard.clinical.condition import (
    Allergy,
    AllergyCategory,
    AllergyType,
    ClinicalStatus,
    Criticality,
    Diagnosis,
    Severity,
    VerificationStatus,
)
from careboard.clinical.measured import LabResult, ObservationStatus, ProcedureDone, ProcedureStatus, Vitals
from careboard.clinical.paper import Document
from careboard.clinical.response import Assessment
from careboard.clinical.values import LOINC
from careboard.exchange.ccda_in.sections import SOMEBODY_ELSE
from careboard.exchange.facts import Fate
from tests.exchange.ccda_documents import (
    ALLERGIES,
    FUNCTION,
    PROBLEMS,
    RESULTS,
    VITAL_SIGNS,
    content,
    contents,
    linked,
    loinc,
    observation,
    organizer,
    parts,
    problem,
    reading,
    section,
    snomed,
    template,
)

PROCEDURES = ("47519-4", "Procedures")
DEPRESSION = snomed("value", "35489007", "Depressive disorder", kind="CD")
DRUG_ALLERGY = snomed("value", "416098002", "Drug allergy", kind="CD")
NUMBER = '<value xsi:type="PQ" value="{}" unit="{}"/>'


def allergy(inside: str, *, denied: bool = False, status: str = "active", value: str = DRUG_ALLERGY) -> Allergy:
    one = observation(
        f'<code code="ASSERTION"/><statusCode code="completed"/>{value}{inside}', kind="4.7", denied=denied
    )
    found = content(ALLERGIES, problem(one, status=status, around="4.30"))
    assert isinstance(found, Allergy)
    return found


def to(code: str) -> str:
    role = f"<participantRole><playingEntity>{code}</playingEntity></participantRole>"
    return f'<participant typeCode="CSM">{role}</participant>'


PENICILLIN = to('<code code="70618" codeSystem="2.16.840.1.113883.6.88" displayName="Penicillin"/>')


def test_that_an_allergy_keeps_substance_kind_reaction_severity_and_criticality() -> None:
    severity = observation(snomed("value", "24484000", "Severe", kind="CD"), kind="4.8")
    reaction = observation(snomed("value", "247472004", "Hives", kind="CD") + linked(severity), kind="4.9")
    critical = observation('<value xsi:type="CD" code="CRITH"/>', kind="4.145")
    found = allergy(PENICILLIN + linked(reaction, "MFST") + linked(critical))
    assert (found.substance.text, found.type, found.categories) == (
        "Penicillin",
        AllergyType.ALLERGY,
        (AllergyCategory.MEDICATION,),
    )
    assert [(one.manifestations[0].text, one.severity) for one in found.reactions] == [("Hives", Severity.SEVERE)]
    assert (found.criticality, found.clinical_status) == (Criticality.HIGH, ClinicalStatus.ACTIVE)


def test_that_a_severity_between_two_degrees_is_not_made_one_of_them() -> None:
    severity = observation(snomed("value", "371924009", "Moderate to severe", kind="CD"), kind="4.8")
    reaction = observation(snomed("value", "247472004", "Hives", kind="CD") + linked(severity), kind="4.9")
    (told,) = allergy(PENICILLIN + linked(reaction, "MFST")).reactions
    assert told.severity is None
    assert "Moderate to severe" in told.description


@pytest.mark.parametrize(
    ("inside", "value", "words"),
    [
        (to('<code nullFlavor="NA"/>'), DRUG_ALLERGY, "No known drug allergies"),
        ("", snomed("value", "419199007", "Allergy to substance", kind="CD"), "No known allergies"),
        (to(snomed("code", "410942007", "Drug or medicament")), DRUG_ALLERGY, "No known drug allergies"),
    ],
)
def test_that_a_denied_allergy_is_the_fact_that_none_is_known(inside: str, value: str, words: str) -> None:
    found = allergy(inside, denied=True, value=value)
    assert (found.none_known, found.substance.text) == (True, words)


def test_that_a_denied_allergy_to_one_substance_says_nothing_of_all_others() -> None:
    found = allergy(to(snomed("code", "102263004", "Peanut")), denied=True)
    assert (found.none_known, found.substance.text) == (False, "Peanut")
    assert found.verification_status is VerificationStatus.REFUTED


def test_that_none_known_by_its_own_code_is_none_known() -> None:
    found = allergy("", value=snomed("value", "716186003", "No known allergy", kind="CD"))
    assert (found.none_known, found.substance.text) == (True, "No known allergies")


def test_that_a_section_that_says_no_information_states_no_absence_of_allergies() -> None:
    for read in (
        parts(section(ALLERGIES, text="No information")),
        parts(section(ALLERGIES, "", text="No information")),
    ):
        first = next(contents(read))
        assert isinstance(first, Document)
        assert first.text == "No information"
        assert not [one for one in contents(read) if isinstance(one, Allergy)]


def test_that_a_closed_allergy_is_inactive() -> None:
    assert allergy(PENICILLIN, status="completed").clinical_status is ClinicalStatus.INACTIVE


def diagnosis(
    inside: str = DEPRESSION, *, denied: bool = False, status: str = "active", around: str = "4.3"
) -> Diagnosis:
    one = observation(
        f'{snomed("code", "282291009", "Diagnosis")}<statusCode code="completed"/>{inside}', kind="4.4", denied=denied
    )
    found = content(PROBLEMS, problem(one, status=status, around=around))
    assert isinstance(found, Diagnosis)
    return found


def test_that_the_concern_says_whether_a_problem_is_there_and_dates_do_not() -> None:
    over = "<effectiveTime><low value='201404'/><high value='201405'/></effectiveTime>"
    active, closed = diagnosis(over + DEPRESSION), diagnosis(over + DEPRESSION, status="completed")
    assert (active.clinical_status, closed.clinical_status) == (ClinicalStatus.ACTIVE, ClinicalStatus.INACTIVE)
    assert active.onset is not None
    assert active.abatement is not None
    assert (active.onset.iso, active.abatement.iso) == ("2014-04", "2014-05")


def test_that_a_status_observation_speaks_before_the_concern() -> None:
    resolved = observation(
        f"{loinc('33999-4', 'Status')}{snomed('value', '413322009', 'Resolved', kind='CD')}", kind="4.6"
    )
    assert diagnosis(DEPRESSION + linked(resolved, "REFR")).clinical_status is ClinicalStatus.RESOLVED


def test_that_a_bare_observation_does_not_say_whether_the_problem_is_there() -> None:
    found = content(PROBLEMS, observation(f'<statusCode code="completed"/>{DEPRESSION}', kind="4.4"))
    assert isinstance(found, Diagnosis)
    assert found.clinical_status is None


def test_that_a_denied_problem_is_refuted() -> None:
    found = diagnosis(snomed("value", "73211009", "Diabetes", kind="CD"), denied=True)
    assert (found.verification_status, found.clinical_status) == (VerificationStatus.REFUTED, None)


def test_that_no_known_problems_is_no_diagnosis() -> None:
    one = observation(snomed("value", "55607006", "Problem", kind="CD"), kind="4.4", denied=True)
    found = content(PROBLEMS, problem(one))
    assert isinstance(found, Document)
    assert "Not the case: Problem" in found.text


def test_that_a_diagnosis_of_discharge_says_of_which_list_it_is() -> None:
    one = observation(DEPRESSION, kind="4.4")
    entry = f'<act moodCode="EVN">{template("4.33")}{loinc("11535-2", "Discharge diagnosis")}{linked(one)}</act>'
    found = content(("11535-2", "Discharge diagnosis"), entry)
    assert isinstance(found, Diagnosis)
    assert [category.text for category in found.categories] == ["Discharge diagnosis"]
    assert found.clinical_status is None


def test_that_several_problems_of_one_concern_are_each_a_diagnosis() -> None:
    both = "".join(linked(observation(DEPRESSION, kind="4.4")) for _ in range(2))
    entry = f'<act moodCode="EVN">{template("4.3")}<statusCode code="active"/>{both}</act>'
    assert [type(one) for one in reading(PROBLEMS, entry).contents] == [Diagnosis, Diagnosis]


def test_that_what_is_said_of_a_relative_is_words_only_wherever_it_stands() -> None:
    about = '<subject><relatedSubject><code code="MTH" displayName="Mother"/></relatedSubject></subject>'
    one = observation(f"{DEPRESSION}{about}", kind="4.4")
    found = reading(PROBLEMS, problem(one))
    assert found.fate is Fate.KEPT_AS_TEXT
    assert SOMEBODY_ELSE in found.findings
    assert "Mother" in str(found.contents)


def result(code: str, value: str, time: str = "20260901", more: str = "") -> str:
    return observation(
        f'{loinc(code, code)}<statusCode code="completed"/><effectiveTime value="{time}"/>{value}{more}', kind="4.2"
    )


def test_that_a_panel_over_two_days_is_one_result_for_each_day() -> None:
    panel = organizer(
        result("2345-7", NUMBER.format(90, "mg/dL")),
        result("2345-7", NUMBER.format(95, "mg/dL"), "20260902"),
        result("2823-3", NUMBER.format(4, "mmol/L")),
        code=loinc("24323-8", "Chemistry"),
    )
    found = reading(RESULTS, panel)
    assert [at.iso for _, at in found.timed] == ["2026-09-01", "2026-09-02"]
    assert [len(one.components) for one in found.contents if isinstance(one, LabResult)] == [2, 1]


def test_that_an_observation_without_a_time_takes_that_of_its_panel() -> None:
    one = observation(f"{loinc('2345-7', 'Glucose')}{NUMBER.format(90, 'mg/dL')}", kind="4.2")
    assert reading(RESULTS, organizer(one, inside='<effectiveTime value="2026"/>')).at.iso == "2026"


def test_that_numbers_within_observations_and_panels_within_panels_are_read() -> None:
    deep = result("3-3", NUMBER.format(3, "g"))
    nested = result("2-2", NUMBER.format(2, "g"), more=linked(deep, "COMP"))
    inner = organizer(result("4-4", NUMBER.format(4, "g")), code=loinc("9-9", "Inner"))
    around = organizer(nested, inner, code=loinc("8-8", "Outer"))
    values = [
        component.result.quantity.value
        for one in reading(RESULTS, around).contents
        if isinstance(one, LabResult)
        for component in one.components
        if component.result.quantity
    ]
    assert values == [2, 3, 4]


def test_that_a_pending_result_is_preliminary_and_says_that_nothing_came_out() -> None:
    one = observation(
        f'{loinc("804-5", "Leukocytes")}<statusCode code="active"/><value xsi:type="PQ" nullFlavor="NA"/>', kind="4.2"
    )
    found = content(RESULTS, organizer(one, code=loinc("57782-5", "CBC")))
    assert isinstance(found, LabResult)
    assert found.status is ObservationStatus.PRELIMINARY
    assert found.components[0].result.absent is not None


def test_that_a_panel_of_vital_signs_is_vital_signs_wherever_it_stands() -> None:
    panel = organizer(result("8480-6", NUMBER.format(132, "mm[Hg]")), kind="4.26", code=loinc("46680-5", "Vitals"))
    for where in (VITAL_SIGNS, RESULTS):
        assert isinstance(content(where, panel), Vitals)


def test_that_numbers_in_a_panel_of_an_unknown_kind_are_in_a_series_beside_its_words() -> None:
    unknown = organizer(result("1-1", NUMBER.format(7, "d")), kind="4.999", code=loinc("2-2", "Something new"))
    found = reading(("99999-9", "A section of tomorrow"), unknown)
    assert [type(one) for one in found.contents] == [Document, LabResult]
    assert found.fate is Fate.KEPT_AS_TEXT


def test_that_a_rating_scale_keeps_its_total_and_its_answers() -> None:
    often = '<value xsi:type="CD" code="LA6569-3" codeSystem="2.16.840.1.113883.6.1" displayName="Several days"/>'
    item = observation(f"{loinc('44260-8', 'Better off dead')}{often}", kind="4.86")
    scale = observation(
        f'{loinc("44261-6", "PHQ-9 total")}<value xsi:type="INT" value="15"/>{linked(item, "COMP")}',
        kind="4.69",
    )
    found = content(FUNCTION, scale)
    assert isinstance(found, Assessment)
    assert found.total is not None
    assert (found.total.value, found.instrument.code_in(LOINC)) == (Decimal(15), "44261-6")
    assert [(one.item, one.answer, one.value) for one in found.answers] == [("44260-8", "Several days", Decimal(1))]


def test_that_a_scale_within_a_problem_is_followed_with_its_day() -> None:
    total = '<effectiveTime value="20260903"/><value xsi:type="INT" value="15"/>'
    scale = observation(f"{loinc('44261-6', 'PHQ-9 total')}{total}", kind="4.69")
    found = reading(PROBLEMS, problem(observation(f"{DEPRESSION}{linked(scale, 'COMP')}", kind="4.4")))
    (diagnosis, _), (assessment, at) = found.timed
    assert isinstance(diagnosis, Diagnosis)
    assert isinstance(assessment, Assessment)
    assert (assessment.total and assessment.total.value, at.iso) == (Decimal(15), "2026-09-03")


def test_that_what_is_only_planned_to_be_measured_is_no_number() -> None:
    planned = observation(f"{loinc('2951-2', 'Sodium')}{NUMBER.format(140, 'mmol/L')}", kind="4.2")
    planned = planned.replace('moodCode="EVN"', 'moodCode="GOL"')
    found = reading(PROBLEMS, problem(observation(f"{DEPRESSION}{linked(planned, 'COMP')}", kind="4.4")))
    assert [type(one) for one in found.contents] == [Diagnosis]


def test_that_a_procedure_says_how_far_it_went() -> None:
    code = snomed("code", "23426006", "Measurement of respiratory function")
    for status, negation, expected in (
        ("completed", "", ProcedureStatus.COMPLETED),
        ("aborted", "", ProcedureStatus.STOPPED),
        ("completed", ' negationInd="true"', ProcedureStatus.NOT_DONE),
    ):
        entry = f'<procedure moodCode="EVN"{negation}>{template("4.14")}{code}<statusCode code="{status}"/></procedure>'
        found = content(PROCEDURES, entry)
        assert isinstance(found, ProcedureDone)
        assert found.status is expected


@pytest.mark.parametrize("mood", ["INT", "RQO", "PRP", "ARQ", "GOL"])
def test_that_what_is_planned_has_not_happened(mood: str) -> None:
    code = snomed("code", "23426006", "Measurement of respiratory function")
    for tag, kind in (("procedure", "4.14"), ("act", "4.12"), ("observation", "4.2"), ("encounter", "4.49")):
        found = reading(PROCEDURES, f'<{tag} moodCode="{mood}">{template(kind)}{code}</{tag}>')
        assert [type(one) for one in found.contents] == [Document]
        assert found.fate is Fate.KEPT_AS_TEXT


def test_that_an_encounter_keeps_its_words_and_its_diagnoses() -> None:
    diagnosed = linked(f'<act moodCode="EVN">{template("4.80")}{linked(observation(DEPRESSION, kind="4.4"))}</act>')
    entry = (
        f'<encounter moodCode="EVN">{template("4.49")}{loinc("1-1", "Partial hospitalization")}'
        '<effectiveTime><low value="20260901"/><high value="20260914"/></effectiveTime>'
        '<participant typeCode="LOC"><participantRole><playingEntity><name>Cedar House</name></playingEntity>'
        f"</participantRole></participant>{diagnosed}</encounter>"
    )
    found = reading(("46240-8", "Encounters"), entry)
    assert [type(one) for one in found.contents] == [Document, Diagnosis]
    (document,) = [one for one in found.contents if isinstance(one, Document)]
    assert "01-Sep-2026 to 14-Sep-2026" in document.text
    assert "Cedar House" in document.text


def test_that_a_note_keeps_its_words_author_and_kind() -> None:
    kind = '<translation code="11506-3" codeSystem="2.16.840.1.113883.6.1" displayName="Progress note"/>'
    entry = (
        f'<act moodCode="EVN">{template("4.202")}{loinc("34109-9", "Note", kind)}<text><reference value="#n"/></text>'
        '<effectiveTime value="20260910"/>'
        "<author><assignedAuthor><assignedPerson><name>Lee Chan</name></assignedPerson>"
        "</assignedAuthor></author></act>"
    )
    found = reading(("11506-3", "Notes"), entry, text='<paragraph ID="n">Slept well.<br/>Ate lunch.</paragraph>')
    (note,) = found.contents[:1]
    assert isinstance(note, Document)
    assert (note.type.text, note.text) == ("Progress note", "Slept well.\nAte lunch.")
    assert (found.author, found.at.iso) == ("Lee Chan", "2026-09-10")


def test_that_an_immunization_that_was_refused_says_so_first() -> None:
    entry = (
        f'<substanceAdministration moodCode="EVN" negationInd="true">{template("4.52")}'
        "<consumable><manufacturedProduct>"
        '<manufacturedMaterial><code displayName="Influenza vaccine"/></manufacturedMaterial></manufacturedProduct>'
        "</consumable></substanceAdministration>"
    )
    found = content(("11369-6", "Immunizations"), entry)
    assert isinstance(found, Document)
    assert found.text.startswith("Not done: Influenza vaccine")


def test_that_what_is_too_long_for_what_it_should_be_is_kept_in_words_with_a_doubt() -> None:
    code = f'<code code="1" displayName="{"x" * 200_000}"/>'
    entry = f'<procedure moodCode="EVN">{template("4.14")}{code}<statusCode code="completed"/></procedure>'
    found = reading(PROCEDURES, entry)
    assert [type(one) for one in found.contents] == [Document]
    assert found.findings


def test_that_a_number_within_an_observation_keeps_its_own_day() -> None:
    later = result("2-2", NUMBER.format(2, "g"), "20260902")
    panel = organizer(result("1-1", NUMBER.format(1, "g"), more=linked(later, "COMP")), code=loinc("9-9", "Panel"))
    alone = result("1-1", NUMBER.format(1, "g"), more=linked(later, "COMP"))
    for entry in (panel, alone):
        assert [at.iso for _, at in reading(RESULTS, entry).timed] == ["2026-09-01", "2026-09-02"]
