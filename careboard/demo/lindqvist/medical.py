"""Lindqvist's laboratory: lithium by the clock, kidneys, thyroid, and what quetiapine asks for."""

from careboard.clinical.measured import LabResult, Result, TestOrdered
from careboard.clinical.note import Modality, NoteType
from careboard.clinical.values import LOINC, Coded, Quantity
from careboard.demo.care import acknowledged
from careboard.demo.measures import LABORATORY, ecg, lab, measured, pressure, vitals, weight
from careboard.demo.staff import Staff
from careboard.demo.telling import Making, told
from careboard.demo.words import at, dec, note, on

BY = Staff.PATEL
_LITHIUM = Coded.of(LOINC, "14334-7", "Lithium")


def _level(value: str, last_dose: str, order: str = "", remark: str = "") -> Making:
    return lambda book: LabResult(
        _LITHIUM,
        Result(Quantity(dec(value), "mEq/L", ucum="meq/L")),
        reference_range="0.6 to 1.0 mEq/L",
        specimen=Coded("serum"),
        performer=LABORATORY,
        note=remark,
        order=book[order] if order else None,
        last_dose=at(last_dose),
    )


def _ordered(reason: str, due: str) -> TestOrdered:
    return TestOrdered(_LITHIUM, reason, on(due), timing="12 hours after the evening dose, before the morning dose")


EVENTS = (
    told("07-06 11:30", BY, vitals(*pressure(122, 78, 88), note="Talks through the whole reading.")),
    told("07-20 17:30", BY, vitals(*pressure(138, 86, 98))),
    told(
        "07-21 09:40",
        BY,
        lab(
            "Baseline before lithium and quetiapine",
            measured("creatinine", "0.8"),
            measured("TSH", "1.9"),
            measured("calcium", "9.4"),
            measured("sodium", "140"),
            measured("glucose", "91"),
            measured("HbA1c", "5.3"),
            measured("cholesterol", "188"),
            measured("triglycerides", "132"),
            measured("HDL", "54"),
            note="Urine pregnancy test negative, told to her and to Dr. Chen.",
        ),
    ),
    told("07-21 09:50", Staff.MARSH, ecg("Sinus rhythm, normal intervals.", 418, 84, Staff.MARSH)),
    told("07-21 11:25", Staff.CHEN, _ordered("Five days after the start", "07-27"), "first level"),
    told("07-27 09:10", BY, _level("0.4", "07-26 21:00", "first level")),
    told("07-28 10:30", Staff.CHEN, _ordered("A week after the increase", "08-04"), "second level"),
    told("08-04 09:15", BY, _level("0.7", "08-03 21:10", "second level")),
    told(
        "08-12 18:15",
        Staff.REED,
        note(
            Staff.REED,
            NoteType.MEDICAL,
            "soap",
            "Gastroenteritis on lithium: held, fluids, laboratory in the morning",
            "By telephone. Vomited four times, watery stool since last night, sips of tea. Niece had the same. No "
            "confusion, no stumbling, tremor as always.",
            "Speaks clearly, gives date and dose. Klara: 'pale, sensible, asleep on the bathroom rug'.",
            "Loss of fluid while on lithium; no sign of toxicity by telephone.",
            "No lithium tonight or tomorrow. Broth and oral rehydration. Laboratory at eight. Emergency department for "
            "confusion, coarse tremor, slurred speech or no urine.",
            modality=Modality.TELEPHONE,
        ),
        "stomach",
    ),
    told("08-13 08:30", BY, _level("0.6", "08-12 08:00", remark="24 hours after the last dose.")),
    told(
        "08-13 08:35",
        BY,
        lab("Kidney", measured("creatinine", "0.9"), measured("sodium", "138"), measured("potassium", "3.6")),
    ),
    told(
        "08-13 11:00",
        Staff.CHEN,
        acknowledged("Level and kidneys fine; I restart when she keeps food down."),
        about="stomach",
    ),
    told("08-21 08:50", BY, _level("0.7", "08-20 20:45")),
    told("07-06 11:35", BY, weight("84.1", blind=False, conditions="street clothes, without shoes")),
    told("08-03 17:20", BY, weight("83.0", blind=False, conditions="street clothes, without shoes")),
    told("09-02 13:00", BY, weight("81.6", blind=False, conditions="gown, after voiding, before breakfast")),
    told("09-02 13:10", BY, vitals(*pressure(112, 70, 64), note="Slow to answer, oriented. Skin dry.")),
    told("09-07 08:40", BY, _level("0.8", "09-06 20:30")),
    told("09-14 09:30", BY, weight("82.0", blind=False, conditions="gown, after voiding, before breakfast")),
)
