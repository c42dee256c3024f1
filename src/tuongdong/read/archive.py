"""
Zip files from strangers: Office documents.

Nothing is ever written to disk, a member's name is only a key, and what a member unpacks to is bounded beforehand, so
that a small file cannot grow without end.
"""

import io
import re
import zipfile
import zlib
from pathlib import Path
from typing import Any, Final

from lxml import etree

from tuongdong.errors import DamagedFileError, LimitError, UnsupportedFormatError
from tuongdong.models import Finding, Severity, finding
from tuongdong.settings import max_file_bytes

__all__ = ["OWN_TABLE", "Archive", "fits", "unpacked"]

OWN_TABLE: Final = "Lập bằng tuongdong"
"""The keywords of every workbook and Word table that this program writes. A report in a folder of documents is none of them."""

_KEYWORDS: Final = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords"
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, OverflowError)


def fits(data: bytes, path: Path) -> None:
    """For libraries that unpack by themselves: LimitError when all members are more than the largest file allowed."""
    size, limit = unpacked(data, path), max_file_bytes()
    if size > limit:
        raise LimitError("file_too_large", path=path, size=f"{size >> 20} MB", limit=f"{limit >> 20} MB")


def unpacked(data: bytes, path: Path) -> int:
    """How many bytes all members say that they are. A member that says too little is cut there, and then damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return sum(info.file_size for info in archive.infolist())
    except _BROKEN as error:
        raise DamagedFileError("file_damaged", path=path, reason=type(error).__name__) from error


class Archive:
    """The members of an Office file, as bytes or as XML. `path` names the file in messages."""

    def __init__(self, data: bytes, path: Path) -> None:
        self.path = path
        self._spoiled: dict[str, None] = {}
        """The members that could not be read, and were done without; docProps hold nothing of the text."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._members = {info.filename: info for info in self._zip.infolist()}
        except _BROKEN as error:
            raise self._damaged(error) from error

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def like(self, pattern: str) -> list[str]:
        """The members whose names match, in order."""
        return sorted(name for name in self._members if re.fullmatch(pattern, name))

    def refuse_own(self) -> None:
        """UnsupportedFormatError when it is a table of this program."""
        core = self.xml_or_none("docProps/core.xml")
        if core is not None and core.findtext(_KEYWORDS) == OWN_TABLE:
            raise UnsupportedFormatError("own_table", path=self.path)

    def remarks(self) -> list[Finding]:
        """
        What a reader of the text should know of the file around it: macros that were not run, a signature, what was asked for until
        now and is broken.
        """
        names = [name.rpartition("/")[2] for name in self._members]
        found = [finding("macros_not_run", Severity.INFO)] if "vbaProject.bin" in names else []
        if any(name.startswith("_xmlsignatures/") for name in self._members):
            found.append(finding("signature_not_checked", Severity.INFO))
        return found + [
            finding("part_damaged", Severity.WARNING, part=name)
            for name in self._spoiled
            if not name.startswith("docProps/")
        ]

    def read(self, name: str) -> bytes:
        """A member's bytes. LimitError when it would unpack to more than the largest file allowed."""
        info = self._members.get(name)
        if info is None:
            raise DamagedFileError("file_damaged", path=self.path, reason=name)
        limit = max_file_bytes()
        if info.file_size > limit:
            raise LimitError(
                "file_too_large", path=self.path, size=f"{info.file_size >> 20} MB", limit=f"{limit >> 20} MB"
            )
        if info.flag_bits & 1:
            raise DamagedFileError("file_encrypted", path=self.path)
        try:
            return self._zip.read(info)
        except (*_BROKEN, RuntimeError) as error:
            raise self._damaged(error) from error

    def xml(self, name: str) -> etree._Element:
        """A member as XML: no entity is expanded, nothing outside is fetched, depth and node sizes are bounded."""
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(self.read(name), parser)
        except etree.XMLSyntaxError as error:
            if _is_limit(error):
                code = "nested_too_deep" if "depth" in str(error) else "passage_too_long"
                raise LimitError(code, path=self.path) from error
            raise self._damaged(error) from error
        except ValueError as error:
            raise self._damaged(error) from error

    def xml_or_none(self, name: str) -> etree._Element | None:
        """A member that may be absent; one that is broken is done without, and told in `remarks`."""
        if name not in self:
            return None
        try:
            return self.xml(name)
        except DamagedFileError:
            self._spoiled[name] = None
            return None

    def _damaged(self, error: Exception) -> DamagedFileError:
        return DamagedFileError("file_damaged", path=self.path, reason=type(error).__name__)


def _is_limit(error: Any) -> bool:
    """Whether the parser met one of its own bounds, not a fault."""
    return bool(error.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT)
