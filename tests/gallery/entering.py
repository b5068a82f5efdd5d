"""The tours before anybody is signed in: the ways in, and the set-up of a clinic up to its kit."""

from collections.abc import Iterator
from dataclasses import replace

from careboard.clinical.people import Role
from careboard.demo import NOW
from careboard.settings import ClinicSettings, HubAddress, HubSettings, KnownVault
from careboard.storage.hub.port import HubAway
from careboard.ui.entrance.joining.waiting import WaitingPage
from careboard.ui.entrance.joining.wizard import JoinWizard
from careboard.ui.entrance.setup.kit import KitStep
from careboard.ui.entrance.setup.wish import HasAsked
from careboard.ui.entrance.setup.wizard import Wizard
from careboard.vault.keys import Keyset
from careboard.vault.keyslot import LIGHT
from careboard.workflow.founding import Person, newcomer
from careboard.workflow.hub.enrolment import Enrolment
from tests.gallery.tour import tour
from tests.gallery.walk import WORDS, Walk


@tour()
def unlock(walk: Walk) -> Iterator[str]:
    walk.desktop.entrance.show_vault(walk.sample.vault, "ac")
    yield ""
    page = walk.desktop.entrance.unlock
    clinic = "00" * 32  # nobody's: what is shown is what this computer remembers of it
    HubSettings(HubAddress("localhost", 5432, "careboard", ""), {}).keep(clinic)
    HubSettings.keep_last_sync(clinic, NOW)
    page.show_vault(walk.sample.vault, KnownVault(str(walk.sample.vault), clinic), "ac")
    yield "with-hub"
    ClinicSettings(clinic).forget()
    walk.desktop.entrance.show_vault(walk.sample.vault, "ac")
    page.refuse("The name or the passphrase is not right.")
    yield "refused"
    page.show_working("Checking the passphrase, which takes a moment")
    yield "working"
    page.show_ready()
    walk.desktop.entrance.help.toggle()
    yield "help"
    walk.desktop.entrance.help.close()
    walk.desktop.entrance.show_recovery()
    yield "recover"
    walk.desktop.entrance.show_restoring()
    yield "restore"


@tour()
def set_up(walk: Walk) -> Iterator[str]:
    walk.desktop.entrance.show_set_up()
    wizard = walk.one(Wizard)
    yield "choice"
    wizard.next.click()
    yield "clinic"
    wizard.clinic.name.setText("Cedar House")
    wizard.clinic.place.show_path(walk.folder / "cedar.careboard")
    wizard.next.click()
    yield "person"
    wizard.person.name.setText("Ada Chen")
    wizard.next.click()
    yield "person-refused"
    wizard.person.sign_in.setText("ac")
    wizard.person.role.setCurrentIndex(1)
    wizard.next.click()
    yield "passphrase"
    for line in (wizard.passphrase.passphrase.first, wizard.passphrase.passphrase.again):
        line.setText("correct horse battery staple")
    wizard.next.click()
    walk.wait(lambda: isinstance(wizard.step, KitStep))
    yield "kit"
    wizard.undo()


@tour()
def join(walk: Walk) -> Iterator[str]:
    """Joining a clinic server, page by page; what the hub answers is handed over as the worker would."""
    walk.desktop.entrance.show_joining()
    wizard = walk.one(JoinWizard)
    yield "file"
    wizard.next.click()
    yield "file-missing"
    wizard.refuse(HubAway("The hub does not answer."))
    yield "file-refused"
    address = HubAddress("hub.cedar-house-eating-disorders.example.org", 5432, "careboard", "")
    enrolment = Enrolment(address, "ab" * 32, "Cedar House Eating Disorders IOP", bytes(32), "cb_1", "once")
    wizard.show_clinic(replace(enrolment, member="cd" * 32))
    yield "member"
    wizard.next.click()
    yield "member-missing"
    wizard.back.click()
    wizard.show_clinic(enrolment)
    yield "person"
    wizard.person.name.setText("Ada Chen")
    wizard.person.sign_in.setText("ac")
    wizard.person.role.setCurrentIndex(1)
    wizard.next.click()
    yield "computer"
    wizard.computer.device.setText("Front desk")
    wizard.computer.place.show_path(walk.folder / "cedar.careboard")
    wizard.next.click()
    yield "passphrase"
    person = Person("Ada Chen", Role.NURSE, "ac", "correct horse battery staple")
    new = newcomer(person, Keyset.new(), ("Cedar House", "ab" * 32), bytes(32), LIGHT, NOW.date())
    wizard.show_kit(HasAsked(WORDS, new.kit))
    yield "kit"
    walk.desktop.entrance.show_waiting(walk.folder / "cedar.careboard", "ac", "correct horse battery staple")
    page = walk.one(WaitingPage)
    walk.wait(page.six.isVisible)
    yield "waiting"
    page.show_hindrance(HubAway("The hub does not answer."))
    yield "waiting-refused"
    page.show_fetching(12_400, 40_000)
    yield "fetching"
    page.show_member()
    page.six.hide()
    yield "member-fetching"
