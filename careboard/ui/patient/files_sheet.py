"""The files that came with an entry, shown beside the page from memory: pages of a PDF, pictures, plain text.

Nothing is written to a disk to be shown; what cannot be shown says so and leaves with the export of the record.
"""

from dataclasses import dataclass
from itertools import islice

import pypdfium2
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QKeyEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget
from typing_extensions import override

from careboard.clinical.entry import Entry
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.ui.desk import Desk
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.labels import Label
from careboard.ui.parts.sheet import Scrolled, Sheet
from careboard.ui.parts.sheet import width as usual_width
from careboard.ui.patient.below import BESIDE
from careboard.ui.patient.summary.paper import Picture, one_at_a_time
from careboard.workflow.files import Attached, files_of
from careboard.workflow.session import Session

WIDE = 780  # px at 100%: a page of Letter that is read without being enlarged
PAGES, LETTERS = 30, 50_000  # of one file that are shown
_HIGHEST, _LARGEST = 6, 40_000_000  # times as high as wide; pixels of a picture
_RAIL = 126


@dataclass(frozen=True, slots=True)
class Shown:
    """A file as it is shown: pages or words; `told` says what of it is not shown, and why."""

    title: str
    pages: tuple[Picture, ...] = ()
    image: QImage | None = None
    text: str = ""
    told: str = ""


def shown(file: Attached, width: int) -> Shown:
    """A file, drawn for a width in pixels of the screen."""
    title = file.title or _("File without a title")
    match file.media_type:
        case "application/pdf":
            return _pdf(title, file.content, width)
        case "image/png" | "image/jpeg" | "image/gif" | "image/bmp" as kind:
            return _picture(title, file.content, kind.removeprefix("image/"), width)
        case "text/plain" | "text/csv":
            words = file.content.decode("utf-8", "replace")
            more = _("Its first part is shown; the whole leaves with the export.") if len(words) > LETTERS else ""
            return Shown(title, text=words[:LETTERS], told=more)
        case _:
            stated = file.media_type or _("of no stated kind")
            told = _("This file ({kind}) cannot be shown here. Export the record to open it in its own program.")
            return Shown(title, told=told.format(kind=stated))


def _pdf(title: str, content: bytes, width: int) -> Shown:
    try:
        with one_at_a_time:
            document = pypdfium2.PdfDocument(content)
            try:
                pages = tuple(_page(page, width) for page in islice(document, PAGES))
                count = len(document)
            finally:
                document.close()
    except pypdfium2.PdfiumError:
        return Shown(title, told=_unreadable())
    told = _("The first {n} of {all} pages are shown.").format(n=PAGES, all=count) if count > PAGES else ""
    return Shown(title, pages, told=told)


def _page(page: pypdfium2.PdfPage, width: int) -> Picture:
    """A page in a width; one of odd measures is drawn smaller rather than fill the memory."""
    wide, high = max(page.get_width(), 1.0), max(page.get_height(), 1.0)
    scale = min(width, width * _HIGHEST * wide / high) / wide
    drawn = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
    return Picture(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer))


def _picture(title: str, content: bytes, kind: str, width: int) -> Shown:
    """A picture of the kind that it says it is, and no other: a drawing in its place could name files to be opened."""
    held = QBuffer()
    held.setData(content)
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(held, QByteArray(kind.encode()))
    reader.setAutoDetectImageFormat(False)
    size = reader.size() if reader.canRead() else QSize()
    image = reader.read() if size.isValid() and size.width() * size.height() <= _LARGEST else QImage()
    if image.isNull():
        return Shown(title, told=_unreadable())
    fitted = image if image.width() <= width else image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
    return Shown(title, image=fitted)


def _unreadable() -> str:
    return _("This file is damaged or protected, and cannot be shown here. Export the record to open it elsewhere.")


class FilesSheet(Sheet):
    """The files of one entry. `export_asked` wants the export of the record."""

    export_asked = Signal()

    def __init__(self, desk: Desk, title: str, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._desk, self._entry, self._asked = desk, entry, False
        self.files: tuple[Shown, ...] = ()
        self.at_rest = False  # is all of it shown, or refused?
        self._state = Label(_("The file is being opened."), Type.BODY, "text2", wrap=True)
        self.body.addWidget(self._state)
        export = Button(_("Export the record"), "", "export")
        export.clicked.connect(lambda _checked: self.export_asked.emit())
        self.footer.addWidget(export, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow_width()
        if not self._asked:
            self._asked = True
            entry, width = self._entry, round(self._room() * self.devicePixelRatioF())
            self._desk.ask(lambda session: _opened(session, entry, width), self, self._show_files, self._refuse)

    @property
    def scrolled(self) -> Scrolled:
        """What scrolls the files."""
        return self._scrolled

    def _room(self) -> int:
        """How wide a page is drawn."""
        return max(min(self.width(), look().px(WIDE)) - look().px(64), look().px(240))

    @override
    def _follow_width(self) -> None:
        super()._follow_width()
        if self.maximumWidth() == usual_width():  # it stands beside the page
            room = self.window().width() - look().px(BESIDE + _RAIL)
            self.setFixedWidth(min(look().px(WIDE), max(usual_width(), room)))

    def _refuse(self, error: CareboardError) -> None:
        self._state.setText(f"{error} {error.advice}")
        self.at_rest = True

    def _show_files(self, files: tuple[Shown, ...]) -> None:
        self.files, self.at_rest = files, True
        self._state.setText(_("No file lies in this entry.") if not files else "")
        self._state.setVisible(not files)
        for file in files:
            self.body.addWidget(Label(file.title, Type.HEADLINE, wrap=True))
            if file.told:
                self.body.addWidget(Label(file.told, Type.BODY, "warn", wrap=True))
            if file.text:
                self.body.addWidget(Label(file.text, Type.BODY, wrap=True))
            pictures = [page.image() for page in file.pages] + ([file.image] if file.image is not None else [])
            for number, picture in enumerate(pictures, 1):
                told = _("{title}, page {n} of {all}").format(title=file.title, n=number, all=len(pictures))
                self.body.addWidget(self._page(picture, told))

    def _page(self, picture: QImage, told: str) -> QLabel:
        label = QLabel()
        pixels = QPixmap.fromImage(picture)
        pixels.setDevicePixelRatio(self.devicePixelRatioF())
        label.setPixmap(pixels)
        label.setFrameStyle(QFrame.Shape.Box.value | QFrame.Shadow.Plain.value)
        label.setAccessibleName(told)
        return label

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, pages and ends move through the files."""
        bar = self._scrolled.verticalScrollBar()
        page = max(self._scrolled.viewport().height() - look().px(36), look().px(60))
        steps = {
            Qt.Key.Key_Up: -look().px(54),
            Qt.Key.Key_Down: look().px(54),
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -bar.maximum(),
            Qt.Key.Key_End: bar.maximum(),
        }
        if (step := steps.get(Qt.Key(event.key()))) is not None and bar.maximum() > 0:
            bar.setValue(bar.value() + step)
        else:
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(max(super().sizeHint().width(), usual_width()), super().sizeHint().height())


def _opened(session: Session, entry: Entry, width: int) -> tuple[Shown, ...]:
    return tuple(shown(file, width) for file in files_of(session, entry))
