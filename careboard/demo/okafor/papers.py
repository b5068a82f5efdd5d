"""Okafor's stays and papers: consents under 42 CFR part 2, one of them taken back, and where he is when."""

from careboard.clinical.coordination import AppointmentStatus
from careboard.clinical.paper import Disclosure, Document, Ground, Statement
from careboard.clinical.permission import ConsentRevoked, RevokedHow
from careboard.clinical.person import ContactType
from careboard.clinical.values import Coded
from careboard.demo import site
from careboard.demo.care import (
    INTENSIVE,
    RESIDENTIAL,
    WITHDRAWAL,
    absent,
    admitted,
    appointment,
    attended,
    came_partly,
    consent,
    level,
    part2,
    task,
    task_done,
)
from careboard.demo.staff import Staff
from careboard.demo.telling import told
from careboard.demo.words import allergy, contact, diagnosis, on

BY = Staff.NGUYEN
ME = "Daniel Okafor"
GROUP = "Relapse prevention group"
EVENTS = (
    told(
        "07-06 08:40",
        BY,
        part2(applies=True, basis="Alcohol use disorder treated in a program that holds itself out as such."),
    ),
    told("07-06 09:20", BY, level(WITHDRAWAL, "07-06", site.RESIDENCE)),
    told(
        "07-06 09:30",
        BY,
        contact(
            "Ngozi Okafor",
            "wife",
            "555-0129",
            told="that he is here, his appointments, emergencies; how she can help after a lapse",
            emergency=True,
        ),
    ),
    told(
        "07-06 09:35",
        BY,
        consent(
            "Ngozi Okafor, wife",
            "that he is a patient, appointments, safety plan, emergencies",
            "support at home",
            ME,
            event="discharge from the program",
            protected=True,
        ),
        "consent wife",
    ),
    told("07-06 10:20", Staff.PATEL, allergy("sulfamethoxazole and trimethoprim", "rash")),
    told(
        "07-06 11:50",
        Staff.MARSH,
        diagnosis(
            "F10.20",
            "Alcohol use disorder, severe",
            principal=True,
            onset="2019",
            note="No seizures in past withdrawals.",
        ),
    ),
    told("07-10 09:10", BY, level(RESIDENTIAL, "07-10", site.RESIDENCE, review="08-07", asam=True)),
    told(
        "07-13 10:00",
        BY,
        consent(
            "Union employee assistance program, K. Dorsey",
            "attendance and expected return to work; no diagnosis",
            "keeping his job",
            ME,
            until="12-31",
            protected=True,
        ),
        "consent work",
    ),
    told(
        "07-13 10:10",
        BY,
        consent(
            "A. Lindgren, MD, Foundry Street Medical",
            "diagnoses, medicines, laboratory results, discharge summaries",
            "treatment together with his own doctor",
            ME,
            until="2027-07-13",
            protected=True,
        ),
        "consent doctor",
    ),
    told(
        "07-13 10:15",
        BY,
        contact(
            "A. Lindgren, MD",
            "primary care physician",
            "555-0170",
            told=("what his consent names"),
            type_=ContactType.PRIMARY_CARE,
        ),
    ),
    told(
        "07-22 11:30",
        Staff.CHEN,
        diagnosis(
            "F43.12", "Post-traumatic stress disorder, chronic", onset="2024-08", note="Fire at work on 29-Aug-2024."
        ),
    ),
    told(
        "08-07 14:00",
        BY,
        appointment(
            "T. Brandt, LADC",
            "08-10 17:30",
            "Cedar, Suite 4",
            "555-0160",
            "First evening of the IOP",
            follow_up=True,
        ),
        "first evening",
    ),
    told(
        "08-10 09:00",
        BY,
        admitted(
            site.SUBSTANCE,
            "Five weeks without alcohol. Goes home and back to half days at work, with nightmares that used to "
            "be answered with whiskey and an anniversary three weeks away.",
            "Cedar House, residential, 10-Jul to 09-Aug-2026",
            track="evening",
            days=60,
            hours="9",
        ),
        "admission",
    ),
    told(
        "08-10 09:05", BY, level(INTENSIVE, "08-10", site.SUBSTANCE, review="09-21", asam=True, admission="admission")
    ),
    told(
        "08-10 20:40",
        BY,
        appointment(
            "T. Brandt, LADC",
            "08-10 17:30",
            "Cedar, Suite 4",
            "555-0160",
            "First evening of the IOP",
            status=AppointmentStatus.KEPT,
            follow_up=True,
        ),
        about="first evening",
    ),
    told(
        "08-11 10:30",
        BY,
        lambda book: Disclosure(
            Ground.CONSENT,
            "A. Lindgren, MD, Foundry Street Medical",
            "medicine list with the date of the injection, liver tests, diagnoses",
            "by secure fax, 4 pages, receipt kept",
            consent=book["consent doctor"],
            purpose="treatment together with his own doctor",
            statement=Statement.STATEMENT_1,
            withheld="Counseling notes",
        ),
    ),
    *attended(
        BY,
        GROUP,
        ("08-10", "17:30", "20:30"),
        ("08-11", "17:35", "20:30"),
        ("08-13", "17:30", "20:30"),
        ("08-17", "17:30", "20:30"),
        ("08-20", "17:30", "20:30"),
        ("08-25", "17:40", "20:30"),
        ("09-01", "17:30", "20:30"),
        ("09-03", "17:30", "20:30"),
        ("09-08", "17:30", "20:30"),
        ("09-10", "17:30", "20:30"),
        ("09-15", "17:30", "20:30"),
    ),
    came_partly(BY, GROUP, "08-27", "17:30", "19:00", "Left at the break: the smell of the new carpet glue."),
    absent(
        BY,
        "08-31 18:00",
        GROUP,
        outreach="Called at 18:00 and 18:30; reached his wife at 18:40, then him. See the crisis note.",
    ),
    told(
        "08-24 11:00",
        BY,
        Document(
            Coded("Letter"),
            "Return to work: half days from 24-Aug, no live panels",
            "From the employee assistance program. Half days from 24-Aug-2026 with a second electrician on site; no "
            "work on live panels until the physician says otherwise. Next contact in six weeks.",
            origin="K. Dorsey, union employee assistance program",
            received=on("08-24"),
            pages=1,
            language="en",
        ),
    ),
    told(
        "09-01 17:10",
        Staff.BRANDT,
        lambda book: ConsentRevoked(
            book["consent work"],
            RevokedHow.IN_WRITING,
            "T. Brandt, LADC",
            "Wants to tell his foreman himself, when he is ready.",
        ),
    ),
    told("09-02 09:10", BY, task("Call Dorsey's office: no further letters, consent is revoked", BY, "09-03"), "call"),
    told(
        "09-02 11:40",
        BY,
        task_done("call", "Spoke with the front desk: only that no more letters will come from us."),
    ),
    told(
        "09-10 10:00",
        BY,
        task("Order the naltrexone kit for 02-Oct; needs three days in the refrigerator", Staff.PATEL, "09-25"),
    ),
)
