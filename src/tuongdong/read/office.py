"""
Files that LibreOffice opens for us: Word 97 (doc), rtf, odt, Excel 97 (xls), ods.

They are converted to docx and xlsx, many in one run, in a folder and with a profile of their own: macros and links are
off, names are ours, the time is bounded. Fonts survive the way, so that old encodings are told by font.
"""

import hashlib
import os
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from tuongdong.errors import DamagedFileError, MissingExtraError
from tuongdong.models import SourceText
from tuongdong.read.detect import detect, open_document
from tuongdong.read.formats import BY_NAME

__all__ = ["Ahead", "convert_file", "converted_ahead", "find_office", "is_old", "known_ahead", "read_office"]

# kind: (what LibreOffice makes of it, the filter's name)
_KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "doc": ("docx", "MS Word 2007 XML"),
    "rtf": ("docx", "MS Word 2007 XML"),
    "odt": ("docx", "MS Word 2007 XML"),
    "xls": ("xlsx", "Calc MS Excel 2007 XML"),
    "ods": ("xlsx", "Calc MS Excel 2007 XML"),
}
# How files of Word 97, Excel 97 and Rich Text begin.
_OPENINGS: Final = (b"\xd0\xcf\x11\xe0", b"{\\rtf")
_LARGE: Final = 10 << 20  # bytes: a larger file is converted when its turn comes, within the limits of its process
_SECONDS: Final = (60.0, 6.0)  # to start, and for each file
_MEGABYTES: Final = 6000
_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop>
</item><item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value>
</prop></item></oor:items>
"""


@lru_cache(maxsize=1)
def find_office() -> str | None:
    """The program, from TUONGDONG_SOFFICE, the path, or where it is usually installed."""
    known = [os.environ.get("TUONGDONG_SOFFICE"), shutil.which("soffice"), shutil.which("libreoffice")]
    if sys.platform == "win32":
        known += [
            rf"{os.environ.get(each, '')}\LibreOffice\program\soffice.exe"
            for each in ("PROGRAMFILES", "PROGRAMFILES(X86)")
        ]
    elif sys.platform == "darwin":
        known.append("/Applications/LibreOffice.app/Contents/MacOS/soffice")
    return next((each for each in known if each and Path(each).is_file()), None)


class Ahead(NamedTuple):
    """What LibreOffice made of a file, and the digest of the bytes that it was given."""

    digest: bytes
    made: Path


_AHEAD: Final[ContextVar[Ahead | None]] = ContextVar("ahead", default=None)


@contextmanager
def known_ahead(ahead: Ahead | None) -> Iterator[None]:
    """Within, the file that was converted beforehand is not converted again."""
    token = _AHEAD.set(ahead)
    try:
        yield
    finally:
        _AHEAD.reset(token)


def read_office(data: bytes, path: Path) -> SourceText:
    """The text of one such file."""
    kind = detect(data, path.suffix)
    ahead = _AHEAD.get()
    if ahead is not None and ahead.digest == _digest(data) and ahead.made.is_file():
        return _read_made(kind, ahead.made, path)
    with _converted([(0, kind, data)]) as done:
        if 0 not in done:
            raise DamagedFileError("office_refused", path=path)
        return _read_made(kind, done[0].made, path)


def _read_made(kind: str, made: Path, path: Path) -> SourceText:
    """The text of what a file of a kind was converted to; `path` names the file in messages."""
    source = BY_NAME[_KINDS[kind][0]].load()(made.read_bytes(), path)
    return msgspec.structs.replace(source, format=kind)


def is_old(path: Path) -> bool:
    """Whether a file, by its first bytes, is one that LibreOffice reads for us."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            head = file.read(100)
    except (OSError, ValueError):
        return False
    return head.lstrip().startswith(_OPENINGS) or open_document(head) in _KINDS


@contextmanager
def converted_ahead(paths: Mapping[int, Path]) -> Iterator[dict[int, Ahead]]:
    """
    What LibreOffice makes of old files, by their numbers: Word's in one run and Excel's in another, each in two halves at a
    time. Missing is what it leaves, what is large, and a file alone: these are converted when their turn comes.
    """
    if len(paths) < 2 or find_office() is None:
        yield {}
        return
    with _converted((at, *read) for at, path in paths.items() if (read := _small(path))) as done:
        yield done


def _small(path: Path) -> tuple[str, bytes] | None:
    """
    Kind and bytes of a file of usual size. A zip is not opened here, where nothing bounds the work: an OpenDocument says what
    it is in its first bytes.
    """
    try:
        if path.stat().st_size > _LARGE:
            return None
        data = path.read_bytes()
    except OSError:
        return None
    kind = open_document(data[:100]) or ("" if data.startswith(b"PK") else detect(data, path.suffix))
    return (kind, data) if kind in _KINDS else None


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


@contextmanager
def _converted(files: Iterable[tuple[int, str, bytes]]) -> Iterator[dict[int, Ahead]]:
    """
    What was made of files, given by number, kind and bytes; what LibreOffice refused, did not come to, or left half written
    is missing. MissingExtraError without LibreOffice.
    """
    office = find_office()
    if office is None:
        raise MissingExtraError("office_missing")
    with tempfile.TemporaryDirectory(prefix="tuongdong-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        sources: dict[tuple[str, str], list[Path]] = {}
        given: dict[int, Ahead] = {}
        for number, kind, data in files:
            source = folder / f"{number}.{kind}"
            try:
                source.write_bytes(data)
            except OSError:  # the disk is full
                source.unlink(missing_ok=True)
                break
            sources.setdefault(_KINDS[kind], []).append(source)
            given[number] = Ahead(_digest(data), folder / "out" / f"{number}.{_KINDS[kind][0]}")
        for (target, filter_name), some in sources.items():
            _convert(office, folder, _halves(some), f"{target}:{filter_name}")
        yield {number: one for number, one in given.items() if zipfile.is_zipfile(one.made)}


def _halves(files: Sequence[Path]) -> list[list[Path]]:
    """Files in two parts of about the same size; one, when there is one file."""
    parts: list[list[Path]] = [[], []]
    sizes = [0, 0]
    for file in sorted(files, key=lambda one: one.stat().st_size, reverse=True):
        lighter = sizes.index(min(sizes))
        parts[lighter].append(file)
        sizes[lighter] += file.stat().st_size
    return [part for part in parts if part]


def convert_file(source: Path, target: str) -> bytes:
    """
    One file in another form ("pdf"), by the same program under the same limits; the source is left alone.

    MissingExtraError without LibreOffice, DamagedFileError when it gives nothing back.
    """
    office = find_office()
    if office is None:
        raise MissingExtraError("office_missing")
    with tempfile.TemporaryDirectory(prefix="tuongdong-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        _convert(office, folder, [[source]], target)
        out = folder / "out" / f"{source.stem}.{target}"
        if not out.is_file():
            raise DamagedFileError("office_refused", path=source)
        return out.read_bytes()


def _make_profile(folder: Path) -> Path:
    """A new profile in a folder, in which nothing runs by itself."""
    profile = Path(tempfile.mkdtemp(prefix="profile-", dir=folder))
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    return profile


def _convert(office: str, folder: Path, runs: Sequence[Sequence[Path]], target: str) -> None:
    """Files below a folder to its folder "out", in runs at the same time, each with a profile of its own."""
    from tuongdong.read.programs import run_bounded  # what starts programs is long in coming, and few files need it

    commands = []
    for sources in runs:
        profile = _make_profile(folder)
        options = [
            "--headless",
            "--norestore",
            "--nologo",
            "--nolockcheck",
            f"-env:UserInstallation={profile.as_uri()}",
        ]
        names = map(str, sources)
        commands.append([office, *options, "--convert-to", target, "--outdir", str(folder / "out"), *names])
    longest = max(map(len, runs))
    run_bounded(commands, _SECONDS[0] + _SECONDS[1] * longest, _MEGABYTES, folder)
