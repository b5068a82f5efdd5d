"""The command: python -m tests.morning FOLDER. What was seen, and how long it took, is printed; pictures lie there."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.hub.proxy import Proxy, between
from tests.hub.server import ADMINISTRATOR, HOST, PASSWORD, Server, running
from tests.morning.person import Person

ROAD = """
import sys
from dataclasses import replace
from careboard.settings import HubSettings
known = HubSettings.of(sys.argv[1])
replace(known, address=replace(known.address, port=int(sys.argv[2]))).keep(sys.argv[1])
"""


@dataclass
class Morning:
    """Two people, the road between one of them and the hub, and how many steps were taken."""

    doctor: Person
    counselor: Person
    road: Proxy
    steps: int = 0

    def look(self, what: str) -> None:
        """Take a picture of both windows."""
        self.steps += 1
        for one in (self.doctor, self.counselor):
            one.picture(f"{self.steps:02}-{what}")


@contextmanager
def clinic_with_hub(folder: Path, server: Server) -> Iterator[Morning]:
    """As an administrator and a newcomer do it: by commands, with six words read aloud in between."""
    doctor = Person("psychiatrist", folder / "a", folder, "ac", "correct horse battery staple")
    counselor = Person("counselor", folder / "b", folder, "lm", "seven lamps over the harbor")
    doctor.careboard(
        "create", str(doctor.vault), "--clinic", "Cedar House", "--member", "A. Chen", "--role", "psychiatrist",
        "--kit", str(doctor.folder / "kit.pdf"), "--sign-in", "ac", "--zone", "America/New_York",
    )  # fmt: skip
    with server.administer() as line:
        line.execute("CREATE DATABASE careboard")
    (doctor.folder / "server-pass").write_text(PASSWORD)
    doctor.careboard(
        "hub", "create", str(doctor.vault), "--server", f"{HOST}:{server.port}", "--database", "careboard",
        "--administrator", ADMINISTRATOR, "--administrator-password-file", str(doctor.folder / "server-pass"),
        "--authority", str(server.certificate),
    )  # fmt: skip
    enrollment = folder / "enrollment"
    doctor.careboard("hub", "invite", str(doctor.vault), "-o", str(enrollment))
    said = counselor.careboard(
        "hub", "join", str(counselor.vault), "--enrollment", str(enrollment), "--name", "L. Moreno",
        "--role", "counselor", "--kit", str(counselor.folder / "kit.pdf"), "--as", "lm",
    )  # fmt: skip
    words = said.partition("Your six words: ")[2].splitlines()[0].split()
    print("Six words:", *words)
    print(doctor.careboard("hub", "approve", str(doctor.vault), "--words", *words).strip())
    print(counselor.careboard("hub", "join", str(counselor.vault)).strip())
    (known,) = (counselor.folder / "data" / "careboard").glob("*/hub.json")
    with between("127.0.0.1", server.port) as road:
        move = [sys.executable, "-c", ROAD, known.parent.name, str(road.port)]
        subprocess.run(move, env=counselor.variables, check=True)
        with doctor.at_work(), counselor.at_work():
            yield Morning(doctor, counselor, road)


def sign_in(morning: Morning) -> None:
    """Both at their unlock pages, then at their caseloads."""
    morning.look("unlock")
    for one in (morning.doctor, morning.counselor):
        one.write(one.passphrase)
        one.press("Return")
        one.until("No patients yet")
        one.until("Shared")
    morning.look("caseload")


def register(morning: Morning) -> None:
    """The psychiatrist registers a patient; the counselor sees her come."""
    doctor, counselor = morning.doctor, morning.counselor
    doctor.find("new patient")
    doctor.fields({"Family name": "Rivera", "Given names": "Maya", "Born": "14-Mar-2004"})
    morning.look("new-patient")
    doctor.press("ctrl+Return", "Return")
    seen(morning, "registered", counselor, "RIVERA, Maya")
    doctor.until("Write a note")
    morning.look("registered")


def admit(morning: Morning) -> None:
    """She is admitted."""
    doctor = morning.doctor
    doctor.find("admission")
    doctor.fields({"Program": "Eating disorders IOP", "Reason for admission": "Restriction and low mood"})
    doctor.fields({"Admitted from": "Home"})
    morning.look("admission")
    doctor.press("ctrl+Return", "Return")
    doctor.until("Eating disorders IOP")
    doctor.until("Shared")
    morning.look("admitted")


def write_a_note(morning: Morning) -> None:
    """The counselor opens the chart and writes; it appears in the psychiatrist's open chart, whose place stays."""
    doctor, counselor = morning.doctor, morning.counselor
    counselor.find("riv")
    counselor.until("Write a note")
    counselor.press("n")
    for words in ("Urge to skip the evening snack on two days.", "Growing willingness.", NOTE):
        counselor.write(words)
        counselor.press("Tab")
    morning.look("note-begun")
    counselor.press("ctrl+Return")
    morning.look("note-reviewed")
    counselor.press("Return")
    seen(morning, "note", doctor, NOTE)
    morning.look("note-appears")


def acknowledge(morning: Morning) -> None:
    """The psychiatrist acknowledges it; ten seconds later it stands, and the counselor is told."""
    doctor, counselor = morning.doctor, morning.counselor
    doctor.press("Home", "Return")
    morning.look("note-read")
    doctor.press("a")
    morning.look("acknowledged")
    seen(morning, "acknowledgement, after ten seconds to take it back,", counselor, "Acknowledgement")
    morning.look("acknowledgement-appears")


def prescribe(morning: Morning) -> None:
    """A medicine is started."""
    doctor, counselor = morning.doctor, morning.counselor
    doctor.tab_to("Start a medicine")
    doctor.press("Return")
    doctor.fields({"Medicine": "sertraline", "Dose (mg)": "50"})
    doctor.tab_to("How often")
    doctor.press("Down")
    doctor.tab_to("Route")
    doctor.press("Home", "Down")
    doctor.tab_to("Form")
    doctor.press("Home", "Down")
    doctor.fields({"For": "Depression"})
    morning.look("start-a-medicine")
    doctor.press("ctrl+Return")
    morning.look("start-reviewed")
    doctor.press("Return")
    seen(morning, "medicine", counselor, "sertraline")
    morning.look("medicine-started")


def change_the_dose(morning: Morning) -> None:
    """Its dose is changed, and the counselor sees it."""
    doctor, counselor = morning.doctor, morning.counselor
    doctor.find("adjust dose")
    doctor.write("ser")
    doctor.press("Return")
    doctor.tab_to("New dose (mg)")
    doctor.press("ctrl+a")
    doctor.write("100")
    doctor.press("Tab", "p")
    morning.look("dose")
    doctor.press("ctrl+Return", "Return")
    seen(morning, "dose change", counselor, "100 mg")
    morning.look("dose-changed")


def lose_the_network(morning: Morning) -> None:
    """The counselor's network goes; both write on. It returns, and both have everything."""
    doctor, counselor = morning.doctor, morning.counselor
    morning.road.go_away()
    counselor.until("Hub away since")
    counselor.press("n")
    for words in ("Came back from the break in tears.", "Said that she will eat with the group.", ALONE):
        counselor.write(words)
        counselor.press("Tab")
    counselor.press("ctrl+Return", "Return")
    counselor.until(ALONE)
    counselor.until("waiting")
    doctor.find("new note")
    doctor.write(MEANWHILE)
    doctor.press("ctrl+Return", "Return")
    doctor.until(MEANWHILE)
    morning.look("hub-away")
    morning.road.heal()
    counselor.find("sync now")
    seen(morning, "what was written without the network", doctor, ALONE)
    counselor.until(MEANWHILE)
    counselor.until("Shared")
    morning.look("hub-back")


def read_the_page(morning: Morning) -> None:
    """What the page of the hub says."""
    for one in (morning.doctor, morning.counselor):
        one.find("clinic's hub")
        one.until("Last synced")
    morning.look("hub")
    for one in (morning.doctor, morning.counselor):
        one.press("Escape")


def go_home(morning: Morning) -> None:
    """Both windows close, and both programs end as they should."""
    for one in (morning.doctor, morning.counselor):
        print(one.name, one.close(), one.errors)


def seen(morning: Morning, what: str, by: Person, words: str) -> None:
    """Somebody sees what the other one did, and how long after it was asked for."""
    waited = by.until(words)
    print(f"{what} signed; the {by.name} sees it {waited} s after that", flush=True)


NOTE = "One family meal before Thursday."
ALONE = "Written while the network was away."
MEANWHILE = "Written by the psychiatrist meanwhile."
MORNING = (sign_in, register, admit, write_a_note, acknowledge, prescribe, change_the_dose, lose_the_network,
           read_the_page, go_home)  # fmt: skip


def main(folder: Path) -> None:
    """The whole morning."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    place = Path(tempfile.mkdtemp(prefix="careboard-morning-"))
    place.chmod(0o755)
    with running(place / "server") as server, clinic_with_hub(folder, server) as morning:
        for step in MORNING:
            try:
                step(morning)
            except BaseException:
                morning.look("stopped-here")
                raise
    shutil.rmtree(place)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
