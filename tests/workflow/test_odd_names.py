"""Names that people sign in under: whatever is typed is taken as one plain line, or refused in a sentence."""

from dataclasses import replace
from pathlib import Path

import pytest

from careboard.cli import run
from careboard.settings import ClinicSettings, SettingsRefused, sign_in_name
from careboard.vault.keyslot import LIGHT
from careboard.vault.refusals import WrongSecret
from careboard.workflow.founding import enrol, found_clinic, refuse_taken_name
from careboard.workflow.sign_in import unlock
from tests.clinic import FOUNDER, PASSPHRASE, Clinic

ODD = {
    "nothing": "",
    "spaces": "  \t",
    "two lines": "chen\nmoreno",
    "a character that steers": "ch\x1b[2Jen",
    "a turned direction": "ch\u202een",
    "no width": "ch\u200ben",
    "half a character": "ch\ud800en",
    "a NUL": "ch\0en",
    "a path": "../../chen",
    "a path of another system": "..\\chen",
    "a novel": "c" * 1000,
}


@pytest.mark.parametrize("which", ODD)
def test_that_an_odd_sign_in_name_is_refused_in_a_sentence(clinic: Clinic, which: str) -> None:
    with pytest.raises(SettingsRefused) as told:
        refuse_taken_name(ClinicSettings(clinic.id), ODD[which])
    assert told.value.next_step
    assert ODD[which] not in str(told.value) or not ODD[which]


@pytest.mark.parametrize("which", ODD)
def test_that_signing_in_under_an_odd_name_is_refused_like_any_other(clinic: Clinic, which: str) -> None:
    with pytest.raises(WrongSecret, match="Nobody signs in under this name"):
        unlock(clinic.path, ODD[which], PASSPHRASE)


def test_that_a_name_is_the_same_however_its_letters_are_composed_and_whatever_stands_around_it(
    clinic: Clinic,
) -> None:
    settings = ClinicSettings(clinic.id)
    assert sign_in_name("  Jose\u0301 ") == "Jos\u00e9"
    settings.keep_sign_in(sign_in_name("Jose\u0301"), clinic.founder.id)
    assert unlock(clinic.path, "Jos\u00e9 ", PASSPHRASE).member == clinic.founder.id
    with pytest.raises(SettingsRefused, match="already signs in"):
        refuse_taken_name(settings, " Jos\u00e9")
    settings.keep_sign_in("chen", clinic.founder.id)


@pytest.mark.parametrize("passphrase", ["half a character \ud800", "a NUL \0 within"])
def test_that_an_odd_passphrase_is_refused_as_one_that_does_not_fit(clinic: Clinic, passphrase: str) -> None:
    with pytest.raises(WrongSecret, match="does not fit"):
        unlock(clinic.path, "chen", passphrase)


@pytest.mark.parametrize("name", ["", " ", "A.\nChen", "A" * 1000, "\ud800"])
def test_that_a_clinic_or_a_person_without_a_name_is_not_made(clinic: Clinic, tmp_path: Path, name: str) -> None:
    for given in (("North River", replace(FOUNDER, name=name)), (name, FOUNDER)):
        with pytest.raises(SettingsRefused, match="name is needed"):
            found_clinic(tmp_path / "new.careboard", *given, zone="UTC", cost=LIGHT)
    with pytest.raises(SettingsRefused, match="name is needed"):
        enrol(clinic.open(), replace(FOUNDER, name=name, sign_in="new"), cost=LIGHT)
    assert not (tmp_path / "new.careboard").exists()


@pytest.mark.parametrize("name", ["../../kit", "two\nlines", "\udcff"])
def test_that_an_odd_name_on_the_command_line_is_told_in_one_sentence(
    clinic: Clinic, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / "sheet").write_text("no code")
    sheets = [str(tmp_path / "sheet")] * 2
    assert run(["recover", str(clinic.path), "--custody", *sheets, "--as", name]) == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert "sign-in name is needed" in told[0]
