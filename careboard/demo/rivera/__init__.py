"""RIVERA, Maya: anorexia nervosa and depression, from outpatient care through Cedar House to the IOP.

The patient whose chart the README shows; its counts and dates are held by tests.
"""

from careboard.clinical.person import Sex
from careboard.demo.rivera import arrival, counseling, medical, nutrition, psychiatry, scores
from careboard.demo.staff import Staff
from careboard.demo.telling import looked, story
from careboard.demo.words import patient

REGISTRATION = patient(
    "Rivera",
    "Maya",
    "2004-03-14",
    Sex.FEMALE,
    "004-1187",
    "555-0117",
    goes_by="May",
    pronouns="she/her",
    street="12 Alder Street",
    town="Springfield",
    languages=("English", "Spanish"),
)
_LOOKS = (
    *looked("09-15 16:34", Staff.MORENO, Staff.OSEI, Staff.PATEL, Staff.NGUYEN, Staff.MARSH, Staff.REED, Staff.CHEN),
    *looked("09-16 16:10", Staff.MORENO, Staff.PATEL, Staff.NGUYEN),
    *looked("09-17 09:30", Staff.PATEL, Staff.NGUYEN),
    *looked("09-17 10:20", Staff.MORENO),
)
STORY = story(
    REGISTRATION,
    "07-01 09:00",
    Staff.NGUYEN,
    arrival.EVENTS,
    scores.EVENTS,
    counseling.EVENTS,
    psychiatry.EVENTS,
    medical.EVENTS,
    nutrition.EVENTS,
    _LOOKS,
)
