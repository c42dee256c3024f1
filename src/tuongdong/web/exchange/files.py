"""Papers as files that a browser saves: Word, and PDF where LibreOffice is installed."""

import tempfile
from pathlib import Path

from django.http import Http404, HttpResponse

from tuongdong.report.papers.blocks import Paper, write_paper
from tuongdong.report.pdf import can_pdf, word_to_pdf
from tuongdong.web.reader import attachment

__all__ = ["paper_response", "suffixes"]


def suffixes() -> tuple[str, ...]:
    """In which forms papers can be had on this machine."""
    return ("docx", "pdf") if can_pdf() else ("docx",)


def paper_response(paper: Paper, suffix: str, name: str) -> HttpResponse:
    """The paper as an attachment; 404 for a form that cannot be had here."""
    if suffix not in suffixes():
        raise Http404
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "paper.docx"
        write_paper(paper, path)
        body = word_to_pdf(path) if suffix == "pdf" else path.read_bytes()
    return attachment(body, f"{name}.{suffix}")
