"""LINDQVIST, Sara: binge eating and a depression that turned out to be bipolar; from the IOP up to Cedar House.

A step-up: what the payer authorised first was less than what was recommended, and the chart says why.
"""

from careboard.clinical.person import Sex
from careboard.demo.lindqvist import medical, nutrition, papers, regimen, sessions
from careboard.demo.staff import Staff
from careboard.demo.telling import looked, story
from careboard.demo.words import patient

REGISTRATION = patient(
    "Lindqvist",
    "Sara",
    "1997-05-19",
    Sex.FEMALE,
    "004-1192",
    "555-0151",
    pronouns="she/her",
    street="7 Mill Pond Lane",
    town="Northampton",
    languages=("English", "Swedish"),
)
_LOOKS = (
    *looked("08-20 17:30", Staff.CHEN, Staff.MORENO, Staff.OSEI, Staff.PATEL),
    *looked("09-16 12:15", Staff.OSEI, Staff.MORENO, Staff.PATEL, Staff.MARSH, Staff.CHEN),
)
STORY = story(
    REGISTRATION,
    "07-06 10:00",
    Staff.NGUYEN,
    papers.EVENTS,
    regimen.EVENTS,
    medical.EVENTS,
    sessions.EVENTS,
    nutrition.EVENTS,
    _LOOKS,
)
