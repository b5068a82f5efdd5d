"""Lindqvist's sessions and scores: fast, then slow, and the night on which she turned back from the bridge."""

from careboard.clinical.coordination import Handover, PracticeDone
from careboard.clinical.episode import Achievement
from careboard.clinical.note import Addendum, NoteType, PsychotherapyNote
from careboard.clinical.people import Role
from careboard.clinical.response import (
    Answer,
    AnsweredBy,
    Assessment,
    InstrumentDefinition,
    InstrumentItem,
    RiskLevel,
    SafetyPlan,
)
from careboard.clinical.values import Coded, Quantity
from careboard.demo.care import goal, plan_of_care, practice, practiced, review, suicide_risk
from careboard.demo.measures import c_ssrs, gad7, phq9, scale
from careboard.demo.staff import Staff
from careboard.demo.telling import told
from careboard.demo.words import dec, note

BY = Staff.MORENO
_DIARY = InstrumentDefinition(
    (
        InstrumentItem("binges", "How many times did you eat more than you meant to, and could not stop?"),
        InstrumentItem("sleep", "How many hours did you sleep, on average?"),
        InstrumentItem("speed", "How fast did your days go?", ("0 = crawling", "5 = even", "10 = racing")),
    ),
    "Each line stands for itself; no total.",
)


def _diary(binges: int, sleep: str, speed: int) -> Assessment:
    lines = (("binges", str(binges)), ("sleep", sleep), ("speed", str(speed)))
    return Assessment(
        Coded("Mood and eating diary"),
        AnsweredBy.PATIENT,
        language="en",
        time_frame="last 7 days",
        answers=tuple(Answer(item, value, dec(value)) for item, value in lines),
        definition=_DIARY,
    )


def _ymrs(total: int) -> Assessment:
    return Assessment(
        Coded("YMRS"), AnsweredBy.CLINICIAN, language="en", total=Quantity(dec(str(total)), "{score}", ucum="{score}")
    )


EVENTS = (
    told("07-06 12:00", BY, phq9("2 2 2 1 3 2 2 0 0")),
    told("07-06 12:05", BY, gad7("2 1 2 2 1 2 0")),
    told("07-06 12:10", BY, c_ssrs("negative", "", first=True)),
    told(
        "07-13 17:20",
        BY,
        plan_of_care(
            "Evening IOP plan of care",
            goal(
                1,
                "I want the kitchen back after ten at night.",
                "Binge eating, five nights a week",
                "No more than one binge a week for four weeks, by the diary.",
                "08-31",
                ("CBT for binge eating", "weekly", Staff.MORENO),
                ("Regular eating, six times a day", "weekly visit", Staff.OSEI),
            ),
            goal(
                2,
                "I want a mood that lasts longer than a week.",
                "Depression, and weeks of too little sleep",
                "Sleep of seven hours on six nights of seven, speed 4 to 6 in the diary.",
                "09-30",
                ("Mood and sleep chart, rhythm of the day", "weekly", Staff.MORENO),
                ("Medicines", "every two weeks", Staff.CHEN),
            ),
            until="Four weeks with one binge or fewer, PHQ-9 under 10, a rhythm that holds on weekends.",
        ),
        "plan",
    ),
    told("07-13 20:10", BY, _diary(5, "5.5", 8)),
    told("07-15 20:20", BY, practice("Eat by the clock for five days, even when not hungry", "07-20", 1), "clock"),
    told(
        "07-20 16:05",
        BY,
        practiced("clock", PracticeDone.NOT_DONE, "Was building the shop until three and forgot to eat"),
    ),
    told("07-20 16:10", BY, _ymrs(16)),
    told(
        "07-22 18:50",
        BY,
        note(
            BY,
            NoteType.INDIVIDUAL,
            "dap",
            "Mourns the good week: 'Do I only get to be slow?'",
            "Came with boxes of stock to return. Slept five hours. Angry at Klara, then at herself. Two binges since "
            "Monday.",
            "Sees the pattern in her own diary: the fast weeks end in the full kitchen. Grief about losing speed is "
            "the thing to stay with; hurrying her to be grateful would lose her.",
            "One fixed bedtime, phone in the hall. Keeps the shop closed until September, her own rule. List of what "
            "she likes in herself that is not speed.",
            session=("07-22 16:30", "07-22 17:20"),
            goals=(2,),
        ),
    ),
    told("07-27 20:20", BY, _diary(3, "6.0", 7)),
    told("08-04 09:50", BY, _ymrs(7)),
    told("08-05 20:15", BY, _diary(2, "7.5", 5)),
    told("08-05 20:20", BY, phq9("1 1 1 2 1 1 1 0 0")),
    told("08-17 20:10", BY, _diary(1, "9.0", 2)),
    told("08-17 20:15", BY, phq9("2 2 2 3 1 2 2 1 1")),
    told("08-17 20:20", BY, c_ssrs("low", "1"), "screen 08-17"),
    told(
        "08-17 20:25",
        BY,
        suicide_risk(
            RiskLevel.LOW,
            "Lives alone until Sunday; no firearms. Lithium and quetiapine for a week at a time from today.",
            "Moves to Klara's on 23-Aug. Screen at each visit while mood falls. Dr. Chen sees her tomorrow.",
            raises=("mood falling fast after hypomania", "gives up her flat"),
            lowers=("wish not to wake up without a thought of how", "close to her sister"),
            told_to=("A. Chen, MD",),
            screens=("screen 08-17",),
        ),
    ),
    told(
        "08-18 17:30",
        BY,
        SafetyPlan(
            warning_signs=(
                "I lie still and add up debts",
                "I do not answer Klara in Swedish",
                "I look at the bridge on the map",
            ),
            coping=("Shower, hot, with the radio", "Sort buttons by size", "Walk to the bakery and back, no phone"),
            people_and_places=("The bakery on Cottage Street", "Klara's kitchen"),
            people_to_ask=("Klara, 555-0152, wake her", "My friend Imani, 555-0153"),
            professionals=("L. Moreno, LCSW, 555-0160", "Cedar on call, 555-0161"),
            safe_environment=("Klara keeps the tablets", "I do not drive alone after dark", "Klara has my car key"),
            worth_living_for=("Klara's baby in November", "The blue house in Visby"),
            copy_given=True,
        ),
    ),
    told("08-27 10:05", BY, phq9("3 3 2 3 3 3 1 1 1")),
    told(
        "08-27 10:10",
        BY,
        c_ssrs("high", "1,2,3,4,6", "Thought of the bridge on Tuesday at dusk, drove there, turned back at the light."),
        "screen 08-27",
    ),
    told(
        "08-27 10:15",
        BY,
        suicide_risk(
            RiskLevel.HIGH,
            "Car key with Klara since today; tablets locked. No firearms. The bridge is twelve minutes by car.",
            "Not alone until admitted: Klara by day and night, by her own offer. Day program from Saturday if "
            "residential is refused. 911 and the emergency department explained to both.",
            raises=("drove toward the bridge on Tuesday", "PHQ-9 20", "three days without food"),
            lowers=("turned back by herself and told it", "the baby in November", "wants residential care"),
            told_to=("A. Chen, MD, 10:18", "Klara Lindqvist, sister, 11:00, with consent"),
            screens=("screen 08-27",),
            formulation=(
                "Bipolar depression after a hypomanic summer and a lost flat; intent for some minutes, now ashamed "
                "of it."
            ),
        ),
    ),
    told(
        "08-31 15:20",
        BY,
        c_ssrs("moderate", "1,2,3", "The bridge as a thought, twice, without intent."),
        "screen 08-31",
    ),
    told(
        "09-01 16:40",
        BY,
        note(
            BY,
            NoteType.TEAM_REVIEW,
            "team-review",
            "Peer review upheld residential care; admission tomorrow at noon",
            "Four days in the day program: came each day with Klara, ate half of two meals, spoke in the third "
            "group. PHQ-9 22 yesterday, screen moderate.",
            "Psychiatry: not safe at home overnight. Nutrition: intake under half. Nursing: lithium level due. "
            "Counseling: she asks to be kept.",
            "Residential care from 02-Sep; the payer's physician agreed this morning. Level of care changes, plan of "
            "care stays with its two goals and gains safety.",
            "Nguyen: bed and transport by eleven. Chen: reconciliation. Osei: soft foods. Moreno: tells Sara now.",
        ),
    ),
    told("08-31 15:10", BY, phq9("3 3 3 3 3 3 2 1 1")),
    told(
        "09-02 19:40",
        Staff.PATEL,
        Handover(
            "First night. Bipolar depression, risk high, turned back from a bridge on 25-Aug. Quiet, polite, says "
            "she is fine.",
            (
                "says she is fine in English: ask in the morning whether she slept",
                "goes to the window side of the hall",
            ),
            ("checks every 15 minutes", "lithium and quetiapine watched", "soup in the room is agreed"),
            roles=(Role.NURSE, Role.COUNSELOR),
        ),
    ),
    told("09-02 15:00", BY, c_ssrs("moderate", "1,2,3"), "screen 09-02"),
    told(
        "09-02 15:10",
        BY,
        suicide_risk(
            RiskLevel.HIGH,
            "Belongings checked with her; car at Klara's. Windows in residence are secured.",
            "Checks every 15 minutes, awake staff at night. Reviewed daily by the team, screen weekly.",
            raises=("PHQ-9 22", "first night in residence"),
            lowers=("relieved to be here", "eats soup with the others"),
            told_to=("A. Chen, MD", "R. Patel, RN"),
            screens=("screen 09-02",),
        ),
    ),
    told(
        "09-04 14:30",
        BY,
        note(
            BY,
            NoteType.INDIVIDUAL,
            "dap",
            "Tuesday at the light: what made her turn",
            "Told Tuesday minute by minute. The light was red, she remembered the weather report for Gotland from "
            "when they were small, and asked herself who would tell Klara. Then cried so that a man knocked at the "
            "window.",
            "The turning is hers and can be trained: a stop, a place, a person. Shame is the risk of the next days. "
            "Slow, clear, warm when she speaks of the child.",
            "Writes the three stops on the safety plan. Klara on Friday. Five minutes of the window, daily, with "
            "staff, because she misses weather.",
            session=("09-04 13:30", "09-04 14:20"),
            goals=(2,),
            mood=2,
        ),
        "tuesday",
    ),
    told(
        "09-05 09:10",
        BY,
        Addendum(
            "The note says that a man knocked at the window. Sara corrected this today: it was a woman, a bus "
            "driver, who waited with her for ten minutes and drove on. She would like to thank her.",
            "It was a bus driver who waited with her",
        ),
        about="tuesday",
    ),
    told(
        "09-04 17:40",
        BY,
        lambda book: PsychotherapyNote(
            book.patient,
            "I held my breath when she said the light was red. Relief so strong that I nearly praised her; she would "
            "have heard that I keep score. The dead sister of my second year of practice was in the room.",
        ),
    ),
    told("09-09 10:00", BY, phq9("3 3 2 2 2 2 2 1 1")),
    told("09-09 10:10", BY, c_ssrs("low", "1,2"), "screen 09-09"),
    told(
        "09-09 10:30",
        BY,
        suicide_risk(
            RiskLevel.MODERATE,
            "Residence as before; Klara has moved the car to a friend's.",
            "Checks every 30 minutes. Walk in the garden with staff. Screen on 16-Sep.",
            raises=("wish to be dead most mornings", "discharge is talked about"),
            lowers=("no method in mind since 02-Sep", "sleeps", "wrote to the bus company"),
            told_to=("A. Chen, MD",),
            screens=("screen 09-09",),
        ),
    ),
    told(
        "09-14 15:20",
        BY,
        review(
            "plan",
            (
                1,
                Achievement.IN_PROGRESS,
                "No binge since 19-Aug, but meals were missing altogether; now four of six eating times.",
            ),
            (2, Achievement.NO_CHANGE, "Sleep seven hours in residence. Speed 2. Medicines two weeks old."),
            again="09-28",
            present=("Sara Lindqvist", "A. Chen, MD", "K. Osei, RD"),
            note="She adds a third wish, to be written as a goal next time: 'to hold the baby and be of use'.",
        ),
    ),
    told("09-16 10:00", BY, phq9("2 3 2 2 2 2 2 1 0")),
    told("09-16 10:10", BY, c_ssrs("low", "1"), "screen 09-16"),
    told(
        "09-16 10:15",
        BY,
        scale(
            "CGI-S/CGI-I", 5, by=AnsweredBy.CLINICIAN, note="Severity; markedly ill, a grade less than on admission."
        ),
    ),
    told(
        "09-16 10:30",
        BY,
        suicide_risk(
            RiskLevel.MODERATE,
            "As last week; asked about the bridge: 'it is a bridge again'.",
            "Level stays at moderate until a weekend at Klara's has gone well. Family session on 18-Sep.",
            raises=("mornings are still heavy",),
            lowers=("ninth item 0 for the first time since July", "eats with others", "plans for November"),
            screens=("screen 09-16",),
        ),
    ),
)
