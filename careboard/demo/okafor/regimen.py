"""Okafor's medicines: a taper that ends, naltrexone from tablet to injection, and sleep without fire."""

from decimal import Decimal

from careboard.clinical.condition import Severity
from careboard.clinical.dosage import Dosage, Dose, Timing, UnitOfTime
from careboard.clinical.medication.orders import AlertAnswer, Hold, MedicationStart, ReasonType
from careboard.clinical.medication.reconciliation import Decision, Occasion
from careboard.clinical.note import CoSignature, NoteType
from careboard.clinical.values import Quantity
from careboard.demo.medicines import (
    FOLIC_ACID,
    NALTREXONE,
    NALTREXONE_INJECTION,
    ORAL,
    PRAZOSIN,
    SERTRALINE,
    THIAMINE,
    adherence,
    change,
    complete,
    daily,
    every_weeks,
    injected,
    medicine,
    milligrams,
    reconciliation,
    side_effect,
    start,
)
from careboard.demo.staff import Staff
from careboard.demo.telling import told
from careboard.demo.words import note, on

CHLORDIAZEPOXIDE = medicine("chlordiazepoxide", "capsule")
_FOUR_TIMES = Dosage(
    "50 mg four times a day for 1 day, then 25 mg four times a day for 2 days, then 25 mg twice a day for 1 day",
    tuple(
        Dose(
            milligrams(amount),
            Timing(
                "",
                times,
                period=Decimal(1),
                period_unit=UnitOfTime.DAY,
                lasting=Quantity(Decimal(days), "d", ucum="d"),
            ),
            sequence=place,
        )
        for place, (amount, times, days) in enumerate((("50", 4, 1), ("25", 4, 2), ("25", 2, 1)), start=1)
    ),
    route=ORAL,
    instructions="skip a dose if asleep or hard to wake",
)


_TAPER = MedicationStart(
    CHLORDIAZEPOXIDE,
    _FOUR_TIMES,
    "Alcohol withdrawal",
    on("07-06"),
    on("07-09"),
    alerts=(
        AlertAnswer(
            "200 mg on the first day is more than the maximum of 100 mg a day",
            "Alcohol withdrawal, not anxiety: the label allows up to 300 mg; watched in residence, CIWA-Ar 17.",
        ),
    ),
)


EVENTS = (
    told("07-06 11:45", Staff.MARSH, _TAPER, "taper"),
    told(
        "07-06 11:46",
        Staff.MARSH,
        start(THIAMINE, daily("100"), "Alcohol use, risk of deficiency", "07-06"),
        "thiamine",
    ),
    told(
        "07-06 11:47",
        Staff.MARSH,
        start(FOLIC_ACID, daily("1"), "Alcohol use, risk of deficiency", "07-06"),
        "folic acid",
    ),
    told("07-10 09:00", Staff.MARSH, complete("taper", "07-09", "CIWA-Ar 4, then 2; no rescue dose was needed.")),
    told(
        "07-13 11:00",
        Staff.MARSH,
        start(NALTREXONE, daily("25", "breakfast"), "Alcohol use disorder", "07-13"),
        "naltrexone",
    ),
    told(
        "07-16 11:00",
        Staff.MARSH,
        change(
            "naltrexone",
            daily("25", "breakfast"),
            daily("50", "breakfast"),
            "07-16",
            "Three days without nausea; AST 88 at admission is under three times the limit and will be watched.",
        ),
    ),
    told(
        "07-20 20:15",
        Staff.PATEL,
        start(PRAZOSIN, daily("1", "bedtime"), "Nightmares after the fire", "07-20", by_phone=Staff.CHEN),
        "prazosin",
    ),
    told(
        "07-21 08:30",
        Staff.CHEN,
        CoSignature("My order of last night by telephone, 1 mg at bedtime, read back to me. First dose lying down."),
        about="prazosin",
    ),
    told(
        "07-22 11:20",
        Staff.CHEN,
        note(
            Staff.CHEN,
            NoteType.EVALUATION,
            "apso",
            "Chronic PTSD under the alcohol; treat both at once",
            "Alcohol use disorder, severe, day 17 without. Chronic PTSD: intrusions, nightmares four nights in "
            "seven, avoids his own basement panel, startles at a lighter. Depressive symptoms follow both; watch "
            "before naming a third disorder. Suicide risk low.",
            "Sertraline 50 mg. Prazosin raised stepwise by blood pressure. Naltrexone goes on. Trauma work begins in "
            "the IOP, not before sleep. Wife invited.",
            "'I didn't drink to have fun since 2024. I drank to get from ten to six.' Colleague Ray died on the "
            "floor below him. Has told no one that he had signed off the panel.",
            "Broad, careful, sits facing the door. Speech even until Ray's name, then stops. No psychosis. No wish "
            "to die; 'sometimes that it had been me'. Concentration fair.",
            session=("07-22 10:15", "07-22 11:15"),
        ),
    ),
    told("07-22 11:35", Staff.CHEN, start(SERTRALINE, daily("50"), "PTSD", "07-22"), "sertraline"),
    told(
        "07-24 10:30",
        Staff.CHEN,
        change(
            "prazosin",
            daily("1", "bedtime"),
            daily("2", "bedtime"),
            "07-24",
            "Two nightmares in four nights, no dizziness.",
        ),
    ),
    told(
        "07-31 10:20",
        Staff.CHEN,
        change(
            "prazosin",
            daily("2", "bedtime"),
            daily("3", "bedtime"),
            "07-31",
            "One nightmare this week, still wakes at four. Standing pressure 116/76.",
            ReasonType.PARTIAL_RESPONSE,
        ),
    ),
    told(
        "07-29 09:20",
        Staff.PATEL,
        side_effect(
            "headache",
            Severity.MILD,
            "07-23",
            ("sertraline",),
            "07-28",
            action="Water and time; passed in five days.",
        ),
    ),
    told(
        "08-07 11:25",
        Staff.MARSH,
        complete("naltrexone", "08-06", "Tolerated the tablets for three weeks; goes on as the monthly injection."),
    ),
    told(
        "08-07 11:30",
        Staff.MARSH,
        start(NALTREXONE_INJECTION, every_weeks("380", 4, "intramuscular"), "Alcohol use disorder", "08-07"),
        "injection",
    ),
    told(
        "08-07 12:10",
        Staff.PATEL,
        injected(
            NALTREXONE_INJECTION,
            "380",
            "intramuscular",
            "right gluteal",
            "NX2318",
            "09-04",
            "Screen negative for opioids. Card for the wallet given.",
            expires="2027-11",
        ),
    ),
    told(
        "08-10 10:15",
        Staff.CHEN,
        reconciliation(
            Occasion.TRANSFER,
            "Cedar House list of 09-Aug and the bag that his wife brought",
            ("sertraline", Decision.CONTINUE, ""),
            ("prazosin", Decision.CONTINUE, "Blood pressure at each nurse visit"),
            ("injection", Decision.CONTINUE, "Next on 04-Sep"),
            ("thiamine", Decision.CONTINUE, "Until he has eaten regularly for three months"),
            ("folic acid", Decision.STOP, "Course of one month is over"),
        ),
    ),
    told("08-10 10:20", Staff.CHEN, complete("folic acid", "08-10", "One month as planned.")),
    told(
        "08-12 16:30",
        Staff.CHEN,
        change(
            "sertraline",
            daily("50"),
            daily("100"),
            "08-12",
            "PCL-5 44, was 52; three weeks on 50 mg, headache gone. The anniversary comes.",
            ReasonType.PARTIAL_RESPONSE,
        ),
    ),
    told(
        "09-01 18:10",
        Staff.BRANDT,
        adherence(
            "sertraline",
            "08-18",
            "08-31",
            11,
            3,
            "Left it on the shelf on the three days he drank, 'so as not to mix'. Explained why not to skip.",
        ),
    ),
    told(
        "09-04 10:40",
        Staff.PATEL,
        injected(
            NALTREXONE_INJECTION,
            "380",
            "intramuscular",
            "left gluteal",
            "NX2355",
            "10-02",
            "Small tender spot from last time is gone.",
            expires="2027-11",
        ),
    ),
    told(
        "09-04 11:30",
        Staff.CHEN,
        note(
            Staff.CHEN,
            NoteType.MEDICATION_REVIEW,
            "med-check",
            "A lapse of three days on the anniversary, dose unchanged, back in care",
            "Nightmares one a week. Startle less: changed a fuse at home. PHQ-9 9.",
            "None but a dry mouth.",
            "Missed sertraline for three days while drinking; no dose since. Second injection given today, on time.",
            "Ashamed, engaged, good eye contact. No wish to die; on Saturday he had thought 'why not me', without a "
            "plan. Sober.",
            "The lapse has a date and a reason and ended by his own call. Not a failure of the medicine.",
            "No change today. Trauma sessions go on weekly. Wife told with his consent. Next visit 25-Sep.",
            session=("09-04 11:00", "09-04 11:25"),
        ),
    ),
    told(
        "09-16 18:25",
        Staff.PATEL,
        lambda book: Hold(
            book["prazosin"],
            on("09-16"),
            "Light-headed with 90/58 on standing after a hot day",
            awaits="vital signs on 17-Sep at 17:00 and Dr. Chen's word",
            reason_type=ReasonType.SIDE_EFFECT,
            ordered_by=book.member(Staff.CHEN),
        ),
    ),
)
