"""C-CDA documents made by hand for the tests of this room: a header, sections, entries, and what was read of them."""

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from careboard.clinical.entry import KnownContent
from careboard.exchange.ccda_in import read_ccda
from careboard.exchange.facts import Part, Reading

ZONE = ZoneInfo("America/New_York")
SAMPLES = Path(__file__).parent.parent / "data" / "ccda"

ALLERGIES = ("48765-2", "Allergies")
PROBLEMS = ("11450-4", "Problems")
MEDICATIONS = ("10160-0", "Medications")
RESULTS = ("30954-2", "Results")
VITAL_SIGNS = ("8716-3", "Vital signs")
FUNCTION = ("47420-5", "Functional status")

PATIENT = """
  <recordTarget><patientRole>
    <id root="2.16.840.1.113883.19.5" extension="A-1"/>
    <patient>
      <name use="L"><given>Maya</given><family>Rivera</family></name>
      <administrativeGenderCode code="F"/>
      <birthTime value="20070203"/>
    </patient>
  </patientRole></recordTarget>"""
AUTHOR = """
  <author><time value="20260914"/><assignedAuthor><id root="1.2" extension="7"/>
    <assignedPerson><name><given>Ana</given><family>Ortiz</family><suffix>MD</suffix></name></assignedPerson>
  </assignedAuthor></author>"""


def ccda(*sections: str, patient: str = PATIENT, author: str = AUTHOR, header: str = "") -> bytes:
    """A document with these sections, written on 15-Sep-2026 at 10:12 in New York."""
    components = "".join(f"<component>{section}</component>" for section in sections)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xmlns:sdtc="urn:hl7-org:sdtc">
  <templateId root="2.16.840.1.113883.10.20.22.1.2" extension="2015-08-01"/>
  <id root="2.16.840.1.113883.19.5" extension="doc-1"/>
  <code code="34133-9" codeSystem="2.16.840.1.113883.6.1" displayName="Summary of episode note"/>
  <title>Transfer of care</title>
  <effectiveTime value="20260915101200-0400"/>{patient}{author}{header}
  <component><structuredBody>{components}</structuredBody></component>
</ClinicalDocument>""".encode()


def section(named: tuple[str, str], *entries: str, text: str = "") -> str:
    """A section with its narrative and its entries."""
    code, title = named
    inside = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return (
        f'<section><code code="{code}" codeSystem="2.16.840.1.113883.6.1"/><title>{title}</title>'
        f"<text>{text}</text>{inside}</section>"
    )


def parts(*sections: str) -> tuple[Part, ...]:
    """What is read of a document with these sections, without its header."""
    return read_ccda(ccda(*sections), ZONE)[1:]


def reading(named: tuple[str, str], entry: str, text: str = "") -> Reading:
    """What is read of one entry in one section."""
    return parts(section(named, entry, text=text))[0].reading


def content(named: tuple[str, str], entry: str, text: str = "") -> KnownContent:
    """What one entry became."""
    return reading(named, entry, text).contents[0]


def contents(read: tuple[Part, ...]) -> Iterator[KnownContent]:
    """Every content of a document."""
    for part in read:
        yield from part.reading.contents


def sample(name: str) -> bytes:
    """A whole document as another system wrote it."""
    (path,) = SAMPLES.glob(f"{name}*.xml")
    return path.read_bytes()


# Statements, as short as they can be.


def template(number: str) -> str:
    """A template of C-CDA by its last numbers."""
    return f'<templateId root="2.16.840.1.113883.10.20.22.{number}"/>'


def snomed(tag: str, code: str, display: str, inside: str = "", kind: str = "") -> str:
    """A code of SNOMED CT."""
    typed = f' xsi:type="{kind}"' if kind else ""
    return f'<{tag}{typed} code="{code}" codeSystem="2.16.840.1.113883.6.96" displayName="{display}">{inside}</{tag}>'


def loinc(code: str, display: str, inside: str = "") -> str:
    """A code of LOINC."""
    return f'<code code="{code}" codeSystem="2.16.840.1.113883.6.1" displayName="{display}">{inside}</code>'


def linked(inside: str, kind: str = "SUBJ") -> str:
    """A statement within another."""
    return f'<entryRelationship typeCode="{kind}">{inside}</entryRelationship>'


FLUOXETINE = '<code code="310384" codeSystem="2.16.840.1.113883.6.88" displayName="fluoxetine 20 MG Oral Capsule"/>'


def medicine(
    before: str = "",
    after: str = "",
    *,
    mood: str = "INT",
    status: str = "active",
    product: str = FLUOXETINE,
    denied: bool = False,
) -> str:
    """A medication activity, with what stands before and after its product."""
    negation = ' negationInd="true"' if denied else ""
    return (
        f'<substanceAdministration classCode="SBADM" moodCode="{mood}"{negation}>{template("4.16")}'
        f'<id root="1.9" extension="m1"/><statusCode code="{status}"/>{before}<consumable><manufacturedProduct>'
        f"<manufacturedMaterial>{product}</manufacturedMaterial></manufacturedProduct></consumable>{after}"
        "</substanceAdministration>"
    )


def problem(observation: str, *, status: str = "active", around: str = "4.3") -> str:
    """A concern with one problem observation."""
    return (
        f'<act classCode="ACT" moodCode="EVN">{template(around)}<id root="1.9" extension="p1"/>'
        f'<code code="CONC" codeSystem="2.16.840.1.113883.5.6"/><statusCode code="{status}"/>'
        f'<entryRelationship typeCode="SUBJ">{observation}</entryRelationship></act>'
    )


def observation(inside: str, *, kind: str = "", denied: bool = False) -> str:
    """An observation that follows a template."""
    negation = ' negationInd="true"' if denied else ""
    return (
        f'<observation classCode="OBS" moodCode="EVN"{negation}>{template(kind) if kind else ""}{inside}</observation>'
    )


def organizer(*observations: str, code: str = "", kind: str = "4.1", inside: str = "") -> str:
    """A panel of observations."""
    components = "".join(f"<component>{one}</component>" for one in observations)
    return (
        f'<organizer classCode="BATTERY" moodCode="EVN">{template(kind)}<id root="1.9" extension="o1"/>{code}'
        f'<statusCode code="completed"/>{inside}{components}</organizer>'
    )
