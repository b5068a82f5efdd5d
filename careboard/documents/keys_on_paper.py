"""The two kinds of paper that hold keys: a member's recovery kit, and the clinic's three custody sheets.

They are the only places outside the sealed vault where a secret is written, and a person asked for each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import pypdfium2
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from careboard.documents.fonts import BOLD, REGULAR, load_fonts
from careboard.errors import CareboardError
from careboard.projections.wording.times import day
from careboard.projections.wording.voice import Voice

_TEXT = ParagraphStyle("text", fontName=REGULAR, fontSize=10.5, leading=15, spaceAfter=6)
_TITLE = ParagraphStyle("title", fontName=BOLD, fontSize=20, leading=26, spaceAfter=8)
_LABEL = ParagraphStyle("label", fontName=BOLD, fontSize=10.5, leading=15, spaceBefore=10)
_CODE = ParagraphStyle("code", fontName=BOLD, fontSize=13, leading=20)
_GROUPS_PER_LINE = 8


@dataclass(frozen=True, slots=True)
class Kit:
    """What a member's recovery kit prints. `code` and `site_secret` are codes in groups of five.

    `made` is the day it was at the clinic.
    """

    clinic: str
    clinic_id: str
    person: str
    sign_in: str
    code: str
    site_secret: str
    made: date

    @property
    def made_on(self) -> str:
        """That day, as it is written everywhere."""
        return _day(self.made)


@dataclass(frozen=True, slots=True)
class CustodySheet:
    """What one of the three custody sheets prints."""

    clinic: str
    clinic_id: str
    number: int
    code: str
    site_secret: str
    made: date


def _day(made: date) -> str:
    return day(made, Voice())


def kit_pdf(kit: Kit) -> bytes:
    """The recovery kit, one page."""
    load_fonts()
    story = [
        Paragraph("Recovery kit", _TITLE),
        Paragraph(f"{_plain(kit.person)}, {_plain(kit.clinic)}", _LABEL),
        Paragraph(f"Sign-in name {_plain(kit.sign_in)}. Made {kit.made_on}. Clinic {kit.clinic_id[:16]}.", _TEXT),
        Paragraph(
            "Whoever holds this page can sign as you and read what you can read. Keep it where you keep your passport, "
            "not beside the computer. If it is lost, make a new kit; the old one then opens nothing.",
            _TEXT,
        ),
        Paragraph("Recovery code", _LABEL),
        *_code_lines(kit.code),
        Paragraph("Site secret (the same for everybody in the clinic)", _LABEL),
        *_code_lines(kit.site_secret),
        Spacer(1, 8 * mm),
        _qr(kit.code),
        Paragraph("To use it: careboard recover VAULT --kit FILE, with this PDF or a text file of the codes.", _TEXT),
    ]
    return _page(story, f"Careboard recovery kit, {kit.made_on}")


def custody_pdf(sheet: CustodySheet) -> bytes:
    """One custody sheet, one page."""
    load_fonts()
    story = [
        Paragraph(f"Custody sheet {sheet.number} of 3", _TITLE),
        Paragraph(_plain(sheet.clinic), _LABEL),
        Paragraph(f"Made {_day(sheet.made)}. Clinic {sheet.clinic_id[:16]}.", _TEXT),
        Paragraph(
            "Any two of the three sheets open every chart of this clinic; one alone opens nothing. Put each into a "
            "sealed envelope and give the three to three different people, or keep them in three different places.",
            _TEXT,
        ),
        Paragraph("Custody code", _LABEL),
        *_code_lines(sheet.code),
        Paragraph("Site secret (the same for everybody in the clinic)", _LABEL),
        *_code_lines(sheet.site_secret),
        Spacer(1, 8 * mm),
        Paragraph("To use two: careboard recover VAULT --custody FILE FILE, with the PDFs or text files.", _TEXT),
    ]
    return _page(story, f"Careboard custody sheet {sheet.number} of 3, {_day(sheet.made)}")


class UnreadablePaper(CareboardError):
    """A file that should hold a code is neither a PDF nor a text."""

    advice = "Type the codes from the paper into a text file and give that."


def text_of(content: bytes) -> str:
    """The words of a PDF or text file, for finding a code in them."""
    try:
        if not content.startswith(b"%PDF"):
            return content.decode("utf-8-sig")
        document = pypdfium2.PdfDocument(content)
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    except (ValueError, pypdfium2.PdfiumError):
        raise UnreadablePaper("The file with the code cannot be read.") from None


def _code_lines(code: str) -> list[Flowable]:
    groups = code.split("-")
    lines = [groups[i : i + _GROUPS_PER_LINE] for i in range(0, len(groups), _GROUPS_PER_LINE)]
    return [Paragraph("-".join(line), _CODE) for line in lines]


def _qr(text: str) -> Table:
    widget = QrCodeWidget(text, barLevel="M")
    x0, y0, x1, y1 = widget.getBounds()
    size = 32 * mm
    drawing = Drawing(size, size, transform=[size / (x1 - x0), 0, 0, size / (y1 - y0), 0, 0])
    drawing.add(widget)
    return Table([[drawing]], style=TableStyle([("LEFTPADDING", (0, 0), (-1, -1), 0)]), hAlign="LEFT")


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _page(story: Sequence[Flowable], title: str) -> bytes:
    out = BytesIO()
    document = SimpleDocTemplate(out, pagesize=letter, title=title, author="Careboard", lang="en-US")
    document.build(list(story))
    return out.getvalue()
