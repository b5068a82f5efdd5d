"""Lindqvist's medicines: away from what lifted her too far, toward lithium, quetiapine and, slowly, lamotrigine."""

from careboard.clinical.condition import Severity
from careboard.clinical.medication.orders import ReasonType
from careboard.clinical.medication.reconciliation import Decision, Occasion
from careboard.clinical.note import NoteType
from careboard.clinical.response import AnsweredBy
from careboard.demo.measures import scale
from careboard.demo.medicines import (
    LAMOTRIGINE,
    LITHIUM,
    QUETIAPINE,
    change,
    daily,
    hold,
    reconciliation,
    resume,
    side_effect,
    start,
    stop,
    times_a_day,
)
from careboard.demo.staff import Staff
from careboard.demo.telling import told
from careboard.demo.words import note

BY = Staff.CHEN
EVENTS = (
    told(
        "07-08 12:00",
        BY,
        note(
            BY,
            NoteType.EVALUATION,
            "apso",
            "Binge eating with recurrent depression; ask again about high weeks",
            "Binge eating disorder, five nights a week. Recurrent depression, now PHQ-9 14. Restless on fluoxetine "
            "in 2024 and an uncle with bipolar disorder: an antidepressant and a stimulant together want watching.",
            "No new medicine today. Mood and sleep chart. Sister's view, with consent. Back in two weeks, sooner if "
            "sleep falls under five hours.",
            "'I eat like someone is coming to take it away.' Sleeps six hours and is not tired. Started an online "
            "shop on Saturday night.",
            "Quick, funny, hard to interrupt, leans forward. No delusions. No thought of death. Judgment fair.",
            session=("07-08 11:00", "07-08 11:55"),
        ),
    ),
    told(
        "07-20 17:10",
        BY,
        note(
            BY,
            NoteType.MEDICATION_REVIEW,
            "med-check",
            "Hypomanic on venlafaxine and a stimulant; both go, lithium begins",
            "Mood 'electric' for nine days, four hours of sleep, 2,300 dollars on stock for the shop.",
            "Sweating, pulse 98.",
            "All doses taken; ibuprofen three days a week.",
            "Pressured, irritable when slowed, no grandiose delusion. No thought of death or of harming anyone. "
            "Insight partial: agrees that Klara is worried for a reason.",
            "Hypomania, with two earlier weeks like it by her sister's account: bipolar II. YMRS 16.",
            "Stop lisdexamfetamine today. Venlafaxine down over two weeks, because it is hard to leave. Lithium "
            "after creatinine, TSH, calcium and a pregnancy test. No ibuprofen with lithium. Klara holds the cards, "
            "Sara's idea.",
            session=("07-20 16:15", "07-20 17:05"),
        ),
    ),
    told(
        "07-20 17:15",
        BY,
        stop("lisdexamfetamine", "07-20", "Hypomania; a stimulant feeds it.", ReasonType.SIDE_EFFECT),
    ),
    told(
        "07-20 17:16",
        BY,
        change(
            "venlafaxine",
            daily("150"),
            daily("75"),
            "07-21",
            "First step off an antidepressant in hypomania; slowly, against discontinuation.",
            ReasonType.CROSS_TAPER,
        ),
    ),
    told(
        "07-21 11:10",
        BY,
        stop(
            "ibuprofen",
            "07-21",
            "Raises the lithium level; acetaminophen for headache instead.",
            ReasonType.INTERACTION,
        ),
    ),
    told("07-21 11:20", BY, start(LITHIUM, times_a_day("300", 2), "Bipolar disorder", "07-21"), "lithium"),
    told("07-21 11:22", BY, start(QUETIAPINE, daily("50", "bedtime"), "Sleep and hypomania", "07-21"), "quetiapine"),
    told(
        "07-28 10:15",
        BY,
        scale("AIMS", 0, by=AnsweredBy.CLINICIAN, note="A week after the first quetiapine; no movements."),
    ),
    told(
        "07-28 10:20",
        BY,
        change(
            "lithium",
            times_a_day("300", 2),
            times_a_day("450", 2),
            "07-28",
            "Level 0.4 mEq/L twelve hours after the dose; still fast. Level again in a week.",
            ReasonType.TEST_RESULT,
        ),
    ),
    told(
        "07-28 10:22",
        BY,
        change(
            "venlafaxine",
            daily("75"),
            daily("37.5"),
            "07-28",
            "Second step; dizzy for two days after the first, then not.",
            ReasonType.CROSS_TAPER,
        ),
    ),
    told(
        "07-28 10:25",
        BY,
        change(
            "quetiapine",
            daily("50", "bedtime"),
            daily("100", "bedtime"),
            "07-28",
            "Six hours of sleep, not yet through the night.",
            ReasonType.PARTIAL_RESPONSE,
        ),
    ),
    told(
        "08-04 10:15",
        BY,
        stop("venlafaxine", "08-04", "Last step of the taper; YMRS 7, sleeps seven hours.", ReasonType.CROSS_TAPER),
    ),
    told(
        "08-05 17:20",
        Staff.PATEL,
        side_effect(
            "fine tremor", Severity.MILD, "07-30", ("lithium",), action="Worse with coffee; two cups instead of six."
        ),
        "tremor",
    ),
    told(
        "08-12 18:20",
        Staff.REED,
        hold(
            "lithium",
            "08-12",
            "Vomiting and diarrhea for a day, drinks little: the level may rise.",
            "creatinine and a level tomorrow morning",
            ReasonType.SIDE_EFFECT,
        ),
    ),
    told(
        "08-14 11:10",
        BY,
        resume(
            "lithium",
            times_a_day("450", 2),
            2,
            "08-14",
            "Keeps food and fluids down since yesterday noon; level 0.6 mEq/L off one day, creatinine normal. Level "
            "on 21-Aug.",
        ),
    ),
    told(
        "08-18 10:40",
        BY,
        change(
            "quetiapine",
            daily("100", "bedtime"),
            daily("200", "bedtime"),
            "08-18",
            "Mood has turned: flat, slow, early waking. Toward 300 mg, the dose for bipolar depression.",
            ReasonType.NO_RESPONSE,
        ),
    ),
    told(
        "08-27 11:20",
        BY,
        note(
            BY,
            NoteType.MEDICATION_REVIEW,
            "med-check",
            "Bipolar depression, severe, at IOP; residential care recommended",
            "PHQ-9 20. In bed since Monday. Binges replaced by not eating.",
            "Sleepy until ten. Tremor the same.",
            "Klara gives the tablets since Sunday; none missed since. Two lithium doses missed the week before.",
            "Slow, whispering, tears without sobbing. Thinks she has ruined the shop, the flat, her sister. Wish to "
            "be dead daily, thought of the bridge once, turned back. No psychosis. No mixed signs: no speed, no "
            "agitation.",
            "Depressive phase after hypomania; lithium level 0.7. Three evenings a week do not hold this.",
            "Quetiapine 300 mg from tonight. Residential recommended, she and Klara agree. Payer called. Klara "
            "sleeps in her room until then.",
            session=("08-27 10:20", "08-27 11:15"),
            present=("Klara Lindqvist, sister, for the last 15 minutes",),
            risk_changed=True,
        ),
        "august",
    ),
    told(
        "08-27 11:25",
        BY,
        change(
            "quetiapine",
            daily("200", "bedtime"),
            daily("300", "bedtime"),
            "08-27",
            "Severe bipolar depression; tolerates 200 mg but for sleepy mornings.",
            ReasonType.PARTIAL_RESPONSE,
        ),
    ),
    told(
        "09-02 15:40",
        BY,
        reconciliation(
            Occasion.TRANSFER,
            "Day program list of 01-Sep and the weekly box that Klara fills",
            ("lithium", Decision.CONTINUE, "Level 0.7 mEq/L on 21-Aug; next on 07-Sep"),
            ("quetiapine", Decision.CONTINUE, "300 mg since 27-Aug"),
        ),
    ),
    told("09-03 10:30", BY, start(LAMOTRIGINE, daily("25"), "Bipolar depression", "09-03"), "lamotrigine"),
    told(
        "09-03 10:35",
        BY,
        note(
            BY,
            NoteType.MEDICATION_REVIEW,
            "apso",
            "Lamotrigine added, slowly; rash explained twice",
            "Bipolar II depression, severe, one week on quetiapine 300 mg. Risk high, held by residence.",
            "Lamotrigine 25 mg for two weeks, 50 mg for two, then by effect; no valproate, no estrogen. Any rash, "
            "fever or sore mouth: stop and call. More than five days missed: begin again at 25 mg. She wrote it on "
            "her hand, then on the card.",
            "'It is quieter. I don't want quiet, I want weather.' Slept six hours. Ate soup.",
            "A little more voice. Looks up at jokes. Wish to be dead today, no plan. No rash, skin looked at before "
            "the start.",
            session=("09-03 10:00", "09-03 10:28"),
        ),
    ),
    told(
        "09-08 09:30",
        Staff.PATEL,
        side_effect(
            "sedation",
            Severity.MODERATE,
            "08-27",
            ("quetiapine",),
            "09-08",
            action="Given at eight instead of ten in the evening; up at seven since.",
        ),
    ),
    told(
        "09-16 11:50",
        BY,
        change(
            "lamotrigine",
            daily("25"),
            daily("50"),
            "09-17",
            "Two weeks at 25 mg as planned; skin clear, none missed.",
        ),
    ),
)
