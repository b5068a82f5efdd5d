"""Rivera's scores: depression falls, and on 15-Sep the answers about suicide rise against the total."""

from careboard.demo.measures import c_ssrs, gad7, phq9
from careboard.demo.staff import Staff
from careboard.demo.telling import told

BY = Staff.MORENO
EVENTS = (
    told("07-20 10:15", BY, phq9("2 3 3 3 3 2 2 1 1")),
    told(
        "07-29 08:40", BY, phq9("3 3 3 3 2 2 2 1 2", "Filled in with her mother in the waiting room, not beside her.")
    ),
    told("07-29 08:45", BY, gad7("3 3 3 2 2 2 2")),
    told(
        "07-29 08:50",
        BY,
        c_ssrs(
            "high",
            "1,2,3,4",
            "On Monday night thought of taking all her escitalopram at once; told her sister this morning.",
            first=True,
        ),
        "screen 07-29",
    ),
    told("08-05 15:30", BY, c_ssrs("moderate", "1,2,3"), "screen 08-05"),
    told("08-12 09:30", BY, phq9("2 3 2 3 2 2 2 1 1")),
    told("08-12 09:35", BY, gad7("3 2 3 2 1 2 2")),
    told("08-12 09:40", BY, c_ssrs("moderate", "1,2,3", "The thought of pills came twice; neither time with intent.")),
    told("08-19 09:30", BY, phq9("2 2 2 3 2 2 1 1 1")),
    told("08-19 09:40", BY, c_ssrs("low", "1,2", "No method in mind since last Thursday.")),
    told("08-26 09:30", BY, phq9("2 2 2 2 2 2 1 1 1")),
    told("08-26 09:40", BY, c_ssrs("low", "1")),
    told("09-02 09:30", BY, phq9("2 2 2 2 2 2 1 1 0", "First time that she answers the ninth item with 'not at all'.")),
    told("09-02 09:35", BY, gad7("2 2 2 2 1 1 2")),
    told("09-02 09:40", BY, c_ssrs("low", "1")),
    told(
        "09-09 11:30",
        BY,
        c_ssrs("low", "1", "Asked on her first day at home: a wish not to wake up, once, on Sunday."),
        "screen 09-09",
    ),
    told("09-15 15:10", BY, phq9("1 2 2 2 1 1 1 0 1"), "phq-9 09-15"),
    told("09-15 15:15", BY, gad7("2 2 2 1 1 1 1")),
    told(
        "09-15 15:20",
        BY,
        c_ssrs("moderate", "1,2,3", "Thought of her tablets after Sunday's dinner. No intent, no plan, nothing begun."),
        "screen 09-15",
    ),
)
