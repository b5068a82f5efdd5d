"""The files that came with an entry: opened by one key, from memory; what cannot be shown says so."""

import base64
import json
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from careboard.clinical.entry import Source, SourceFormat
from careboard.clinical.paper import Document
from careboard.clinical.people import Role
from careboard.clinical.values import Coded, EntryId
from careboard.exchange.attachments import attached
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.labels import Label
from careboard.ui.patient.export_sheet import ExportSheet
from careboard.ui.patient.files_sheet import PAGES, FilesSheet, shown
from careboard.ui.patient.page import PatientPage
from careboard.workflow.files import Attached
from careboard.workflow.session import Session
from tests.clinic import Clinic
from tests.clinical_examples import example_id
from tests.ui.desk import PATIENCE
from tests.ui.keys import press
from tests.ui.patient.conftest import Opener

PDF = "application/pdf"


def a_pdf(pages: int = 2) -> bytes:
    """A paper of blank pages."""
    made, written = pypdfium2.PdfDocument.new(), BytesIO()
    for _ in range(pages):
        made.new_page(612, 792)
    made.save(written)
    made.close()
    return written.getvalue()


def a_picture() -> bytes:
    """A red square."""
    written = BytesIO()
    Image.new("RGB", (40, 40), "red").save(written, "PNG")
    return written.getvalue()


def reference(*files: tuple[str, str, bytes]) -> str:
    """A resource with files in it, as a hospital sends it."""
    content = [
        {"attachment": {"title": title, "contentType": kind, "data": base64.b64encode(held).decode()}}
        for title, kind, held in files
    ]
    return json.dumps({"resourceType": "DocumentReference", "status": "current", "content": content})


def brought_in(clinic: Clinic, *files: tuple[str, str, bytes]) -> EntryId:
    """A document that was imported with these files."""
    source = Source(
        SourceFormat.FHIR_R4_JSON, example_id("file"), "DocumentReference", example_id("it"), reference(*files)
    )
    document = Document(Coded("Referral"), "Referral letter", "Dear colleague.")
    return EntryId(clinic.write(None, document, kind="imported", source=source).id.hex())


def opened(page: PatientPage, entry: EntryId, qtbot: QtBot) -> FilesSheet:
    """The sheet of an entry's files, opened by F, with everything in it."""
    page.timeline.go_to_entry(entry)
    press(Qt.Key.Key_F)
    sheet = page.sheets.sheet
    assert isinstance(sheet, FilesSheet)
    qtbot.waitUntil(lambda: sheet.at_rest and len(words(sheet).splitlines()) > 1, timeout=PATIENCE)
    return sheet


def words(sheet: FilesSheet) -> str:
    """What the sheet says."""
    return "\n".join(label.text() for label in sheet.findChildren(Label) if label.isVisibleTo(sheet))


def test_that_f_shows_the_pages_pictures_and_words_of_an_imported_document_and_writes_no_file(
    open_page: Opener, clinic: Clinic, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "temporary"
    empty.mkdir()
    monkeypatch.setenv("TMPDIR", str(empty))
    entry = brought_in(
        clinic,
        ("Letter", PDF, a_pdf()),
        ("Scan", "image/png", a_picture()),
        ("Log", "text/plain; charset=utf-8", b"Slept well."),
    )
    sheet = opened(open_page(), entry, qtbot)
    assert [(len(one.pages), one.image is not None, one.text) for one in sheet.files] == [
        (2, False, ""),
        (0, True, ""),
        (0, False, "Slept well."),
    ]
    shown = [label.accessibleName() for label in sheet.findChildren(QLabel) if not label.pixmap().isNull()]
    assert shown == ["Letter, page 1 of 2", "Letter, page 2 of 2", "Scan, page 1 of 1"]
    assert max(page.width for one in sheet.files for page in one.pages) <= sheet.width()
    assert list(empty.iterdir()) == []


def test_that_what_cannot_be_shown_says_so_and_offers_the_export(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    entry = brought_in(clinic, ("Plan", "application/msword", b"\xd0\xcf"), ("Torn", PDF, a_pdf()[:60]))
    page = open_page()
    sheet = opened(page, entry, qtbot)
    assert "This file (application/msword) cannot be shown here." in words(sheet)
    assert "damaged or protected" in words(sheet)
    next(one for one in sheet.findChildren(Button) if one.text() == "Export the record").click()
    assert isinstance(page.sheets.sheet, ExportSheet)


def test_that_a_file_of_our_own_is_opened_with_its_key(open_page: Opener, clinic: Clinic, qtbot: QtBot) -> None:
    session = Session(clinic.open())
    blob = session.attach(clinic.patient, a_pdf(PAGES + 1))
    document = Document(Coded("Scan"), "Old chart", blob=blob, media_type=PDF)
    entry = session.append(clinic.patient, document)
    sheet = opened(open_page(Role.NURSE), entry, qtbot)
    bar = sheet.scrolled.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0, timeout=PATIENCE)
    press(Qt.Key.Key_PageDown)
    assert 0 < bar.value() < bar.maximum()
    press(Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    assert [len(one.pages) for one in sheet.files] == [PAGES]
    assert f"The first {PAGES} of {PAGES + 1} pages are shown." in words(sheet)


def test_that_an_entry_without_files_says_so(open_page: Opener, clinic: Clinic, qtbot: QtBot) -> None:
    page = open_page()
    with qtbot.waitSignal(page.desk.told, timeout=PATIENCE) as told:
        press(Qt.Key.Key_F)
    assert told.args == ["This entry has no files."]


@pytest.mark.parametrize("resource", ["{}", "not json", '{"contentType": "text/plain", "data": "%%%"}', "[" * 5])
def test_that_a_source_without_readable_files_gives_none(resource: str) -> None:
    assert attached(resource, SourceFormat.FHIR_R4_JSON) == ()
    assert attached(resource, SourceFormat.CCDA_XML) == ()


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "bmp"])
def test_that_a_drawing_that_calls_itself_a_picture_opens_nothing_of_this_computer(
    qapp: QApplication, tmp_path: Path, kind: str
) -> None:
    (tmp_path / "held.png").write_bytes(a_picture())
    link = f'<image xlink:href="{tmp_path / "held.png"}" width="40" height="40"/>'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{link}</svg>'
    found = shown(Attached("Scan", f"image/{kind}", drawing.encode()), 600)
    assert found.image is None
    assert found.told.startswith("This file is damaged or protected")


def test_that_a_picture_is_shown_in_each_kind_that_is_shown(qapp: QApplication) -> None:
    for kind in ("png", "jpeg", "gif", "bmp"):
        written = BytesIO()
        Image.new("RGB", (40, 40), "red").save(written, kind.upper())
        found = shown(Attached("Scan", f"image/{kind}", written.getvalue()), 600)
        assert found.image is not None
        assert found.image.width() == 40
