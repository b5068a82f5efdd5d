"""The banner: who this is, in words; red only where it must be, and nothing lost at larger text."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from careboard.clinical.condition import Allergy
from careboard.clinical.entry import Entry
from careboard.clinical.episode import LevelOfCareChange
from careboard.clinical.permission import Part2, Part2Review
from careboard.clinical.person import Flag, FlagType, Registration
from careboard.clinical.response import RiskAssessment, RiskLevel
from careboard.clinical.values import Coded, Informant
from careboard.projections.chart import Chart
from careboard.ui.look.look import Type, apply, look, named
from careboard.ui.parts.buttons import Button, Chip
from careboard.ui.patient import banner_words
from careboard.ui.patient.banner import HEIGHT, Banner, Words
from careboard.ui.patient.forms.facts import Topic
from careboard.ui.patient.team.place import TEAM
from tests.clinical_examples import ALLERGY, DISCHARGE, REGISTRATION, RISK
from tests.projections.records import chart, on, signed
from tests.projections.story import STORY

STAY = STORY[:-1]
NONE_KNOWN = Allergy(Coded("No known allergies"), Informant.PATIENT, none_known=True)
BLIND = Flag(FlagType.BLIND_WEIGHT, Coded("Weight is not shown"))


def without(*contents: type) -> list[Entry]:
    return [entry for entry in STAY if not isinstance(entry.content, contents)]


def shown(made: Chart, width: int = 1594) -> Banner:
    banner = Banner()
    banner.show_chart(made)
    banner.resize(width, max(banner.heightForWidth(width), banner.minimumHeight()))
    banner.grab()  # lays it out
    return banner


def notice(topic: str, *entries: Entry) -> banner_words.Notice:
    return next(one for one in banner_words.notices(chart(*entries)) if one.topic == topic)


def test_that_the_first_row_reads_name_born_sex_number_diagnoses(program: QApplication) -> None:
    read = [one.accessibleName() for one in shown(chart(*STAY)).findChildren(Words)]
    assert read[0] == "RIVERA, Maya"
    assert read[1] == "goes by May, she/her"
    assert [words.partition(" ")[0] for words in read[2:]] == ["Born", "Sex", "MRN", "Diagnoses"]
    assert "14-Mar-2004 (22 y)" in read[2]


def test_that_what_is_missing_is_said_in_words() -> None:
    facts = banner_words.facts(chart(signed(replace(REGISTRATION, birth_date=None, sex=None, identifiers=()))))
    assert [fact.value for fact in facts] == ["Not recorded"] * 4


@pytest.mark.parametrize(
    ("entries", "label", "icon"),
    [
        (STAY, "Known allergies: penicillin (hives)", "warning"),
        ([*without(Allergy), signed(NONE_KNOWN)], "No known allergies", "check"),
        (without(Allergy), "Allergies not recorded", "question"),
    ],
)
def test_that_allergies_have_one_of_four_labels_with_its_own_icon(entries: list[Entry], label: str, icon: str) -> None:
    told = notice("allergies", *entries)
    assert (told.text, told.icon) == (label, icon)


def test_that_a_reaction_that_its_source_put_behind_the_substance_is_told_once() -> None:
    (allergy,) = (entry for entry in STAY if isinstance(entry.content, Allergy))
    assert isinstance(allergy.content, Allergy)
    told = replace(allergy.content, substance=Coded("PENICILLIN (Hives)"))
    assert notice("allergies", *without(Allergy), signed(told)).text == "Known allergies: PENICILLIN (Hives)"


def test_that_allergies_are_unavailable_while_older_entries_load() -> None:
    loading = chart(*without(Allergy), complete=False)
    told = banner_words.notices(loading)[0]
    assert (told.text, told.icon) == ("Allergies unavailable", "hidden")


def test_that_a_reaction_nobody_recorded_is_said_to_be_so() -> None:
    told = notice("allergies", *without(Allergy), signed(replace(ALLERGY, reactions=())))
    assert told.text == "Known allergies: penicillin (reaction not recorded)"


def test_that_the_risk_is_told_with_its_day_and_what_it_was() -> None:
    assert notice("risk", *STAY).text == "Suicide risk Moderate 15-Sep-2026, was Low 08-Sep-2026"


@pytest.mark.parametrize(
    ("level", "red"),
    [(RiskLevel.LOW, False), (RiskLevel.MODERATE, True), (RiskLevel.HIGH, True), (RiskLevel.IMMINENT, True)],
)
def test_that_a_risk_is_red_from_moderate_on_only(level: RiskLevel, *, red: bool) -> None:
    told = notice("risk", *without(RiskAssessment), signed(replace(RISK, level=level, told=("Dr. Chen",)), at=on(15)))
    assert (told.tone == "danger") is red


def test_that_nothing_but_allergy_and_risk_is_red() -> None:
    red = {one.topic for one in banner_words.notices(chart(*STAY, signed(BLIND))) if one.tone == "danger"}
    assert red == {"allergies", "risk"}


def test_that_a_risk_nobody_assessed_is_no_low_risk() -> None:
    assert notice("risk", *without(RiskAssessment)).text.startswith("Suicide risk not assessed")


def test_that_the_level_of_care_has_its_day_and_its_review() -> None:
    assert notice("level-of-care", *STAY).text == "IOP day 8, reviews 30-Sep-2026"
    assert notice("level-of-care", *without(LevelOfCareChange)).text == "Level of care not recorded"


def test_that_who_was_discharged_has_no_day_of_a_program() -> None:
    left = signed(DISCHARGE, "left", at=on(16))
    assert notice("level-of-care", *STAY, left).text == "Discharged 16-Sep-2026"


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (None, "Part 2 not reviewed"),
        (Part2.APPLIES, "Part 2 applies"),
        (Part2.DOES_NOT_APPLY, "Part 2 does not apply"),
    ],
)
def test_that_part_2_applies_does_not_apply_or_was_not_reviewed(finding: Part2 | None, words: str) -> None:
    reviewed = [signed(Part2Review(finding, "Intake"))] if finding else []
    assert notice("permissions", *STAY, *reviewed).text.endswith(words)


def test_that_blind_weight_has_its_chip_only_where_it_is_set() -> None:
    topics = [[one.topic for one in banner_words.notices(made)] for made in (chart(*STAY), chart(*STAY, signed(BLIND)))]
    assert ["blind-weight" in told for told in topics] == [False, True]


def test_that_every_chip_and_fact_opens_what_stands_behind_it_by_keys(program: QApplication, qtbot: QtBot) -> None:
    banner = shown(chart(*STAY, signed(BLIND)))
    qtbot.addWidget(banner)
    opened: list[str] = []
    banner.chip_opened.connect(opened.append)
    chips = [chip for chip in banner.findChildren(Chip) if chip.property("topic") != "more"]
    for chip in (*banner.findChildren(Words), *chips):
        assert chip.accessibleName()
        QTest.keyClick(chip, Qt.Key.Key_Space)
    assert len(opened) == len(banner.findChildren(Words)) + len(chips)
    behind = {one.topic for one in banner_words.more(chart(*STAY))}
    assert {*opened, *behind} == {str(topic) for topic in Topic} | {TEAM}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_that_it_has_the_height_and_the_stripe_of_the_mock(program: QApplication, theme: str) -> None:
    apply(named(theme))
    try:
        banner = shown(chart(*STAY))
        assert banner.height() == HEIGHT
        picture = banner.grab().toImage()
        assert picture.pixelColor(QPoint(2, 40)).name().upper() == look().tokens.care[2]
        assert picture.pixelColor(QPoint(12, 5)).name().upper() == look().tokens.surface
        chip = next(one for one in banner.findChildren(Chip) if one.property("topic") == "allergies")
        inside = chip.mapTo(banner, QPoint(chip.width() - 8, chip.height() // 2))
        assert picture.pixelColor(inside).name().upper() == look().tokens.danger_tint
    finally:
        apply(named("light"))


def test_that_at_twice_the_text_it_wraps_and_loses_nothing(program: QApplication) -> None:
    apply(named("light", 2.0))
    try:
        banner = shown(chart(*STAY), 1280)
        for words in (*banner.findChildren(Words), *banner.findChildren(Chip)):
            corner = words.mapTo(banner, QPoint(words.width(), words.height()))
            assert corner.x() <= banner.width()
            assert corner.y() <= banner.height()
    finally:
        apply(named("light"))


def test_that_a_registration_of_a_long_name_is_shown_whole(program: QApplication) -> None:
    name = replace(
        REGISTRATION.name, family="Fernandez de la Cruz y Montenegro", given=("Maria", "Guadalupe", "Isabel")
    )
    entries = [*without(Registration), signed(replace(REGISTRATION, name=name))]
    words = shown(chart(*entries), 1280).findChildren(Words)[0]
    assert words.width() >= words.sizeHint().width()
    assert words.text() == "FERNANDEZ DE LA CRUZ Y MONTENEGRO, Maria Guadalupe Isabel"


def fitted(made: Chart, width: int, height: int) -> Banner:
    """The banner as it stands in a window of this size."""
    banner = shown(made, width)
    banner.show()
    banner.fit(width, height)
    banner.resize(width, max(banner.heightForWidth(width), banner.minimumHeight()))
    banner.grab()
    return banner


def seen(banner: Banner) -> list[str]:
    return [
        one.accessibleName() for one in (*banner.findChildren(Words), *banner.findChildren(Chip)) if one.isVisible()
    ]


def test_that_twice_the_text_leaves_two_thirds_of_a_low_window_to_the_chart(
    program: QApplication, qtbot: QtBot
) -> None:
    apply(named("light", 2.0))
    try:
        banner = fitted(chart(*STAY, signed(BLIND)), 1194, 768)
        qtbot.addWidget(banner)
        assert banner.short
        assert banner.height() <= 768 / 3
        assert [told.partition(" ")[0] for told in seen(banner)] == [
            "RIVERA,", "Born", "MRN", "Known", "Suicide", "Blind",
        ]  # fmt: skip
        for chip in banner.findChildren(Chip):
            assert chip.isHidden() or chip.width() >= chip.sizeHint().width()
    finally:
        apply(named("light"))


@pytest.mark.parametrize("size", [(1280, 768), (1594, 1040)])
def test_that_at_a_usual_size_all_of_it_is_seen(program: QApplication, qtbot: QtBot, size: tuple[int, int]) -> None:
    banner = fitted(chart(*STAY, signed(BLIND)), *size)
    qtbot.addWidget(banner)
    assert not banner.short
    assert len(seen(banner)) == len(banner.findChildren(Words)) + len(banner.findChildren(Chip))


def test_that_what_stands_behind_the_button_is_heard_and_opened_by_keys(program: QApplication, qtbot: QtBot) -> None:
    apply(named("light", 2.0))
    try:
        made = chart(*STAY)
        banner = fitted(made, 1194, 768)
        qtbot.addWidget(banner)
        every = [one.accessibleName() for one in (*banner.findChildren(Words), *banner.findChildren(Chip))]
        hidden = set(every) - set(seen(banner))
        button = next(one for one in banner.findChildren(Button) if one.isVisible())
        assert button.text() == f"{len(hidden) + len(banner_words.more(made))} more"
        assert all(words in button.accessibleName() for words in hidden)
        opened: list[str] = []
        banner.chip_opened.connect(opened.append)
        QTest.keyClick(button, Qt.Key.Key_Return)
        (menu,) = banner.findChildren(QMenu)
        assert hidden <= {action.text() for action in menu.actions()}
        for action in menu.actions():
            action.trigger()
        behind = {one.topic for one in banner_words.more(made)}
        assert {"person", "diagnoses", "level-of-care", "permissions", "legal"} | behind == set(opened)
        menu.close()
    finally:
        apply(named("light"))


def test_that_many_allergies_are_told_whole_in_several_lines(program: QApplication, qtbot: QtBot) -> None:
    many = [
        signed(replace(ALLERGY, substance=Coded(f"substance number {n} of a long list")), f"a{n}") for n in range(9)
    ]
    banner = fitted(chart(*without(Allergy), *many), 1194, 1040)
    qtbot.addWidget(banner)
    chip = next(one for one in banner.findChildren(Chip) if one.property("topic") == "allergies")
    assert chip.width() <= 1194
    assert chip.height() > look().px(26) + look().line(Type.STRONG_LABEL)
    assert not chip.toolTip()
