"""The pages of a PDF as pictures, for the preview and for the printer; nothing is written to a file.

PDFium runs on one thread at a time: whoever renders holds the lock.
"""

from dataclasses import dataclass
from threading import Lock

import pypdfium2
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

POINTS = 72  # to an inch
PRINTED = 300  # dots to an inch
one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class Picture:
    """One page: pixels wide and high, bytes of a row, and blue, green, red, unused for each pixel."""

    width: int
    height: int
    stride: int
    pixels: bytes

    def image(self) -> QImage:
        """The page as Qt's picture."""
        made = QImage(self.pixels, self.width, self.height, self.stride, QImage.Format.Format_RGB32)
        return made.copy()


def pictures(pdf: bytes, dots_per_inch: float) -> tuple[Picture, ...]:
    """Every page of a PDF as a picture."""
    with one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return tuple(_picture(page, dots_per_inch / POINTS) for page in document)
        finally:
            document.close()


def _picture(page: pypdfium2.PdfPage, scale: float) -> Picture:
    drawn = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
    return Picture(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer))


def print_pdf(pdf: bytes, printer: QPrinter) -> None:
    """Print every page at 300 dots to an inch, on paper of the size of the page."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    printer.setFullPage(True)
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    painter = QPainter(printer)
    for index, page in enumerate(pictures(pdf, PRINTED)):
        if index:
            printer.newPage()
        whole = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
        painter.drawImage(whole, page.image(), QRectF(0, 0, page.width, page.height))
    painter.end()
