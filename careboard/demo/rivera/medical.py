"""Rivera's body: a slow pulse and low potassium at admission, and what became of them."""

from careboard.clinical.condition import Severity
from careboard.clinical.medication.orders import ReasonType
from careboard.clinical.note import NoteType
from careboard.demo.measures import ecg, lab, measured, orthostatic, qtc, temperature, vitals
from careboard.demo.medicines import (
    HYDROXYZINE,
    POTASSIUM_CHLORIDE,
    THIAMINE,
    as_needed,
    change,
    complete,
    daily,
    side_effect,
    start,
    stop,
    used,
)
from careboard.demo.staff import Staff
from careboard.demo.telling import told
from careboard.demo.words import note

EVENTS = (
    told(
        "07-29 13:20",
        Staff.PATEL,
        vitals(
            *orthostatic((96, 62, 46), (90, 60, 70)),
            temperature("96.4"),
            note="Dizzy on standing for a few seconds. Hands cold, fine hair on the forearms.",
        ),
    ),
    told("07-29 13:40", Staff.MARSH, ecg("Sinus bradycardia, no U waves, no ST changes.", 431, 46, Staff.MARSH)),
    told(
        "07-29 15:10",
        Staff.PATEL,
        lab(
            "Admission panel",
            measured("potassium", "3.3", "low"),
            measured("phosphate", "2.7"),
            measured("magnesium", "1.8"),
            measured("glucose", "72"),
            measured("cholesterol", "214", "high"),
            note="Told to Dr. Marsh at 15:05.",
        ),
    ),
    told(
        "07-29 16:00",
        Staff.MARSH,
        note(
            Staff.MARSH,
            NoteType.MEDICAL,
            "soap",
            "Medically safe for residential care; at risk of refeeding",
            "Three days of tea and crackers before admission. Dizzy on standing, no fainting, no chest pain, no "
            "palpitations. No period since March. No vomiting, laxatives or diuretics.",
            "Thin, cold hands, heart regular and slow at 46, lungs clear, no edema. Orthostatic rise of 24. "
            "Potassium 3.3 mEq/L, phosphate and magnesium normal. ECG sinus bradycardia, QTc 431 ms by Fridericia.",
            "Malnutrition with sinus bradycardia and mild low potassium. At risk of refeeding: little intake for "
            "days, low potassium. Not below the limits at which we send to the hospital; close to them.",
            "Thiamine before the first meal and daily. Potassium chloride 20 mEq daily for three days. Potassium, "
            "phosphate, magnesium again on 01-Aug. Vital signs every four hours for two days, then each morning with "
            "the weight; no exercise, no cold exposure.",
        ),
    ),
    told("07-29 16:10", Staff.MARSH, start(THIAMINE, daily("100"), "Refeeding", "07-29"), "thiamine"),
    told(
        "07-29 16:12",
        Staff.MARSH,
        start(POTASSIUM_CHLORIDE, daily("20", "lunch", unit="mEq"), "Low potassium", "07-29"),
        "potassium",
    ),
    told(
        "07-30 12:15",
        Staff.MARSH,
        start(HYDROXYZINE, as_needed("25", "anxiety", "75"), "Anxiety", "07-30"),
        "hydroxyzine",
    ),
    told(
        "08-01 10:30",
        Staff.PATEL,
        lab(
            "Refeeding panel",
            measured("potassium", "3.8"),
            measured("phosphate", "2.6"),
            measured("magnesium", "1.9"),
            note="No edema, no shortness of breath.",
        ),
    ),
    told(
        "08-01 11:00",
        Staff.MARSH,
        complete("potassium", "08-01", "Three days as planned; potassium 3.8 mEq/L without a further dose."),
    ),
    told(
        "08-03 20:15", Staff.PATEL, used("hydroxyzine", "25", "anxiety before lunch and dinner", "Sat down to both", 2)
    ),
    told(
        "08-13 08:20",
        Staff.PATEL,
        side_effect(
            "sedation",
            Severity.MODERATE,
            "08-01",
            ("olanzapine",),
            "08-13",
            action=(
                "Slept through two breakfasts in the first week. Dose moved from bedtime at ten to nine in the evening."
            ),
        ),
    ),
    told("08-13 09:00", Staff.MARSH, ecg("Sinus rhythm, rate up since admission.", 433, 56, Staff.MARSH)),
    told(
        "08-20 10:05",
        Staff.REED,
        change(
            "escitalopram",
            daily("10"),
            daily("5"),
            "08-20",
            "Second step of the cross-taper as planned with Dr. Chen; no discontinuation symptoms so far.",
            ReasonType.CROSS_TAPER,
        ),
    ),
    told(
        "08-20 10:10",
        Staff.REED,
        change(
            "sertraline",
            daily("25"),
            daily("50"),
            "08-20",
            "Tolerates a week at 25 mg apart from nausea after the dose; give with breakfast.",
            ReasonType.CROSS_TAPER,
        ),
    ),
    told(
        "08-22 09:50",
        Staff.PATEL,
        lab("Potassium", measured("potassium", "4.1"), note="Eating the whole plan for a week."),
    ),
    told(
        "08-24 08:40",
        Staff.PATEL,
        side_effect(
            "sedation",
            Severity.MILD,
            "08-13",
            ("olanzapine",),
            "08-24",
            action="Awake and at the table by eight since Friday; nothing changed in the dose.",
        ),
    ),
    told("08-27 09:10", Staff.MARSH, ecg("Sinus rhythm, normal intervals.", 436, 60, Staff.MARSH)),
    told(
        "08-27 10:00",
        Staff.REED,
        stop(
            "escitalopram",
            "08-27",
            "Last step of the cross-taper. No dizziness or electric feelings; told which ones to report.",
            ReasonType.CROSS_TAPER,
        ),
    ),
    told(
        "09-17 10:12",
        Staff.PATEL,
        vitals(
            *orthostatic((104, 66, 68), (98, 64, 90)),
            measured("potassium", "3.9"),
            qtc(438),
            panel="Vital signs and labs",
            note=(
                "Denies dizziness. Fluids reviewed; orthostatics again on Monday 21-Sep. ECG read by Dr. Marsh: "
                "sinus rhythm."
            ),
            asked=(Staff.CHEN,),
        ),
    ),
)
