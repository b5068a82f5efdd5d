"""Rivera's medicines in the psychiatrist's hands: a cross-taper, and one more step on the day that the risk rises."""

from careboard.clinical.medication.orders import ReasonType
from careboard.clinical.medication.reconciliation import Decision, Occasion
from careboard.clinical.note import NoteType
from careboard.demo.medicines import OLANZAPINE, SERTRALINE, change, daily, reconciliation, start
from careboard.demo.staff import Staff
from careboard.demo.telling import told
from careboard.demo.words import note

BY = Staff.CHEN
EVENTS = (
    told(
        "07-30 11:10",
        BY,
        note(
            BY,
            NoteType.EVALUATION,
            "apso",
            "Severe recurrent depression with anorexia; escitalopram at its limit",
            "Major depression, recurrent, severe, no psychosis; anorexia nervosa, restricting. Starvation deepens "
            "both mood and rigidity. Suicide risk high as judged yesterday, held by the admission. Escitalopram 20 "
            "mg for four months: adequate in dose and length, no response.",
            "OLANZapine 2.5 mg at bedtime for meal anxiety and sleep, off label, explained, she agrees. Cross-taper "
            "to sertraline once her potassium and ECG are steady. Food is the first medicine. Weekly C-SSRS; under "
            "25, so each change is watched for new suicidal thoughts. No bupropion: contraindicated with anorexia "
            "nervosa.",
            "'I am so tired of being a project.' Wakes at four. Food thoughts all day. On Monday counted her tablets "
            "and put them back. Mother treated for depression, no bipolar disorder in the family.",
            "Thin, dressed in layers, slow, good eye contact, wry. Speech soft. Mood 'gray'. No delusions beyond the "
            "feeling of taking up too much room. Oriented, attention tires after 20 minutes. Wants to live 'some "
            "days'.",
            session=("07-30 10:00", "07-30 11:00"),
        ),
    ),
    told(
        "07-30 11:20",
        BY,
        start(OLANZAPINE, daily("2.5", "bedtime"), "Meal anxiety", "07-30"),
        "olanzapine",
    ),
    told(
        "08-06 10:30",
        BY,
        change(
            "olanzapine",
            daily("2.5", "bedtime"),
            daily("5", "bedtime"),
            "08-06",
            "Sits through meals but panics before them; QTc normal. Sleepy in the morning: she prefers that to the "
            "dread.",
            ReasonType.PARTIAL_RESPONSE,
        ),
    ),
    told(
        "08-10 10:40",
        BY,
        change(
            "escitalopram",
            daily("20"),
            daily("10"),
            "08-10",
            "No response to four months at the maximum. First step of the cross-taper to sertraline.",
            ReasonType.CROSS_TAPER,
        ),
    ),
    told("08-13 10:20", BY, start(SERTRALINE, daily("25"), "Depression", "08-13"), "sertraline"),
    told(
        "08-18 11:00",
        BY,
        note(
            BY,
            NoteType.MEDICATION_REVIEW,
            "med-check",
            "Cross-taper goes well; nausea on sertraline, sleepiness fading",
            "Mood a little wider: jokes at breakfast, cried for the first time in months. PHQ-9 18 on 12-Aug, was 21.",
            "Nausea for an hour after sertraline since Friday, no vomiting. Morning sleepiness from OLANZapine mild "
            "since the dose moved to nine. No dizziness, no twitching, no restlessness.",
            "All doses given by staff; none refused. hydrOXYzine on most days before dinner.",
            "Brighter eyes, speech less slow. Thinks of death in the evening, without a method. Judgment sound.",
            "Right direction, too early for a verdict. The two antidepressants overlap for two weeks at low doses.",
            "On Thursday escitalopram 5 mg and sertraline 50 mg with breakfast; J. Reed sees her then. ECG once "
            "escitalopram is off.",
            session=("08-18 10:30", "08-18 10:55"),
        ),
    ),
    told(
        "09-01 10:15",
        BY,
        change(
            "sertraline",
            daily("50"),
            daily("100"),
            "09-01",
            "PHQ-9 15 after twelve days at 50 mg; nausea gone since Saturday, QTc 436 ms.",
            ReasonType.PARTIAL_RESPONSE,
        ),
    ),
    told(
        "09-09 10:30",
        BY,
        reconciliation(
            Occasion.TRANSFER,
            "Cedar House list of 08-Sep, the bottles that her mother brought, and what she says she takes",
            ("sertraline", Decision.CONTINUE, "Rises as tolerated; recheck by 15-Sep"),
            ("olanzapine", Decision.CONTINUE, "Down to 2.5 mg on 22-Sep if meals hold at home"),
            ("hydroxyzine", Decision.CONTINUE, "As needed before hard meals; her mother hands it out"),
            ("thiamine", Decision.CONTINUE, "Until the review on 30-Sep"),
            ("escitalopram", Decision.STOP, "Stopped on 27-Aug; the bottle at home goes back to the pharmacy"),
        ),
    ),
    told(
        "09-09 10:40",
        BY,
        change(
            "olanzapine",
            daily("5", "bedtime"),
            daily("2.5", "bedtime"),
            "09-22",
            "Meal anxiety half of what it was; step down two weeks after coming home, not on the first day.",
            ReasonType.TAPER,
        ),
    ),
    told(
        "09-15 16:15",
        BY,
        note(
            BY,
            NoteType.MEDICATION_REVIEW,
            "med-check",
            "Depression lifts, thoughts of suicide return: dose up, watch closer",
            "PHQ-9 11, was 14; GAD-7 10. Reads again, walks with Ana. The ninth item is 1, was 0, and on Sunday she "
            "thought of her tablets for an hour.",
            "None now. No restlessness, no less need of sleep, no racing thoughts: asked one by one, since the risk "
            "rose after a dose step.",
            "Her mother gives every dose and has missed none. hydrOXYzine twice in a week.",
            "Tearful about Sunday, then steady. No intent, no plan, wants help. Thinking clear, not agitated.",
            "Nearly half of the first score is gone, after two weeks at 100 mg. The thought followed a quarrel and "
            "not the dose; I read it as the illness, not as activation, and hold the other reading open.",
            "Sertraline 150 mg today. One week of tablets, locked. Call tomorrow, recheck PHQ-9 29-Sep, C-SSRS "
            "22-Sep. Any agitation or sleeplessness: call, do not wait. She and her mother repeated it back.",
            session=("09-15 15:50", "09-15 16:15"),
            risk_changed=True,
        ),
    ),
    told(
        "09-15 16:30",
        BY,
        change(
            "sertraline",
            daily("100"),
            daily("150"),
            "09-15",
            "Partial response at two weeks. Takes the added 50 mg today, the whole dose each morning from tomorrow; "
            "PHQ-9 recheck 29-Sep.",
            ReasonType.PARTIAL_RESPONSE,
        ),
    ),
)
