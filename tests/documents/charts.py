"""Charts for the tests of papers: the stay of one patient with as many medicines as a test asks for."""

from dataclasses import replace
from decimal import Decimal

from careboard.clinical.entry import Entry
from careboard.clinical.medication.orders import DoseChange, MedicationStart
from careboard.clinical.values import Quantity
from tests.clinical_examples import PHQ9, SERTRALINE, at, each_morning, entry_id
from tests.projections.records import on, signed
from tests.projections.story import STORY

# Names as they stand on real packages, some with tall-man letters.
MEDICINES = (
    *("bupropion hydrochloride 150 mg 24 hr extended release oral tablet", "lamotrigine 25 mg tablet"),
    *("quetiapine 50 mg tablet", "hydroxyzine pamoate 25 mg capsule", "lithium carbonate 300 mg capsule"),
    *("olanzapine 5 mg orally disintegrating tablet", "melatonin 3 mg tablet", "levothyroxine 50 mcg tablet"),
    *("ferrous sulfate 325 mg tablet", "vitamin D3 50,000 units capsule", "polyethylene glycol 3350 oral solution"),
    *("aripiprazole 400 mg extended-release injectable suspension (Abilify Maintena)", "prazosin 1 mg capsule"),
    *("propranolol 10 mg tablet", "ondansetron 4 mg tablet", "potassium chloride 20 mEq extended release tablet"),
    *("folic acid 1 mg tablet", "thiamine 100 mg tablet", "naltrexone 50 mg tablet", "gabapentin 300 mg capsule"),
    *("famotidine 20 mg tablet", "multivitamin with minerals oral tablet", "escitalopram 10 mg tablet"),
    *("clonidine 0.1 mg tablet", "trazodone 50 mg tablet"),
)
WHY = "Partial response; PHQ-9 still above 10, and she sleeps badly"


def with_medicines(number: int) -> list[Entry]:
    """The stay, with so many medicines more, each started and changed."""
    entries = list(STORY)
    for place, name in enumerate(MEDICINES[:number]):
        medicine = replace(SERTRALINE, text=name, ingredients=(), strengths=(), form="")
        low, high = each_morning(str(10 + place)), each_morning(str(20 + place))
        start = MedicationStart(medicine, low, "sleep and anxiety, as discussed with the family", at("02"))
        entries.append(signed(start, f"start {place}", at=on(2, 13, place)))
        change = DoseChange(entry_id(f"start {place}"), low, high, at("08"), WHY)
        entries.append(signed(change, f"change {place}", at=on(8, 13, place)))
    return entries


def with_scores(*totals: int) -> list[Entry]:
    """The stay, with these totals of PHQ-9, a day apart."""
    rated = [
        replace(PHQ9, total=Quantity(Decimal(total), "{score}", ucum="{score}"), unanswered=()) for total in totals
    ]
    return [*STORY, *(signed(one, f"phq {day}", at=on(day, 9)) for day, one in enumerate(rated, start=11))]
