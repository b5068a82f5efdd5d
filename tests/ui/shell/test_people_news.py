"""A change of the clinic's people by somebody else is said after signing in, once, and stays until it is closed."""

from careboard.clinical.people import Role
from careboard.ui.shell.people_news import worded
from careboard.workflow.people import change_roles
from careboard.workflow.people_news import news_of_people
from careboard.workflow.session import Session
from tests.clinic import Clinic
from tests.ui.desk import Started


def test_that_who_was_made_an_administrator_meanwhile_is_said_at_the_next_sign_in(
    started: Started, clinic: Clinic
) -> None:
    news_of_people(Session(clinic.open()))
    change_roles(clinic.open(Role.ADMIN), clinic.keys(Role.NURSE).id, {Role.NURSE, Role.ADMIN})
    started.sign_in()
    told = "Since your last visit: Member nurse was made an administrator by Member admin."
    started.wait(lambda: started.workplace.messages.said == told)


def test_that_of_many_changes_the_newest_are_said_and_the_others_counted() -> None:
    assert worded(["One.", "Two.", "Three.", "Four.", "Five."]).endswith("Three. Four. Five. 2 more changes.")
