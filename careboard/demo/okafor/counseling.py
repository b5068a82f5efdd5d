"""Okafor in the counselor's chair: scores, the anniversary, a lapse that ended by his own call, and what follows."""

from careboard.clinical.coordination import PracticeDone
from careboard.clinical.episode import Achievement
from careboard.clinical.note import Modality, NoteType, SudCounselingNote
from careboard.clinical.response import RiskLevel, SafetyPlan
from careboard.demo.care import goal, plan_of_care, practice, practiced, review, suicide_risk
from careboard.demo.measures import c_ssrs, phq9, scale
from careboard.demo.staff import Staff
from careboard.demo.telling import told
from careboard.demo.words import note

BY = Staff.BRANDT
EVENTS = (
    told("07-10 10:30", BY, scale("AUDIT", 28)),
    told("07-10 10:40", BY, phq9("2 2 3 2 2 2 1 0 1")),
    told("07-10 10:50", BY, c_ssrs("low", "1", first=True), "screen 07-10"),
    told(
        "07-10 11:10",
        BY,
        suicide_risk(
            RiskLevel.LOW,
            "A hunting rifle, at his brother's since May with the bolt elsewhere; wife confirms. No stock of tablets.",
            "Screen at each transition and around 29-Aug. Rifle stays where it is.",
            raises=("wishes at times it had been him", "alcohol until five days ago"),
            lowers=("two daughters", "never a plan or an attempt", "asks for help"),
            screens=("screen 07-10",),
        ),
    ),
    told(
        "07-10 14:40",
        BY,
        note(
            BY,
            NoteType.EVALUATION,
            "birp",
            "Drinks to get from ten to six; wants his daughters to stop counting bottles",
            "Came freshly shaved, hands still. Told the story of his drinking in order, with years, and left out "
            "2024 until asked. Cried once, at the word bottles.",
            "Reflected what each drink did for him and what it cost; no confronting. Drew the week by hours.",
            "Noticed by himself that no evening is bad before ten. Rated importance 10, confidence 4: 'I have never "
            "done a night.'",
            "Nights first: sleep, prazosin question to Dr. Chen, a list of whom to wake. Wife on Thursday.",
            session=("07-10 13:30", "07-10 14:30"),
        ),
    ),
    told("07-20 10:00", BY, scale("PCL-5", 52)),
    told(
        "07-23 16:10",
        BY,
        note(
            BY,
            NoteType.FAMILY,
            "family",
            "Ngozi says what the girls see; he listens without defending",
            "Daniel and Ngozi. The daughters, 9 and 12, were with their aunt.",
            "What the girls know, what they count, and what Ngozi needs in order to sleep.",
            "She read a list, he did not interrupt. He asked whether the younger one still checks the recycling; she "
            "does.",
            "The rifle stays with his brother. Ngozi keeps no alcohol in the house. He tells the girls himself, on "
            "Sunday, in three sentences that they wrote together.",
            session=("07-23 15:00", "07-23 16:00"),
            present=("Ngozi Okafor, wife",),
        ),
    ),
    told("08-05 10:00", BY, scale("PCL-5", 44)),
    told("08-05 10:10", BY, phq9("1 2 2 2 1 2 1 0 1")),
    told("08-05 10:15", BY, c_ssrs("low", "1")),
    told(
        "08-10 18:30",
        BY,
        plan_of_care(
            "Evening IOP plan of care",
            goal(
                1,
                "I want to get from ten to six without a drink.",
                "Alcohol use disorder, severe; drinks against nightmares",
                "No alcohol by report and ethyl glucuronide on 8 weeks of screens; a lapse is told within a day.",
                "10-09",
                ("Relapse prevention group", "3 evenings a week", Staff.BRANDT),
                ("Naltrexone injection", "every 4 weeks", Staff.PATEL),
            ),
            goal(
                2,
                "I want to say Ray's name and finish the sentence.",
                "Chronic PTSD after the fire of 29-Aug-2024",
                "PCL-5 under 31, and a nightmare no more than once in two weeks.",
                "10-30",
                ("Trauma-focused individual sessions", "weekly", Staff.BRANDT),
                ("Medicines for sleep and PTSD", "monthly", Staff.CHEN),
            ),
            until="Eight weeks without alcohol, a sponsor or a peer he calls, PCL-5 under 31.",
        ),
        "plan",
    ),
    told(
        "08-10 19:10",
        BY,
        SafetyPlan(
            warning_signs=(
                "I drive past Foundry Street the long way",
                "I stop eating at noon",
                "The dream comes two nights running",
            ),
            coping=(
                "Cold air on the porch, name five things",
                "The radio schematic on the bench",
                "Walk the dog to the river",
            ),
            people_and_places=("The Tuesday meeting at St. Brigid's", "My brother Emeka's garage"),
            people_to_ask=("Ngozi, 555-0129", "Emeka, any hour, 555-0133"),
            professionals=("T. Brandt, LADC, 555-0160", "Cedar on call, 555-0161"),
            safe_environment=("Rifle at Emeka's, bolt with our cousin", "No alcohol in the house or the truck"),
            worth_living_for=("Ada and Chika", "To teach one apprentice properly"),
            copy_given=True,
        ),
    ),
    told("08-13 20:10", BY, practice("Urge log: hour, strength 0 to 10, what he did instead", "08-20", 1), "log"),
    told(
        "08-20 20:20",
        BY,
        practiced("log", PracticeDone.DONE, note="Nine urges, strongest at 22:00 on Saturday; walked the dog."),
    ),
    told(
        "08-20 17:20",
        BY,
        note(
            BY,
            NoteType.INDIVIDUAL,
            "birp",
            "Said it aloud: he had signed off the panel",
            "Pale, came early. Told for the first time that he had signed off the panel an hour before the fire.",
            "Slowed him down, kept both feet on the floor, wrote the sequence on the board with what he knew then "
            "and what he learned later in two colors.",
            "Distress 9, 4 by the end. Saw that the inspector's report names a breaker that no one could have seen.",
            "Not alone from 28 to 30-Aug: Emeka comes. Reads the report again, with Ngozi beside him.",
            session=("08-20 16:20", "08-20 17:15"),
            goals=(2,),
        ),
    ),
    told(
        "08-20 21:00",
        BY,
        lambda book: SudCounselingNote(
            book.patient,
            "When he said he had signed I wanted to absolve him on the spot, and nearly did. My own father's shop. "
            "Watch that I do not need him sober for my sake; bring to Adeyemi.",
        ),
    ),
    told(
        "08-31 19:30",
        BY,
        note(
            BY,
            NoteType.CRISIS_CONTACT,
            "crisis-contact",
            "Drank on the anniversary; called back, safe at home, comes tomorrow",
            "Missed group. Ngozi answered at 18:40, then Daniel: whiskey on Saturday after the dream, Sunday, and this "
            "morning four beers. At home, speaking clearly, ashamed.",
            "Thought 'it should have been me' on Saturday. No intent, no plan. Rifle still at Emeka's, checked "
            "tonight. No tablets beyond the week's box.",
            "Went through the plan on the telephone: dog, brother, bed. No withdrawal signs since noon; told which "
            "ones send him to the emergency department, with Ngozi listening. Dr. Marsh told at 19:10: visit "
            "tomorrow.",
            "Dr. Marsh, 19:10. Ngozi, in the call, with consent.",
            "I call at nine tomorrow. Visit at 16:30, then group. Any shaking, vomiting or confusion: 911.",
            modality=Modality.TELEPHONE,
            risk_changed=True,
        ),
    ),
    told("09-01 17:50", BY, c_ssrs("low", "1"), "screen 09-01"),
    told(
        "09-01 18:00",
        BY,
        suicide_risk(
            RiskLevel.MODERATE,
            "Rifle and bolt apart and away, seen by his brother yesterday. Sertraline a week at a time.",
            "Three evenings here this week, call on each day between. Emeka stays until Sunday. Reviewed on 14-Sep.",
            raises=("drank three days", "anniversary of Ray's death", "shame before his daughters"),
            lowers=("answered the telephone", "came today", "injection covers him", "no plan, no intent"),
            told_to=("A. Chen, MD", "S. Marsh, MD"),
            screens=("screen 09-01",),
        ),
    ),
    told("09-01 20:15", BY, phq9("1 2 2 1 1 2 0 0 1", "Filled in after group.")),
    told(
        "09-03 20:20",
        BY,
        practice("Read the inspector's report with Ngozi, twenty minutes, then walk", "09-08", 2),
        "report",
    ),
    told(
        "09-08 20:25",
        BY,
        practiced(
            "report",
            PracticeDone.PARTLY,
            "Stopped at the photograph; Ngozi read the rest to herself",
            "He will ask for her page on Thursday.",
        ),
    ),
    told("09-10 20:10", BY, scale("PCL-5", 36)),
    told(
        "09-10 17:20",
        BY,
        note(
            BY,
            NoteType.INDIVIDUAL,
            "birp",
            "Told his foreman himself; the sentence about Ray has an end now",
            "Upright, tired, good humor. Told the foreman on Wednesday about the drinking, not about the clinic.",
            "Second telling of the fire, in the present tense, with breaks whenever he raised a hand. Went back to "
            "the two colors.",
            "Distress 7 to 3. 'He would have given me hell for drinking on his day.' Laughed and wept.",
            "Third telling next week. Takes Chika to the science fair on Saturday. Urge log goes on.",
            session=("09-10 16:20", "09-10 17:15"),
            goals=(1, 2),
            mood=6,
        ),
    ),
    told("09-14 17:30", BY, c_ssrs("low", "1"), "screen 09-14"),
    told(
        "09-14 17:45",
        BY,
        suicide_risk(
            RiskLevel.LOW,
            "Unchanged: rifle and bolt away and apart; a week of tablets.",
            "Back to a screen every two weeks. He keeps the Tuesday meeting.",
            raises=("two weeks since the lapse",),
            lowers=("sober since 01-Sep", "foreman knows", "brother stays in touch"),
            screens=("screen 09-14",),
        ),
    ),
    told(
        "09-14 18:10",
        BY,
        review(
            "plan",
            (
                1,
                Achievement.IMPROVING,
                "One lapse of three days, told within hours; two weeks without since, screen of 10-Sep negative.",
            ),
            (2, Achievement.IMPROVING, "PCL-5 52, 44, 36. One nightmare in two weeks. Two tellings done."),
            again="10-05",
            present=("Daniel Okafor", "A. Chen, MD", "R. Patel, RN"),
            note="He asks for a third evening of peers instead of a longer group: agreed.",
        ),
    ),
)
