"""Castellano's medicines: a film begun in withdrawal, its dose found in two weeks, then an injection each month."""

from decimal import Decimal

from careboard.clinical.condition import Severity
from careboard.clinical.dosage import Dosage, Dose, Timing, UnitOfTime
from careboard.clinical.measured import LabResult, Result, TestOrdered
from careboard.clinical.medication.orders import ReasonType
from careboard.clinical.medication.taking import DoseGiven
from careboard.clinical.note import NoteType
from careboard.clinical.response import AnsweredBy, RiskLevel
from careboard.clinical.values import Coded
from careboard.demo.care import acknowledged, past_trial, reported, suicide_risk
from careboard.demo.measures import LABORATORY, drug_screen, lab, measured, pressure, scale, vitals
from careboard.demo.medicines import (
    BUPRENORPHINE_INJECTION,
    BUPRENORPHINE_NALOXONE,
    IBUPROFEN,
    MIRTAZAPINE,
    adherence,
    as_needed,
    change,
    complete,
    daily,
    every_weeks,
    injected,
    medicine,
    milligrams,
    side_effect,
    start,
    used,
)
from careboard.demo.staff import Staff
from careboard.demo.telling import told
from careboard.demo.words import note, on

_OTHERS = ("cocaine", "amphetamines", "benzodiazepines", "methadone")
_RNA = Coded("Hepatitis C virus RNA")


def _film(number: str, times: int) -> Dosage:
    """The buprenorphine of a film, so many times a day, under the tongue."""
    often = Timing("", times, period=Decimal(1), period_unit=UnitOfTime.DAY)
    words = f"{number} mg of buprenorphine {'once' if times == 1 else 'twice'} a day"
    return Dosage(
        words,
        (Dose(milligrams(number), often),),
        route=Coded("sublingual"),
        instructions="let it dissolve; no food or drink meanwhile; rinse with water after",
    )


EVENTS = (
    told(
        "07-13 10:10",
        Staff.PATEL,
        scale("COWS", 14, by=AnsweredBy.CLINICIAN, note="Last fentanyl 30 hours ago by her account."),
    ),
    told("07-13 10:15", Staff.PATEL, vitals(*pressure(142, 88, 96), note="Yawning, goose flesh, pupils wide.")),
    told("07-13 10:20", Staff.PATEL, drug_screen(("fentanyl", "norfentanyl"), ("buprenorphine", *_OTHERS))),
    told(
        "07-13 11:30",
        Staff.REED,
        note(
            Staff.REED,
            NoteType.EVALUATION,
            "soap",
            "Opioid use disorder, day 4 after an overdose; first film today",
            "Oxycodone from 2009, fentanyl since 2024, smoked, about a gram a day, alone. Overdosed on Thursday in "
            "her bathroom; her grandson found her. 'He is seven. That is the last thing he finds.' Aching, no sleep "
            "for two nights.",
            "COWS 14. BP 142/88, pulse 96. No marks. Scar of a lumbar fusion. Screen: fentanyl and norfentanyl.",
            "Opioid use disorder, severe, in moderate withdrawal: ready for buprenorphine. High risk of another "
            "overdose, highest if she stops halfway.",
            "4 mg here, wait an hour, 4 mg again; 8 mg twice a day from tomorrow if needed. Naloxone with her and at "
            "home. Back on Thursday, call at any withdrawal. No sedatives, explained why.",
            session=("07-13 10:45", "07-13 11:30"),
        ),
    ),
    told(
        "07-13 11:35",
        Staff.REED,
        start(BUPRENORPHINE_NALOXONE, _film("8", 1), "Opioid use disorder", "07-13"),
        "film",
    ),
    told(
        "07-13 12:30",
        Staff.PATEL,
        lambda book: DoseGiven(
            BUPRENORPHINE_NALOXONE,
            milligrams("8"),
            book["film"],
            route=Coded("sublingual"),
            observed=True,
            note="4 mg at 11:40 and 4 mg at 12:25; COWS 14, then 7.",
        ),
    ),
    told("07-13 13:40", Staff.PATEL, scale("COWS", 6, by=AnsweredBy.CLINICIAN)),
    told(
        "07-13 13:50",
        Staff.PATEL,
        reported(
            IBUPROFEN,
            as_needed("400", "back pain", "1200"),
            "Back pain",
            "over the counter",
            "2024",
            note="Twice a day at most.",
        ),
        "ibuprofen",
    ),
    told(
        "07-13 13:55",
        Staff.PATEL,
        past_trial(
            medicine("methadone", "oral solution"),
            "Opioid use disorder",
            "2019",
            "2020",
            "Drowsy at 90 mg, and a daily bus of 50 minutes",
        ),
    ),
    told(
        "07-16 15:05",
        Staff.PATEL,
        scale("COWS", 7, by=AnsweredBy.CLINICIAN, note="Craves before the evening; sweats at night."),
    ),
    told(
        "07-16 15:20",
        Staff.REED,
        change(
            "film",
            _film("8", 1),
            _film("8", 2),
            "07-16",
            "Withdrawal in the evening on 8 mg; used once on Tuesday, alone, and said so.",
            ReasonType.PARTIAL_RESPONSE,
        ),
    ),
    told(
        "07-20 16:20",
        Staff.PATEL,
        drug_screen(
            ("fentanyl", "buprenorphine"),
            _OTHERS,
            prescribed=("buprenorphine",),
            note="Less than last week by her account.",
        ),
    ),
    told(
        "07-20 15:30",
        Staff.PATEL,
        lab(
            "Baseline",
            measured("ALT", "52"),
            measured("AST", "44", "high"),
            measured("creatinine", "0.7"),
            note="HIV antigen and antibody nonreactive.",
        ),
    ),
    told(
        "07-20 15:35",
        Staff.PATEL,
        lambda book: LabResult(
            Coded("Hepatitis C antibody"),
            Result(coded=Coded("Reactive")),
            performer=LABORATORY,
            note="Told to her in person with J. Reed; a virus test is needed before anything is said for sure.",
            asked_to_acknowledge=(book.member(Staff.REED),),
        ),
        "antibody",
    ),
    told("07-20 16:00", Staff.REED, acknowledged("RNA ordered; if found, the liver clinic."), about="antibody"),
    told(
        "07-20 16:02",
        Staff.REED,
        TestOrdered(_RNA, "Antibody reactive on 20-Jul", on("07-27"), status_reason=""),
        "rna",
    ),
    told(
        "07-28 09:40",
        Staff.PATEL,
        lambda book: LabResult(
            _RNA,
            Result(text="Detected, 1,240,000 IU/mL"),
            performer=LABORATORY,
            order=book["rna"],
            note="Curable; she cried, then asked for the appointment.",
        ),
    ),
    told("07-23 16:10", Staff.PATEL, scale("COWS", 3, by=AnsweredBy.CLINICIAN)),
    told(
        "07-27 18:30",
        Staff.PATEL,
        drug_screen(("buprenorphine",), ("fentanyl", *_OTHERS), prescribed=("buprenorphine",)),
    ),
    told(
        "08-03 17:10",
        Staff.PATEL,
        drug_screen(
            ("buprenorphine", "benzodiazepines"),
            ("fentanyl", "cocaine", "amphetamines", "methadone"),
            prescribed=("buprenorphine",),
            note="Before she was told the result she said: two of her sister's alprazolam, on Saturday night.",
            asked=(Staff.REED,),
        ),
        "alprazolam",
    ),
    told(
        "08-03 18:40",
        Staff.REED,
        acknowledged("Seen at 18:00; overdose risk judged anew, sleep taken seriously."),
        about="alprazolam",
    ),
    told(
        "08-03 18:30",
        Staff.REED,
        note(
            Staff.REED,
            NoteType.MEDICATION_REVIEW,
            "med-check",
            "Two alprazolam for sleep: what opioids and sedatives do together",
            "No fentanyl for two weeks, cravings 3 of 10, was 9.",
            "Constipated, bowels every third day.",
            "Film twice a day, four doses missed in two weeks, all in the morning.",
            "Tired, frank, not intoxicated. No thought of death. Wants sleep, not a pill fight.",
            "The risk is breathing, not the rule: a sedative on buprenorphine after an overdose last month. The "
            "monthly injection would end the missed mornings.",
            "No benzodiazepine. Sleep with Dr. Chen on Thursday. Injection on 10-Aug: four weeks on the film, dose "
            "steady. Rosa locks up her aunt's alprazolam. Polyethylene glycol daily.",
            session=("08-03 18:00", "08-03 18:25"),
            risk_changed=True,
        ),
    ),
    told(
        "08-03 18:35",
        Staff.REED,
        start(medicine("polyethylene glycol", "powder"), daily("17", "breakfast", unit="g"), "Constipation", "08-03"),
        "laxative",
    ),
    told(
        "08-03 18:20",
        Staff.PATEL,
        side_effect(
            "constipation",
            Severity.MODERATE,
            "07-18",
            ("film",),
            action="Water, plums, polyethylene glycol from today.",
        ),
        "constipation",
    ),
    told("08-03 18:45", Staff.PATEL, adherence("film", "07-20", "08-02", 24, 4, "The morning film, on early shifts.")),
    told(
        "08-06 16:45",
        Staff.CHEN,
        note(
            Staff.CHEN,
            NoteType.EVALUATION,
            "apso",
            "Depression older than the opioids; mirtazapine for mood and sleep",
            "Recurrent depression, moderate, third episode, the first after her husband left in 1998. Insomnia of "
            "withdrawal and of grief. Suicide risk low; overdose risk moderate.",
            "Mirtazapine 15 mg at bedtime instead of any benzodiazepine or hypnotic; sleepiness together with "
            "buprenorphine explained, no alcohol. Regular hours as far as shifts allow. In two weeks.",
            "Wakes at three with her heart going and sees the boy in the door. No wish to die: 'I have been dead, "
            "thanks.'",
            "Dry wit, wrings a tissue. Mood low, thinking clear, no psychosis. Attentive.",
            session=("08-06 16:00", "08-06 16:40"),
        ),
    ),
    told(
        "08-06 16:50",
        Staff.CHEN,
        suicide_risk(
            RiskLevel.LOW,
            "Mirtazapine for two weeks at a time, kept by Rosa; no firearms.",
            "Asked again at each visit here; the overdose risk is judged by T. Brandt and J. Reed.",
            raises=("overdose on 09-Jul, without intent", "depression", "no sleep"),
            lowers=("no wish to die, now or in July", "Mateo", "faith"),
        ),
    ),
    told("08-06 16:55", Staff.CHEN, start(MIRTAZAPINE, daily("15", "bedtime"), "Depression", "08-06"), "mirtazapine"),
    told(
        "08-10 16:20",
        Staff.REED,
        complete("film", "08-10", "Four weeks on the film, 16 mg a day; goes on as the monthly injection."),
    ),
    told(
        "08-10 16:25",
        Staff.REED,
        start(BUPRENORPHINE_INJECTION, every_weeks("300", 4, "subcutaneous"), "Opioid use disorder", "08-10"),
        "injection",
    ),
    told(
        "08-10 16:50",
        Staff.PATEL,
        injected(
            BUPRENORPHINE_INJECTION,
            "300",
            "subcutaneous",
            "right abdomen",
            "BX0917",
            "09-07",
            "Lump and redness explained; not to rub it. Observed 30 minutes.",
        ),
    ),
    told(
        "08-13 17:10",
        Staff.PATEL,
        drug_screen(("buprenorphine",), ("fentanyl", *_OTHERS), prescribed=("buprenorphine",)),
    ),
    told(
        "08-20 17:05", Staff.PATEL, used("ibuprofen", "400", "back pain after a double shift", "Took the edge off", 2)
    ),
    told(
        "08-20 17:15",
        Staff.PATEL,
        side_effect(
            "constipation", Severity.MILD, "07-18", ("film",), "08-19", action="Daily powder, bowels every day."
        ),
        about="constipation",
    ),
    told(
        "08-20 17:20",
        Staff.CHEN,
        change(
            "mirtazapine",
            daily("15", "bedtime"),
            daily("30", "bedtime"),
            "08-20",
            "Sleeps six hours, mood as before; PHQ-9 11.",
            ReasonType.PARTIAL_RESPONSE,
        ),
    ),
    told(
        "08-27 17:10",
        Staff.PATEL,
        drug_screen(
            ("buprenorphine",),
            ("fentanyl", *_OTHERS),
            prescribed=("buprenorphine",),
            confirmatory=True,
            note="Monthly confirmation by mass spectrometry.",
        ),
    ),
    told(
        "09-07 16:30",
        Staff.PATEL,
        injected(
            BUPRENORPHINE_INJECTION,
            "300",
            "subcutaneous",
            "left abdomen",
            "BX1002",
            "10-05",
            "First lump gone after twelve days.",
        ),
    ),
    told(
        "09-10 17:10",
        Staff.PATEL,
        drug_screen(("buprenorphine",), ("fentanyl", *_OTHERS), prescribed=("buprenorphine",)),
    ),
    told("09-14 17:20", Staff.PATEL, vitals(*pressure(126, 78, 72))),
    told(
        "09-16 16:10",
        Staff.PATEL,
        note(
            Staff.PATEL,
            NoteType.NURSING,
            "soap",
            "Ninth week without fentanyl; asks how long the injection stays",
            "'When do I find out who I am without it?' Cravings 1 of 10. Back 4 of 10 on workdays.",
            "Injection site left abdomen soft, 1 cm, not red. BP 124/76, pulse 70.",
            "Stable between injections; the question is a good one and needs more than a nurse's minute.",
            "Told her that nobody will take it away while it protects her. J. Reed on 05-Oct, with time for this.",
            asked=(Staff.REED,),
        ),
    ),
)
