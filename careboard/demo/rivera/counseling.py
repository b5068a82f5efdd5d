"""Rivera's sessions, her risk as it was judged, her safety plan and her goals."""

from careboard.clinical.episode import Agreement, Goal, Intervention, PlanOfCare
from careboard.clinical.note import NoteType, PsychotherapyNote
from careboard.clinical.response import RiskAssessment, RiskLevel, RiskOf, SafetyPlan
from careboard.demo.medicines import used
from careboard.demo.staff import Staff
from careboard.demo.telling import told
from careboard.demo.words import note, on

BY = Staff.MORENO
EVENTS = (
    told(
        "07-29 09:30",
        BY,
        lambda book: RiskAssessment(
            RiskOf.SUICIDE,
            RiskLevel.HIGH,
            "About 40 tablets of escitalopram at home; her mother has locked them up this morning. No firearms.",
            "Direct admission to Cedar House today, never alone on the way. Checks every 15 minutes, medicines given "
            "by staff. Seen by the psychiatrist tomorrow; screened again each week and after any change.",
            raises=("some intent on Monday night", "three days almost without food", "ashamed of leaving school"),
            lowers=("told her sister", "agrees to be admitted", "no attempt before"),
            told=(
                "Elena Rivera, mother, 09:15, with consent",
                "S. Marsh, MD, 09:20",
                "Cedar House charge nurse, 09:25",
            ),
            screens=(book["screen 07-29"],),
            baseline=RiskLevel.LOW,
            formulation=(
                "Hunger, shame and a medicine at its limit met on one evening. She did not act, and she told someone."
            ),
        ),
    ),
    told(
        "07-29 10:00",
        BY,
        SafetyPlan(
            warning_signs=(
                "I stop answering Ana's messages",
                "I count tablets",
                "I think I am one too many at the table",
            ),
            coping=("Paced breathing, five minutes", "Knit one row after another", "The playlist from nursing school"),
            people_and_places=("My sister Ana, 555-0143", "The reading room of the library"),
            people_to_ask=("My mother Elena, 555-0142", "Ana, also at night, 555-0143"),
            professionals=("L. Moreno, LCSW, 555-0160", "Cedar on call, 555-0161"),
            safe_environment=("My mother keeps all medicines in the locked box", "Tablets for one week at a time"),
            worth_living_for=("Ana's wedding in May", "To wear the uniform one day"),
            copy_given=True,
        ),
    ),
    told(
        "08-05 16:00",
        BY,
        lambda book: RiskAssessment(
            RiskOf.SUICIDE,
            RiskLevel.MODERATE,
            "Medicines are given by staff; belongings were checked at admission.",
            "Checks every 30 minutes by day and night. Goes over the safety plan with the evening nurse. Next screen "
            "12-Aug.",
            raises=("thinks of pills on most evenings", "sleepless until two"),
            lowers=("no intent since admission", "asks for company before it gets dark", "eats with the group"),
            told=("A. Chen, MD",),
            screens=(book["screen 08-05"],),
        ),
    ),
    told(
        "08-07 15:05",
        BY,
        note(
            BY,
            NoteType.INDIVIDUAL,
            "dap",
            "Named the rule behind the rules: 'I take up too much'",
            "Came after lunch, arms around her middle, and stayed. Drew the week as a ladder: at the bottom "
            "breakfast, at the top eating in front of her mother. Sees that she restricts most after being praised "
            "for school. Passive thoughts in the evening, no plan.",
            "First time that she speaks of the rule and not of calories. Motivation 4 of 10 for eating, 8 of 10 for "
            "nursing school: that is where the leverage is.",
            "One rung a week, breakfast first. Paced breathing for the hour after meals, practiced twice in session. "
            "Evening thoughts: knocks at the office instead of waiting for the round.",
            session=("08-07 14:00", "08-07 14:50"),
            mood=3,
            risk_changed=False,
        ),
    ),
    told(
        "08-22 12:20",
        BY,
        note(
            BY,
            NoteType.FAMILY,
            "family",
            "Mother and sister learn to sit beside a meal without policing it",
            "Maya, her mother Elena, her sister Ana by video. Her father lives in Ponce and was not asked.",
            "What each does when a plate stays full. Elena counts bites aloud, Ana leaves the room, Maya finishes "
            "nothing so that it ends.",
            "Elena cried when Maya said 'when you count I hear that I am a number'. She put her hands in her lap and "
            "asked what to do with them. They laughed. Maya was tired and glad.",
            "Elena eats along and talks about something else; no comment on amounts. Ana texts at eight. Practice "
            "lunch here on 29-Aug. Elena may be told about the meal plan, not about sessions.",
            session=("08-22 11:00", "08-22 12:10"),
            present=("Elena Rivera, mother", "Ana Rivera, sister, by video"),
        ),
    ),
    told(
        "08-22 17:40",
        BY,
        lambda book: PsychotherapyNote(
            book.patient,
            "I notice how much I want her to be the one who makes it, and how she feels it and performs for me. The "
            "hands in the lap were also mine. To take to supervision: whose hunger are we managing in that room?",
        ),
    ),
    told(
        "09-09 11:40",
        BY,
        lambda book: RiskAssessment(
            RiskOf.SUICIDE,
            RiskLevel.LOW,
            "All medicines are in her mother's locked box, a week at a time; seen by video today.",
            "Safety plan read aloud together and copied for her mother. C-SSRS each week. She calls before the third "
            "hour of a bad evening, not after it.",
            raises=("first days at home", "antidepressant being changed, age 22"),
            lowers=("no method in mind since 13-Aug", "eats with her family", "looks forward to the wedding"),
            screens=(book["screen 09-09"],),
            baseline=RiskLevel.LOW,
        ),
    ),
    told(
        "09-09 13:00",
        BY,
        PlanOfCare(
            "IOP plan of care",
            (
                Goal(
                    1,
                    "I want to eat dinner at home and not hear the numbers.",
                    "Restricts at home, most at dinner",
                    "Finishes dinner at home on 5 of 7 evenings for three weeks, by her log and her mother's.",
                    on("10-14"),
                    (
                        Intervention("Meal support at the program", "3 times a week", "K. Osei, RD"),
                        Intervention("Family meals with coaching", "every other week", "L. Moreno, LCSW"),
                    ),
                ),
                Goal(
                    2,
                    "I want evenings that I can get through without thinking of the tablets.",
                    "Depression with thoughts of suicide in the evening",
                    "PHQ-9 under 10, and two weeks without a thought of a method.",
                    on("10-21"),
                    (
                        Intervention("Individual therapy, behavioral activation", "weekly", "L. Moreno, LCSW"),
                        Intervention("Adjustment of medicines", "every two weeks", "A. Chen, MD"),
                        Intervention("DBT skills group", "weekly", "L. Moreno, LCSW"),
                    ),
                ),
                Goal(
                    3,
                    "I want my body to stop scaring the nurses.",
                    "Slow pulse and low potassium at admission",
                    "Orthostatic rise under 20 a minute and potassium 3.5 mEq/L or more at three checks in a row.",
                    on("10-14"),
                    (Intervention("Vital signs and laboratory", "weekly", "R. Patel, RN"),),
                ),
            ),
            Agreement.SIGNED,
            discharge_criteria=(
                "Meal plan kept at home for three weeks, weight in the agreed range, risk low for two weeks."
            ),
        ),
        "plan",
    ),
    told(
        "09-11 13:20", BY, used("hydroxyzine", "25", "anxiety before a family dinner", "Calmer after 40 minutes; ate")
    ),
    told(
        "09-15 15:45",
        BY,
        lambda book: RiskAssessment(
            RiskOf.SUICIDE,
            RiskLevel.MODERATE,
            "Locked box confirmed with her mother by telephone at 15:40; the key is on her mother's ring. One week "
            "of tablets.",
            "Dr. Chen sees her now. Mother stays home tonight. Call tomorrow at nine, session on Thursday, screen "
            "again on 22-Sep. Comes back at once, or goes to the emergency department, if a thought has a time or a "
            "place.",
            raises=(
                "thought of her tablets after Sunday's dinner",
                "quarrel about the wedding dress",
                "second week at home",
            ),
            lowers=("told it unasked", "no intent, nothing prepared", "used her plan and called Ana"),
            told=("A. Chen, MD, 15:40, in person", "Elena Rivera, mother, 15:40, with consent"),
            screens=(book["phq-9 09-15"], book["screen 09-15"]),
            baseline=RiskLevel.LOW,
            formulation=(
                "Totals fall while this rises: more energy, more exposure, an old trigger. Time-limited, and she "
                "reaches out."
            ),
        ),
    ),
    told(
        "09-16 13:00",
        BY,
        note(
            BY,
            NoteType.GROUP,
            "",
            "Stayed for the full session, shared once",
            "Topic: mindfulness. Practiced wise mind with a partner and set one goal for the week: to taste the "
            "first three bites of dinner. Quiet at first; nodded when another member spoke of being watched at the "
            "table.",
            session=("09-16 11:30", "09-16 12:45"),
            present=("8 group members",),
            goals=(2,),
        ),
    ),
    told(
        "09-17 09:05",
        BY,
        note(
            BY,
            NoteType.INDIVIDUAL,
            "dap",
            "Used paced breathing twice; passive ideation down since Tuesday",
            "Describes urge to skip the evening snack on two days, used paced breathing and paired muscle "
            "relaxation. Wish not to wake up once since Tuesday, for minutes; no thought of the tablets. Told her "
            "mother about the dress.",
            "Growing willingness, still avoids family meals at the weekend. Risk unchanged at moderate: two better "
            "days are two days.",
            "Family dinner on Saturday, she picks the dish. Reads the safety plan with Ana tonight. Next session "
            "Tuesday.",
            session=("09-17 08:10", "09-17 09:00"),
            goals=(2,),
            mood=5,
            risk_changed=False,
        ),
    ),
)
