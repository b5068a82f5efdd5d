"""CASTELLANO, Vera: opioids that began with a back operation, from the first film to the monthly injection.

Risk here is overdose before it is anything else; 42 CFR part 2 applies.
"""

from careboard.clinical.person import Sex
from careboard.demo.castellano import medical, papers, sessions
from careboard.demo.staff import Staff
from careboard.demo.telling import looked, story
from careboard.demo.words import patient

REGISTRATION = patient(
    "Castellano",
    "Vera",
    "1972-01-30",
    Sex.FEMALE,
    "004-1140",
    "555-0134",
    pronouns="she/her",
    street="205 Canal Street",
    town="Holyoke",
)
STORY = story(
    REGISTRATION,
    "07-13 08:40",
    Staff.NGUYEN,
    papers.EVENTS,
    medical.EVENTS,
    sessions.EVENTS,
    looked("09-15 08:20", Staff.REED, Staff.BRANDT, Staff.PATEL, Staff.CHEN),
    looked("09-17 09:10", Staff.REED),
)
