"""OKAFOR, Daniel: alcohol and the fire that he cannot forget, from withdrawal through Cedar House to the evening IOP.

42 CFR part 2 applies: every release of his is a consent in writing.
"""

from careboard.clinical.person import Sex
from careboard.demo.okafor import counseling, medical, papers, regimen
from careboard.demo.staff import Staff
from careboard.demo.telling import looked, story
from careboard.demo.words import patient

REGISTRATION = patient(
    "Okafor",
    "Daniel",
    "1987-11-02",
    Sex.MALE,
    "004-1163",
    "555-0128",
    goes_by="Dan",
    pronouns="he/him",
    street="88 Foundry Road, Apt 3",
    town="Chicopee",
)
_LOOKS = (
    *looked("08-10 08:30", Staff.CHEN, Staff.BRANDT, Staff.PATEL),
    *looked("09-14 18:30", Staff.BRANDT, Staff.PATEL, Staff.NGUYEN, Staff.MARSH, Staff.CHEN),
    *looked("09-17 08:50", Staff.PATEL, Staff.BRANDT),
)
STORY = story(
    REGISTRATION,
    "07-06 08:30",
    Staff.NGUYEN,
    papers.EVENTS,
    medical.EVENTS,
    regimen.EVENTS,
    counseling.EVENTS,
    _LOOKS,
)
