"""A page of help on the screen: headings, lists, tables, links and pictures, in the colours and the size of the look.

It opens no browser: a link leads to another page, or to a heading of this one.
"""

from PySide6.QtCore import QEvent, QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QResizeEvent, QTextBlock, QTextCursor, QTextDocument, QTextFrameFormat, QTextTable
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget
from typing_extensions import override

from careboard.assets import resource
from careboard.i18n import gettext as _
from careboard.ui.help.pages import anchor
from careboard.ui.look.look import Type, look
from careboard.ui.parts.copied import flagged

_SIZES = {1: Type.NAME, 2: Type.TITLE, 3: Type.HEADLINE}

_PICTURE = "\N{OBJECT REPLACEMENT CHARACTER}"


class Reader(QTextBrowser):
    """Shows Markdown. `followed` carries the link that somebody chose."""

    followed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._markdown = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setAccessibleName(_("Help"))
        self.anchorClicked.connect(lambda url: self.followed.emit(url.toString()))

    def show_markdown(self, markdown: str, at: str = "") -> None:
        """Show a page, from one of its headings on."""
        self._markdown = markdown
        self._render()
        self.go_to(at)

    def go_to(self, at: str) -> None:
        """Go to a heading by its anchor, or to the top."""
        block = next((one for one in self._headings() if anchor(one.text()) == at), self.document().firstBlock())
        self.setTextCursor(QTextCursor(block))
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(round(top) if at else 0)

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied out of it, flagged as every copy of this program is."""
        return flagged(super().createMimeDataFromSelection())

    @override
    def loadResource(self, type: int, name: QUrl | str) -> object:
        """A picture, as wide as there is room for, and sharp on this screen."""
        if type != QTextDocument.ResourceType.ImageResource.value:
            return None
        picture = QImage(str(resource("help", *QUrl(name).toString().split("/"))))
        ratio = self.devicePixelRatioF()
        room = round((self.viewport().width() - look().px(48)) * ratio)
        if 0 < room < picture.width():
            picture = picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        picture.setDevicePixelRatio(ratio)
        return picture

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._render()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._render()

    def _render(self) -> None:
        at, read = self.verticalScrollBar().value(), self.textCursor().blockNumber()
        document = QTextDocument(self)  # a new one: pictures are loaded anew, as wide as there is room now
        document.setDefaultFont(look().font(Type.BODY))
        document.setDocumentMargin(look().px(12))
        self.setDocument(document)  # the one before goes
        document.setTextWidth(self.viewport().width())
        document.setMarkdown(self._markdown)
        _dress_tables(document)
        # Reading it in leaves the cursor at the end, and whoever comes with the keyboard would be taken there.
        self.setTextCursor(QTextCursor(document.findBlockByNumber(read)))
        self._dress()
        self.verticalScrollBar().setValue(at)

    def _headings(self) -> list[QTextBlock]:
        found, block = [], self.document().firstBlock()
        while block.isValid():
            if block.blockFormat().headingLevel():
                found.append(block)
            block = block.next()
        return found

    def _dress(self) -> None:
        """Headings in the type of their rank, and room between lines as everywhere."""
        block = self.document().firstBlock()
        while block.isValid():
            cursor, form = QTextCursor(block), block.blockFormat()
            level = form.headingLevel()
            pictured = _PICTURE in block.text()  # its line is as high as the picture, and no third higher
            form.setLineHeight(100 if pictured else 135, 1)
            form.setTopMargin(look().px(14 if level > 1 else 4))
            form.setBottomMargin(look().px(4))
            cursor.setBlockFormat(form)
            if level:
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                letters = block.charFormat()
                letters.setFont(look().font(_SIZES.get(level, Type.HEADLINE)))
                cursor.mergeCharFormat(letters)
            block = block.next()


def _dress_tables(document: QTextDocument) -> None:
    """The pale lines of every other table; Qt's own are as strong as the text."""
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            form = frame.format()
            form.setBorderCollapse(True)
            form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            form.setBorderBrush(look().colour("border"))
            frame.setFormat(form)
