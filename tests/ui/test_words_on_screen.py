"""The real window in a language of marks: what stands on it unmarked is data of the chart, or a name, or keys."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from zoneinfo import available_timezones

from careboard.assets import resource
from careboard.clinical.nutrition import MealObservation, MealPlan
from careboard.clinical.people import Role
from careboard.clinical.response import Assessment
from tests.clinic import CLINIC_NAME, FOUNDER, Clinic
from tests.clinical_examples import EXAMPLES

ROOT = Path(__file__).resolve().parents[2]
WORD = re.compile(r"[A-Za-z]{3,}")
DATE = re.compile(r"\b\d\d-[A-Z][a-z]{2}-\d{4}\b")
# Names (of templates and scales too) and keys, alike in every language.
OURS = {"careboard", "ctrl", "shift", "enter", "esc", "mrn", "soap", "apso", "ssrs", "screener", "recent"}
FINGERPRINTS = set(resource("words", "eff_large.txt").read_text("utf-8").split())  # on the page of people alone
ZONES = {zone.replace("_", " ") for zone in available_timezones()}
PLACES = {"overview", "timeline", "medications", "measures", "nutrition", "summary", "settings", "people"}
PLACES |= {"sheets", "new patient", "import", "entrance", "set-up"}


def test_that_what_stands_unmarked_on_a_screen_is_data(clinic: Clinic) -> None:
    for who, kind in ((Role.NUTRITIONIST, MealPlan), (Role.NURSE, MealObservation), (None, Assessment)):
        clinic.write(who, EXAMPLES[kind].content)
    entries = clinic.read()
    told = [CLINIC_NAME, *(repr(entry.content) + entry.author.name for entry in entries)]
    members = [f"Member {role.value}" for role in Role]
    data = {word.casefold() for text in (*told, *members, FOUNDER.name) for word in WORD.findall(text)}
    clinic.close()
    found = [
        (place, text)
        for place, text, rest in walked(clinic.path)
        if not Path(text).is_absolute()
        and text not in ZONES
        and {word.casefold() for word in WORD.findall(DATE.sub("", rest))}
        - data
        - OURS
        - (FINGERPRINTS if place == "people" else set())
    ]
    assert found == [], "\n".join(map(str, found))


def walked(path: Path) -> list[tuple[str, str, str]]:
    """Place, text, and what of it is not marked."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.ui.walked", str(path), FOUNDER.passphrase]
    ended = subprocess.run(command, env=environment, cwd=ROOT, check=False, capture_output=True, timeout=120)
    assert ended.returncode == 0, ended.stderr.decode()[-2000:]
    rows = [(place, text, rest) for place, text, rest in json.loads(ended.stdout)]
    assert {place for place, _text, _rest in rows} >= PLACES
    return rows
