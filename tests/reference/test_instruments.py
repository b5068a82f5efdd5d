"""Promises about rating scales: wording exactly where it may ship, ranges and bands as cited, codes that find them."""

import hashlib

import pytest

from careboard.reference.instruments import UNNUMBERED, Instrument, by_code, by_name, instruments
from careboard.reference.tables import rows

WORDED = {
    "PHQ-9": {"en", "es"},
    "PHQ-8": {"en", "es"},
    "PHQ-2": {"en", "es"},
    "GAD-7": {"en", "es"},
    "PCL-5": {"en"},
    "AUDIT-C": {"en"},
    "CIWA-Ar": {"en"},
    "COWS": {"en"},
    "AIMS": {"en"},
    "BPRS-18": {"en"},
    "CGI-S/CGI-I": {"en"},
    "HAM-A": {"en"},
}
# SHA-256 of the lines and answers of each form, taken from the table as it was handed to us.
WORDING = {
    ("PHQ-9", "en"): "f9f42a43ef2bd7a103972da95203f5ae7be130eca413e93e4abede6dc78415ac",
    ("PHQ-9", "es"): "381041a437d18b951d5f6559fcac9266747e6d08f59110a4102a4a2df94aed76",
    ("GAD-7", "en"): "ee714f77fff63b22962080ed1df4a7e1eb0344e7c0d40a19466ac65983f9913d",
    ("GAD-7", "es"): "f7d81decacc8b9ce3aac449d4bdc206884a40def94a78c82d6123f24fecb04c9",
    ("COWS", "en"): "3157dc86297051479c6f1f14ccc2a7437da609f3263df78e9b043765acb01323",
    ("PHQ-8", "en"): "dc5fe5ef4869fa0cb9dd61766d9afbc5cd84edf9ed54a6dfff1317c3826eb71a",
    ("PHQ-8", "es"): "c12f3814896936890e0769e0b5c03426ea519e18b2289854b3015e11be41d9ef",
    ("PHQ-2", "en"): "7ae55042c277a9095fa6ac458a067db208113b93014069500fba9553714eec02",
    ("PHQ-2", "es"): "0111c15fafb3c75b7882406f0a163fdcaa00a43bc4d1414a6207b2d7d83201e1",
    ("PCL-5", "en"): "e775c79ebe54c8a048bcec4731eeab7576c61d480933d4a0f8ec8ec9450840b4",
    ("AUDIT-C", "en"): "b9f102e2339f382e8d0c9161a6f9b3d00e5db4d35fcca5d446c07b8bbcac2252",
    ("CIWA-Ar", "en"): "51a752291a62bc44a88f82683c40e1b53b07ec47f260d321380e95a2e5876cff",
    ("AIMS", "en"): "189ea4bec2db788a763b54144adb0bd1a49d25f36d25cdc752147dc3369a3af9",
    ("BPRS-18", "en"): "585e8ea927d505acde60be60dd8ababb70c83f43f118d6e67eb375ca8b0de1e3",
    ("CGI-S/CGI-I", "en"): "efede3c008c828cc0514dcebea06d4008fa5895cdd57cc2ca1eb0c2809c2aaf9",
    ("HAM-A", "en"): "dadb672c6c55cf3008e3650e8bc5b3ac5566e0c8fd2c74ebbb8d4acc07e4f23b",
}


def named(name: str) -> Instrument:
    found = by_name(name)
    assert found is not None
    return found


def wording(instrument: Instrument, language: str) -> str:
    lines = [
        "|".join([item.number, item.text, *(f"{option.value}={option.label}" for option in item.options)])
        for item in instrument.form(language)
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def test_that_wording_ships_exactly_where_it_may() -> None:
    shown = {one.name: {language for language in ("en", "es") if one.worded(language)} for one in instruments()}
    assert {name: languages for name, languages in shown.items() if languages} == WORDED


def test_that_wording_ships_only_where_the_licence_row_plainly_says_yes() -> None:
    allowed = {
        row["instrument"] for row in rows("instruments") if row["ship_item_text"] in {"yes", "yes (attribution)"}
    }
    assert {row["instrument"] for row in rows("instrument_items")} <= allowed
    assert {one.name for one in instruments() if one.may_reprint} == allowed


@pytest.mark.parametrize(
    "name", ["AUDIT", "DAST-10", "WHO-5", "C-SSRS", "YMRS", "MADRS", "EPDS", "ISI", "EDE-Q", "MDQ"]
)
def test_that_a_scale_with_conditions_is_recorded_without_words(name: str) -> None:
    assert not named(name).may_reprint
    assert named(name).items == ()


@pytest.mark.parametrize("name", ["PHQ-2", "PHQ-8", "GAD-7"])
def test_that_terms_that_are_those_of_another_scale_are_shown_in_full(name: str) -> None:
    assert named(name).licence.startswith("As PHQ-9")
    assert named(name).licence.endswith(named("PHQ-9").licence)


def test_that_the_terms_of_every_scale_are_told_without_remarks_of_ours() -> None:
    remarks = ("REFUSED", "CamCOPS", "check ")
    assert [one.name for one in instruments() if any(remark in one.licence for remark in remarks)] == []


def test_that_every_item_about_suicide_says_how_it_is_known() -> None:
    asked = {row["instrument"]: row["risk_item_source"] for row in rows("instrument_scoring") if row["risk_item"]}
    assert all(asked.values())
    assert {name for name in asked if named(name).risk_item == UNNUMBERED} == {"MADRS", "BDI-II", "QIDS-SR16"}
    assert (named("HAM-D").risk_item, named("HAM-D").highest_risk, named("PHQ-9").highest_risk) == ("3", 4, 3)


def test_that_each_line_that_ships_was_read_in_two_sources() -> None:
    assert {item.status for one in instruments() for item in one.items} == {"verified: two sources"}


def test_that_the_wording_of_every_form_that_ships_is_held() -> None:
    assert set(WORDING) == {(name, language) for name, languages in WORDED.items() for language in languages}


@pytest.mark.parametrize(("name", "language"), WORDING)
def test_that_the_wording_is_unmodified(name: str, language: str) -> None:
    assert wording(named(name), language) == WORDING[name, language]


def test_that_the_phq_9_is_here_in_spanish() -> None:
    form = {item.number: item for item in named("PHQ-9").form("es")}
    assert form["1"].text == "Poco interés o placer en hacer cosas"
    assert [option.label for option in form["1"].options] == [
        "Ningún día",
        "Varios días",
        "Más de la mitad de los días",
        "Casi todos los días",
    ]
    assert len(form) == 11


def test_that_the_hamilton_scale_has_numbers_and_no_words() -> None:
    scale = named("HAM-D")
    assert {item.text for item in scale.items} == {""}
    assert {option.label for item in scale.items for option in item.options} == {"", "Not assessed"}
    assert [item.number for item in scale.scored_items][-3:] == ["16A", "16B", "17"]


@pytest.mark.parametrize("scale", [one for one in instruments() if one.method == "sum"], ids=lambda one: one.name)
def test_that_the_items_add_up_to_the_range(scale: Instrument) -> None:
    rated = [
        [option.value for option in item.options if option.assessed]
        for item in scale.scored_items
        if item.number != "16B"
    ]
    assert scale.minimum == sum(map(min, rated))
    assert scale.maximum == sum(map(max, rated))


def scored_in(scale: Instrument, language: str) -> list[tuple[str, str, list[int]]]:
    mine = [item for item in scale.items if item.language == language and item.scored]
    return [(item.number, item.loinc, [option.value for option in item.options]) for item in mine]


@pytest.mark.parametrize("name", [name for name, languages in WORDED.items() if "es" in languages])
def test_that_both_languages_score_the_same_items_under_the_same_codes(name: str) -> None:
    assert scored_in(named(name), "es") == scored_in(named(name), "en") != []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("PHQ-9", {0: "minimal", 4: "minimal", 5: "mild", 9: "mild", 10: "moderate", 14: "moderate"}),
        ("PHQ-9", {15: "moderately severe", 19: "moderately severe", 20: "severe", 27: "severe", 28: None, -1: None}),
        ("PHQ-2", {2: None, 3: "positive", 6: "positive"}),
        ("PHQ-8", {20: "severe", 24: "severe", 25: None}),
        ("GAD-7", {4: "minimal", 5: "mild", 10: "moderate", 15: "severe", 21: "severe"}),
        ("AUDIT-C", {2: None, 3: "positive for women", 4: "positive", 12: "positive"}),
        ("CIWA-Ar", {7: "minimal", 8: "minimal or moderate: the limits differ", 10: "moderate", 15: "moderate"}),
        ("CIWA-Ar", {16: "severe", 19: "severe", 20: "very severe", 67: "very severe"}),
        (
            "COWS",
            {4: None, 5: "mild", 12: "mild", 13: "moderate", 24: "moderate", 36: "moderately severe", 37: "severe"},
        ),
        ("HAM-D", {7: "normal", 8: "mild", 14: "moderate", 19: "severe", 22: "severe", 23: "very severe"}),
        ("MADRS", {34: "moderate", 35: "severe"}),
        ("EPDS", {9: None, 10: "possible", 12: "possible", 13: "probable"}),
        ("GAF", {50: None}),
    ],
)
def test_that_a_total_has_the_words_of_its_band(name: str, words: dict[int, str | None]) -> None:
    assert {total: named(name).band(total) for total in words} == words


def test_that_bands_quote_their_source_and_never_overlap() -> None:
    severity = {row["instrument"]: row["severity_bands"] for row in rows("instruments")}
    for row in rows("instrument_bands"):
        assert row["quoted"] in severity[row["instrument"]]
    for one in instruments():
        totals = [total for band in one.bands for total in range(band.low, band.high + 1)]
        assert len(totals) == len(set(totals))
        assert all(one.within_range(total) for total in totals)


def test_that_a_total_out_of_range_is_known() -> None:
    assert named("PHQ-9").within_range(27)
    assert not named("PHQ-9").within_range(28)
    assert not named("BPRS").within_range(17)
    assert named("MDQ").within_range(99)


@pytest.mark.parametrize("name", ["PHQ-9", "phq9", "PHQ 9", "Phq-9"])
def test_that_a_name_is_found_however_it_is_spelled(name: str) -> None:
    assert named(name).name == "PHQ-9"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("44249-1", "PHQ-9"),
        ("44261-6", "PHQ-9"),
        ("70274-6", "GAD-7"),
        ("55758-7", "PHQ-2"),
        ("93374-7", "C-SSRS screener (recent)"),
        ("75626-2", "AUDIT-C"),
        ("99046-5", "EPDS"),
    ],
)
def test_that_a_panel_or_total_code_finds_its_scale(code: str, name: str) -> None:
    found = by_code(code)
    assert found is not None
    assert found.name == name


def test_that_an_unknown_name_or_code_finds_nothing() -> None:
    assert by_name("Rorschach") is None
    assert by_name("") is None
    assert by_code("") is None
    assert by_code("2823-3") is None


def test_that_no_name_and_no_code_means_two_scales() -> None:
    names = [name for one in instruments() for name in (one.name, *one.also_named)]
    codes = [code for one in instruments() for code in {one.panel, *one.totals} if code]
    assert len(names) == len(set(names))
    assert len(codes) == len(set(codes))


def test_that_the_transcribed_codes_are_those_of_the_source() -> None:
    source = {row["instrument"]: row["loinc_panel"] + " " + row["loinc_total"] for row in rows("instruments")}
    for one in instruments():
        assert all(code in source[one.name] for code in (one.panel, *one.totals))
    without = {one.name for one in instruments() if not one.panel}
    assert without == {row["instrument"] for row in rows("instruments") if not row["loinc_panel"]}


def test_that_items_of_the_phq_9_have_their_codes() -> None:
    codes = {item.number: item.loinc for item in named("PHQ-9").form("en")}
    assert (codes["1"], codes["9"], codes["10"]) == ("44250-9", "44260-8", "69722-7")
