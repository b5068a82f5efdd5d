"""Okafor's body: withdrawal, liver, blood pressure under prazosin, and what the cup says."""

from careboard.clinical.coordination import Handover
from careboard.clinical.note import NoteType
from careboard.clinical.people import Role
from careboard.clinical.response import AnsweredBy
from careboard.demo.care import acknowledged
from careboard.demo.measures import drug_screen, lab, measured, orthostatic, pressure, scale, temperature, vitals
from careboard.demo.staff import Staff
from careboard.demo.telling import told
from careboard.demo.words import note

BY = Staff.PATEL
_STREET = ("opiates", "fentanyl", "cocaine", "amphetamines", "benzodiazepines", "THC")


def _ciwa(when: str, total: int, remark: str = "") -> tuple[str, int, str]:
    return when, total, remark


EVENTS = (
    *(
        told(when, BY, scale("CIWA-Ar", total, by=AnsweredBy.CLINICIAN, note=remark))
        for when, total, remark in (
            _ciwa("07-06 10:00", 17, "Last drink 05-Jul at 22:00. Tremor with arms out, sweating, no hallucinations."),
            _ciwa("07-06 16:00", 14),
            _ciwa("07-07 08:00", 12, "Slept four hours."),
            _ciwa("07-08 08:00", 7),
            _ciwa("07-09 08:00", 4),
            _ciwa("07-10 08:00", 2, "Scale ends."),
        )
    ),
    told(
        "07-06 10:10",
        BY,
        vitals(*pressure(158, 96, 112), temperature("99.1"), note="Oriented, afraid of being watched while he shakes."),
    ),
    told("07-06 10:30", BY, drug_screen(("ethyl glucuronide",), _STREET, note="Before the first dose here.")),
    told(
        "07-06 15:30",
        BY,
        lab(
            "Admission panel",
            measured("AST", "88", "high"),
            measured("ALT", "64", "high"),
            measured("magnesium", "1.6", "low"),
            measured("potassium", "3.6"),
            measured("platelets", "141", "low"),
            asked=(Staff.MARSH,),
        ),
        "liver",
    ),
    told(
        "07-06 16:20",
        Staff.MARSH,
        acknowledged("Magnesium by mouth, liver tests again in two weeks; no acetaminophen."),
        about="liver",
    ),
    told(
        "07-06 11:40",
        Staff.MARSH,
        note(
            Staff.MARSH,
            NoteType.MEDICAL,
            "soap",
            "Alcohol withdrawal, moderate, day 1; symptom-led taper with a fixed floor",
            "Twelve to fifteen drinks a day for three years, a pint of whiskey on most nights. Shakes in the "
            "morning, no seizure, no delirium ever. Vomited once. Has not slept without drinking since the fire.",
            "BP 158/96, pulse 112, 99.1 \N{DEGREE SIGN}F. Tremor, sweating, clear sensorium. Liver edge not felt, no "
            "jaundice. CIWA-Ar 17.",
            "Alcohol withdrawal without complications; raised transaminases, probably alcohol. Blood pressure "
            "expected to follow the withdrawal.",
            "chlordiazePOXIDE over four days, CIWA-Ar every six hours, thiamine before glucose, folic acid. Naltrexone "
            "discussed: later, once he is comfortable and opioids are excluded.",
        ),
    ),
    told(
        "07-07 19:30",
        BY,
        Handover(
            "Second night of withdrawal, CIWA-Ar 12 this morning, 10 at six. Eats, drinks, walks the hall.",
            (
                "pulse over 110 or a temperature over 100.4 \N{DEGREE SIGN}F",
                "smells smoke at night: ask him what he sees",
            ),
            ("CIWA-Ar at ten and four", "wake him for the ten o'clock dose"),
            roles=(Role.NURSE, Role.PHYSICIAN),
        ),
    ),
    told("07-10 08:15", BY, vitals(*pressure(134, 84, 84), note="Hands steady enough to sign.")),
    told(
        "07-20 09:00",
        BY,
        lab("Liver panel", measured("AST", "46", "high"), measured("ALT", "49"), measured("magnesium", "1.9")),
    ),
    told(
        "07-24 21:40",
        BY,
        vitals(*orthostatic((128, 80, 72), (116, 76, 84)), note="An hour after prazosin 2 mg; no dizziness."),
    ),
    told(
        "08-07 11:20",
        BY,
        drug_screen((), ("ethyl glucuronide", *_STREET), observed=False, note="Before the injection."),
    ),
    told("08-18 17:20", BY, drug_screen((), ("ethyl glucuronide", *_STREET))),
    told(
        "09-01 17:00",
        BY,
        drug_screen(
            ("ethyl glucuronide",),
            _STREET,
            note="As he said it would be. No surprise, no lecture: next one on Thursday.",
            asked=(Staff.BRANDT,),
        ),
        "screen after",
    ),
    told(
        "09-01 17:40",
        Staff.BRANDT,
        acknowledged("We go through the three days tonight, hour by hour."),
        about="screen after",
    ),
    told(
        "09-01 17:05",
        BY,
        vitals(*pressure(146, 88, 92), note="No tremor. CIWA-Ar 3 done with Dr. Marsh; no medicine needed."),
    ),
    told("09-10 17:15", BY, drug_screen((), ("ethyl glucuronide", *_STREET))),
    told(
        "09-04 10:10",
        BY,
        lab("Liver panel", measured("AST", "39"), measured("ALT", "41"), note="Before the second injection."),
    ),
    told(
        "09-16 18:10",
        BY,
        vitals(
            *orthostatic((112, 70, 66), (90, 58, 88)),
            note="Light-headed for a minute after standing up in group; had worked in the heat and drunk little.",
            asked=(Staff.CHEN,),
        ),
    ),
    told(
        "09-16 18:35",
        BY,
        note(
            BY,
            NoteType.NURSING,
            "soap",
            "Dizzy on standing after a hot day; prazosin held by telephone order",
            "'The floor went for a second.' No fall, no chest pain. Coffee and half a sandwich since morning. Took "
            "prazosin at ten last night as always.",
            "Lying 112/70, standing 90/58, pulse 66 and 88. After 500 mL of water and a sandwich, standing 102/64, no "
            "symptoms. Smells of nothing but work.",
            "Orthostatic drop, probably heat, little drinking and prazosin together.",
            "Called Dr. Chen at 18:20: hold prazosin tonight and tomorrow, read back. Wife drives. Comes at 17:00 "
            "tomorrow for vital signs.",
        ),
    ),
)
