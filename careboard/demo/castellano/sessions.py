"""Castellano in the counselor's chair: the boy in the door, a double shift, and a first week that belongs to her."""

from careboard.clinical.coordination import PracticeDone
from careboard.clinical.episode import Achievement
from careboard.clinical.note import Modality, NoteType, SudCounselingNote
from careboard.clinical.response import RiskLevel, RiskOf, SafetyPlan
from careboard.demo.care import goal, plan_of_care, practice, practiced, review, suicide_risk
from careboard.demo.measures import c_ssrs, phq9, scale
from careboard.demo.staff import Staff
from careboard.demo.telling import told
from careboard.demo.words import note

BY = Staff.BRANDT
EVENTS = (
    told("07-14 16:00", BY, scale("DAST-10", 8)),
    told("07-14 16:05", BY, phq9("2 2 3 2 1 2 1 0 0")),
    told("07-14 16:10", BY, c_ssrs("negative", "", first=True)),
    told(
        "07-14 16:30",
        BY,
        suicide_risk(
            RiskLevel.HIGH,
            "No supply at home; Rosa and she emptied the bathroom on Sunday. Naloxone in the bag and in the kitchen.",
            "Film from yesterday, seen on Thursday, call each day this week. Never alone in the first week: Rosa "
            "stays.",
            raises=("overdose on 09-Jul", "uses alone", "tolerance will fall"),
            lowers=("buprenorphine begun", "grandson", "tells of use unasked"),
            told_to=("J. Reed, PMHNP-BC", "Rosa Marin, daughter, with consent"),
            of=RiskOf.OVERDOSE,
        ),
    ),
    told(
        "07-14 17:15",
        BY,
        note(
            BY,
            NoteType.EVALUATION,
            "birp",
            "'Seven years old': the reason has a name and a height",
            "On time by bus, sunglasses on, took them off after ten minutes. Told the bathroom floor in one sentence.",
            "Listened; asked for one thing that she wants back. Named her using alone as the first thing to change.",
            "'My Sundays with Mateo, awake.' Agreed that Rosa stays this week, though it is humbling.",
            "Group from tonight. Call at noon each day. Brings the drawing on Thursday.",
            session=("07-14 16:15", "07-14 17:05"),
        ),
    ),
    told(
        "07-20 17:10",
        BY,
        plan_of_care(
            "Evening IOP plan of care",
            goal(
                1,
                "I want Mateo never to find me like that again.",
                "Opioid use disorder, severe; overdose on 09-Jul",
                "No fentanyl on 10 of 10 screens; naloxone at hand whenever anybody asks.",
                "10-12",
                ("Buprenorphine, film then injection", "monthly", Staff.REED),
                ("Recovery skills group", "3 evenings a week", Staff.BRANDT),
            ),
            goal(
                2,
                "I want to sleep without borrowing sleep.",
                "Insomnia and depression",
                "PHQ-9 under 8, six hours of sleep on five nights, no sedative that is not hers.",
                "10-12",
                ("Medicine for mood and sleep", "monthly", Staff.CHEN),
                ("Sleep plan around shifts", "weekly", Staff.BRANDT),
            ),
            until="Twelve weeks without fentanyl, injection on time three times, a meeting or a peer each week.",
        ),
        "plan",
    ),
    told(
        "07-23 16:50",
        BY,
        SafetyPlan(
            warning_signs=("Pay in cash and nobody home", "Three nights under four hours", "I stop cooking"),
            coping=("Bread dough, by hand", "The rosary, one decade", "Walk the canal with the radio"),
            people_and_places=("St. Jerome's kitchen on Wednesdays", "Rosa's couch"),
            people_to_ask=("Rosa, 555-0135", "Dolores from group, 555-0136"),
            professionals=("T. Brandt, LADC, 555-0160", "Cedar on call, 555-0161"),
            safe_environment=("Naloxone in my bag and on the refrigerator", "Rosa holds my cash card on payday"),
            worth_living_for=("Mateo", "To see the sea again with my sister"),
            copy_given=True,
        ),
    ),
    told("07-23 16:20", BY, practice("Call one person from group before five on payday", "07-31", 1), "payday"),
    told("08-03 17:20", BY, practiced("payday", PracticeDone.DONE, note="Dolores. They cooked.")),
    told(
        "08-03 19:10",
        BY,
        suicide_risk(
            RiskLevel.MODERATE,
            "Her sister's alprazolam goes into Rosa's safe tonight; naloxone seen on both shelves by video.",
            "No sedatives with buprenorphine: repeated back. Sleep on Thursday with Dr. Chen. Screen weekly.",
            raises=("two alprazolam on Saturday", "overdose three weeks ago"),
            lowers=("no fentanyl since 21-Jul", "told it before the result", "16 mg of buprenorphine"),
            told_to=("J. Reed, PMHNP-BC",),
            of=RiskOf.OVERDOSE,
        ),
    ),
    told(
        "08-06 17:15",
        BY,
        note(
            BY,
            NoteType.INDIVIDUAL,
            "birp",
            "Borrowed sleep: the alprazolam without a sermon",
            "Waited for a scolding, sat on the edge of the chair.",
            "Asked what Saturday needed. Chain from the double shift to the drawer, link by link.",
            "Found three links where she could have called. 'At two I don't call. At ten I could.'",
            "Ten o'clock call to Dolores on double-shift days. Phone charges in the kitchen.",
            session=("08-06 15:05", "08-06 15:55"),
            goals=(2,),
        ),
    ),
    told(
        "08-06 20:50",
        BY,
        lambda book: SudCounselingNote(
            book.patient,
            "I like her wit so much that I let her joke us past the bathroom floor. Next time I stay on the tiles with "
            "her.",
        ),
    ),
    told("08-20 16:00", BY, phq9("1 2 2 2 1 2 1 0 0")),
    told(
        "08-25 12:10",
        BY,
        note(
            BY,
            NoteType.OUTREACH,
            "no-show",
            "Missed group after a double shift; reached at noon, tired and sober",
            "Recovery skills group on Monday; expected.",
            "Texted at 09:00, called at 12:00: she answered. Slept fourteen hours after two shifts.",
            "Overdose risk moderate; injection given on 10-Aug, screens negative since.",
            "Comes on Thursday, ride booked. H. Nguyen asks for a Tuesday ride.",
            modality=Modality.TELEPHONE,
        ),
    ),
    told(
        "09-03 16:10",
        BY,
        practice("Sunday morning with Mateo, planned on Saturday, one photograph", "09-06", 1),
        "sunday",
    ),
    told(
        "09-10 16:20",
        BY,
        practiced(
            "sunday", PracticeDone.PARTLY, "He had a fever; they built the boat in bed", "Photograph of the boat."
        ),
    ),
    told("09-10 16:00", BY, phq9("1 1 2 1 1 1 1 0 0")),
    told(
        "09-10 16:40",
        BY,
        suicide_risk(
            RiskLevel.LOW,
            "No supply and no sedatives at home; naloxone on both shelves, dates good until 2028.",
            "Goes on as it is; judged again if an injection is late by a week.",
            raises=("works double shifts",),
            lowers=("seven weeks without fentanyl", "two injections on time", "calls before ten"),
            of=RiskOf.OVERDOSE,
        ),
    ),
    told(
        "09-10 17:10",
        BY,
        note(
            BY,
            NoteType.INDIVIDUAL,
            "birp",
            "Stayed on the bathroom floor for five minutes, and got up",
            "Brought the boat. Went pale when asked to stay with the floor.",
            "Imaginal retelling, five minutes, hand on the desk; then the moment when Mateo calls 911, which she had "
            "never told.",
            "Distress 8 to 4. 'He did what I taught him.' Pride where only shame had been.",
            "Tells Mateo that he saved her, in words that Rosa reads first.",
            session=("09-10 16:20", "09-10 17:05"),
            goals=(1,),
            mood=6,
        ),
    ),
    told(
        "09-14 16:30",
        BY,
        review(
            "plan",
            (
                1,
                Achievement.IMPROVING,
                "Screens clear since 27-Jul but for the alprazolam of 01-Aug. Two injections on time.",
            ),
            (2, Achievement.IMPROVING, "PHQ-9 13, 11, 8. Six hours of sleep on four nights of seven."),
            again="10-12",
            present=("Vera Castellano", "J. Reed, PMHNP-BC"),
            note="She wants to mentor a newcomer; from October, if the next injection is on time.",
        ),
    ),
)
