"""A Word paper as PDF, by LibreOffice where it is installed: one template for both forms."""

from pathlib import Path

from tuongdong.read.office import convert_file, find_office

__all__ = ["can_pdf", "word_to_pdf"]


def can_pdf() -> bool:
    """Whether this machine can."""
    return find_office() is not None


def word_to_pdf(path: Path) -> bytes:
    """The PDF of a Word file. MissingExtraError without LibreOffice."""
    return convert_file(path, "pdf")
