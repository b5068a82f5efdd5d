"""The tours of an emergency: a chart is asked for, opened to be read, told to everybody, and reviewed."""

from collections.abc import Iterator
from dataclasses import replace

from careboard.clinical.person import HumanName
from careboard.clinical.values import PatientId
from careboard.demo import NOW
from careboard.ui.clinic.emergencies.ask import AskSheet
from careboard.workflow.breaking_glass.tending import tend_all
from careboard.workflow.session import Session
from tests.clinic import note
from tests.clinical_examples import REGISTRATION
from tests.gallery.tour import tour
from tests.gallery.walk import Walk

REASON = "Found unresponsive in the group room; which opioids?"


def unread_chart(walk: Walk) -> PatientId:
    """A chart that the counselor alone reads with the nurse."""
    who = walk.sample.sign_in("lm")
    session = Session.unlock(walk.sample.vault, who.sign_in, who.passphrase, clock=lambda: NOW)
    try:
        nurse = next(member for member, author in session.authors.items() if author.name == "R. Patel")
        patient = PatientId(session.vault.begin_stream([session.vault.member, nurse]))
        session.append(patient, replace(REGISTRATION, name=HumanName("Tran", ("Linh",)), identifiers=()))
        session.append(patient, note("Methadone 40 mg every morning, from the clinic on Elm Street."))
        tend_all(session.vault)
    finally:
        session.close()
    return patient


@tour("ac")
def emergency(walk: Walk) -> Iterator[str]:
    unread_chart(walk)
    workplace = walk.workplace
    page = workplace.emergencies.page
    workplace.show_place("emergencies")
    yield "place"
    page.show_ask()
    yield "ask"
    sheet = page.sheet
    assert isinstance(sheet, AskSheet)
    sheet.family.setText("Tran")
    sheet.given.setText("Nobody")
    sheet.search()
    yield "nobody"
    sheet.given.setText("Linh")
    sheet.search()
    walk.wait(lambda: bool(sheet.matches))
    yield "found"
    next(iter(sheet.matches)).setChecked(True)
    sheet.ask()
    yield "refused"
    sheet.reason.setPlainText(REASON)
    sheet.passphrase.setText(walk.sample.sign_in("ac").passphrase)
    sheet.ask()
    walk.wait(lambda: workplace.emergencies.open is not None)
    opened = workplace.emergencies.open
    assert opened is not None
    walk.wait(lambda: opened.ready and opened.chart is not None)
    yield "chart"
    workplace.show_place("emergencies")
    yield "told"


@tour("dw")
def emergency_review(walk: Walk) -> Iterator[str]:
    page = walk.workplace.emergencies.page
    walk.wait(lambda: page.shown is not None and bool(page.shown.events))
    walk.workplace.show_place("emergencies")
    yield "waits"
    page.show_review()
    yield "review"
