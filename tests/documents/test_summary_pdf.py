"""The summary on paper: what stands where, on every page, and in no copy."""

from io import BytesIO

import pypdfium2

from careboard.documents.summary_pdf import summary_paper, summary_pdf
from tests.projections.test_summary import made


def pages_of(pdf: bytes) -> list[str]:
    """The words of each page, on one line."""
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_that_every_page_says_who_it_is_and_which_page_of_how_many() -> None:
    pages = pages_of(summary_pdf(made()))
    for number, page in enumerate(pages, start=1):
        assert "RIVERA, Maya" in page
        assert "Born 14-Mar-2004" in page
        assert "MRN 004-1187" in page
        assert f"Page {number} of {len(pages)}" in page


def test_that_the_same_summary_gives_the_same_bytes() -> None:
    assert summary_pdf(made()) == summary_pdf(made())
    paper = summary_paper(made())
    assert paper.pages == len(pages_of(paper.content))
