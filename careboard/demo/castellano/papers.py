"""Castellano's papers and days: consents, rides, attendance, and a hepatitis result that waits for its answer."""

from careboard.clinical.coordination import AppointmentStatus, TaskOutcome
from careboard.clinical.paper import Document
from careboard.clinical.values import Coded
from careboard.demo import site
from careboard.demo.care import (
    absent,
    appointment,
    came_partly,
    consent,
    task,
    task_done,
)
from careboard.demo.staff import Staff
from careboard.demo.stays import arrival, evenings
from careboard.demo.telling import told
from careboard.demo.words import contact, diagnosis, no_known_allergies, on

BY = Staff.NGUYEN
ME = "Vera Castellano"
GROUP = "Recovery skills group"
EVENTS = (
    *arrival(
        "07-13 08:45",
        site.SUBSTANCE,
        "Opioid use disorder; admitted to the substance use program.",
        "Fentanyl daily for two years after fifteen of prescribed oxycodone. Wants to be awake for her grandson.",
        "emergency department, after an overdose on 09-Jul that naloxone reversed",
        review="10-05",
        track="evening",
        days=84,
        hours="9",
    ),
    told("07-13 09:00", BY, no_known_allergies()),
    told(
        "07-13 09:05",
        BY,
        contact(
            "Rosa Marin",
            "daughter",
            "555-0135",
            told="appointments and emergencies; where the naloxone is",
            emergency=True,
        ),
    ),
    told(
        "07-13 09:10",
        BY,
        consent(
            "Rosa Marin, daughter",
            "attendance, emergencies, how to use naloxone",
            "safety at home",
            ME,
            event="discharge from the program",
            protected=True,
        ),
    ),
    told(
        "07-20 16:30",
        BY,
        consent(
            "River Valley Liver Clinic",
            "hepatitis results, medicine list",
            "treatment of hepatitis C, if confirmed",
            ME,
            until="2027-01-20",
            protected=True,
        ),
    ),
    told("07-13 11:40", Staff.REED, diagnosis("F11.20", "Opioid use disorder, severe", principal=True, onset="2011")),
    told(
        "07-13 11:42",
        Staff.REED,
        diagnosis("M54.50", "Low back pain, unspecified", onset="2009", note="Fusion L4-L5 in 2009."),
    ),
    told(
        "07-28 16:20",
        Staff.REED,
        diagnosis("B18.2", "Chronic viral hepatitis C", note=("Antibody and RNA of July 2026.")),
    ),
    told("08-06 16:50", Staff.CHEN, diagnosis("F33.1", "Major depressive disorder, recurrent, moderate", onset="2025")),
    told(
        "07-13 12:10",
        Staff.PATEL,
        Document(
            Coded("Handout receipt"),
            "Naloxone kit handed over, use shown and shown back",
            "Two nasal sprays of 4 mg, for her bag and for the kitchen. Her daughter practiced on the trainer.",
            origin="Cedar nursing",
            received=on("07-13"),
            pages=1,
            language="en",
        ),
    ),
    *evenings(
        GROUP,
        "07-14",
        "07-16",
        "07-20",
        "07-23",
        "07-30",
        "08-03",
        "08-06",
        "08-13",
        "08-20",
        "08-27",
        "09-03",
        "09-10",
        "09-14",
    ),
    came_partly(BY, GROUP, "07-27", "18:20", "20:30", "The bus broke down; she walked the last mile."),
    absent(BY, "08-17 17:50", GROUP, "Grandson in the emergency department with a broken wrist; called ahead."),
    absent(
        BY,
        "08-24 18:00",
        GROUP,
        outreach="No answer at 18:00; Rosa at 18:20: asleep after a double shift, safe. Ride arranged for Thursday.",
    ),
    told("07-27 20:40", BY, task("Arrange rides through the state's transport benefit", BY, "07-31"), "rides"),
    told("07-31 11:20", BY, task_done("rides", "Approved for Monday and Thursday evenings from 03-Aug.")),
    told("08-24 18:30", BY, task("Ask for a Tuesday ride as well", BY, "08-28"), "tuesday"),
    told(
        "08-28 10:15",
        BY,
        task_done(
            "tuesday", "The benefit covers two evenings a week; a peer drives on Tuesdays.", TaskOutcome.NOT_POSSIBLE
        ),
    ),
    told(
        "08-20 16:40",
        BY,
        appointment(
            "M. Okonjo, MD, River Valley Liver Clinic", "09-24 10:20", "40 Bridge Street", "555-0190", "Hepatitis C"
        ),
        "liver visit",
    ),
    told(
        "07-16 15:10",
        BY,
        appointment(
            "J. Reed, PMHNP-BC",
            "07-16 15:00",
            "Cedar, Suite 4",
            "555-0160",
            "Third day on the film",
            status=AppointmentStatus.KEPT,
            follow_up=True,
        ),
    ),
)
