"""Plain text and Markdown."""

from pathlib import Path

from tuongdong.errors import UnsupportedFormatError
from tuongdong.models import Finding, Severity, SourceText, finding
from tuongdong.text import clean


def read_plain(data: bytes, path: Path) -> SourceText:
    """UTF-8 or UTF-16 text."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        raw = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnsupportedFormatError("not_text", path=path) from error
    if "\x00" in raw:
        raise UnsupportedFormatError("not_text", path=path)
    findings: tuple[Finding, ...] = ()
    if hyphens := raw.count("\u00ad"):
        findings = (finding("soft_hyphens", Severity.INFO, count=hyphens),)
    text = clean(raw)
    if path.suffix.lower() == ".md":
        text = clean(text.replace("**", "").replace("*", ""))
    return SourceText(text=text, format=path.suffix.lower().lstrip(".") or "txt", findings=findings)
