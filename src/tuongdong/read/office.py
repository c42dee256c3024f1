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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from tuongdong.errors import DamagedFileError, MissingExtraError
from tuongdong.models import SourceText
from tuongdong.read.detect import detect
from tuongdong.read.formats import BY_NAME
from tuongdong.read.process import run_bounded
from tuongdong.settings import max_file_bytes

__all__ = ["Ahead", "convert_file", "converted_ahead", "find_office", "is_old", "known_ahead", "read_office"]

# kind: (what LibreOffice makes of it, the filter's name)
_KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "doc": ("docx", "MS Word 2007 XML"),
    "rtf": ("docx", "MS Word 2007 XML"),
    "odt": ("docx", "MS Word 2007 XML"),
    "xls": ("xlsx", "Calc MS Excel 2007 XML"),
    "ods": ("xlsx", "Calc MS Excel 2007 XML"),
}
# How files of these kinds begin; an OpenDocument says so in its first member.
_OPENINGS: Final = (b"\xd0\xcf\x11\xe0", b"{\\rtf")
_OPEN_DOCUMENT: Final = b"mimetypeapplication/vnd.oasis"
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
    """What LibreOffice made of a file before its turn came: the file by its digest, None when it was refused."""

    digest: bytes
    made: Path | None


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
    if ahead is not None and ahead.digest == _digest(data):
        return _read_made(kind, ahead.made, path)
    with _converted([(kind, data)]) as (made,):
        return _read_made(kind, made, path)


def _read_made(kind: str, made: Path | None, path: Path) -> SourceText:
    """The text of what a file of a kind was converted to; `path` names the file in messages."""
    if made is None:
        raise DamagedFileError("office_refused", path=path)
    source = BY_NAME[_KINDS[kind][0]].load()(made.read_bytes(), path)
    return msgspec.structs.replace(source, format=kind)


def is_old(path: Path) -> bool:
    """Whether a file, by its first bytes, is one that LibreOffice reads for us."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            head = file.read(80)
    except (OSError, ValueError):
        return False
    return head.startswith(_OPENINGS) or _OPEN_DOCUMENT in head


@contextmanager
def converted_ahead(paths: Sequence[Path]) -> Iterator[list[Ahead | None]]:
    """
    For each path what LibreOffice makes of it, the files of one kind in one run; None for what it need not or cannot
    read, and for a file alone, which is as quickly converted when its turn comes.
    """
    old = [at for at, path in enumerate(paths) if is_old(path)]
    ahead: list[Ahead | None] = [None] * len(paths)
    if len(old) < 2 or find_office() is None:
        yield ahead
        return
    digests: dict[int, bytes] = {}
    with _converted(_old_files(paths, old, digests)) as made:
        for (at, digest), one in zip(digests.items(), made, strict=True):
            ahead[at] = Ahead(digest, one)
        yield ahead


def _old_files(paths: Sequence[Path], old: Sequence[int], digests: dict[int, bytes]) -> Iterator[tuple[str, bytes]]:
    """Kind and bytes of the files that are to be converted, one after the other; their `digests` by number."""
    for at in old:
        try:
            if paths[at].stat().st_size > max_file_bytes():
                continue
            data = paths[at].read_bytes()
        except OSError:
            continue
        if (kind := detect(data, paths[at].suffix)) in _KINDS:
            digests[at] = _digest(data)
            yield kind, data


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


@contextmanager
def _converted(files: Iterable[tuple[str, bytes]]) -> Iterator[list[Path | None]]:
    """
    Files by kind and bytes, converted in as few runs as possible, two at a time; None for those that LibreOffice refused.

    When a run fails or takes too long, the files that it left are tried one by one. MissingExtraError without LibreOffice.
    """
    office = find_office()
    if office is None:
        raise MissingExtraError("office_missing")
    with tempfile.TemporaryDirectory(prefix="tuongdong-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        sources: dict[tuple[str, str], list[Path]] = {}
        outs: list[Path] = []
        for number, (kind, data) in enumerate(files):
            source = folder / f"{number}.{kind}"
            source.write_bytes(data)
            sources.setdefault(_KINDS[kind], []).append(source)
            outs.append(folder / "out" / f"{number}.{_KINDS[kind][0]}")
        for (target, filter_name), some in sources.items():
            to = f"{target}:{filter_name}"
            _convert(office, folder, _halves(some), to)
            left = [source for source in some if not (folder / "out" / f"{source.stem}.{target}").is_file()]
            for source in left if len(some) > 1 else ():
                _convert(office, folder, [[source]], to)
        yield [out if out.is_file() else None for out in outs]


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
    run_bounded(commands, _SECONDS[0] + _SECONDS[1] * longest, _MEGABYTES)
