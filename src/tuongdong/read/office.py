"""
Files that LibreOffice opens for us: Word 97 (doc), rtf, odt, Excel 97 (xls), ods.

They are converted to docx and xlsx, many in one run, in a folder and with a profile of their own: macros and links are
off, names are ours, the time is bounded. Fonts survive the way, so that old encodings are told by font.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from tuongdong.errors import DamagedFileError, MissingExtraError
from tuongdong.models import SourceText
from tuongdong.read.detect import detect
from tuongdong.read.docx import read_docx
from tuongdong.read.process import run_bounded
from tuongdong.read.xlsx import read_xlsx

__all__ = ["KINDS", "convert_file", "converted", "find_office", "read_office"]

# kind: (what LibreOffice makes of it, the filter's name, who reads that)
KINDS: Final[Mapping[str, tuple[str, str, Callable[[bytes, Path], SourceText]]]] = {
    "doc": ("docx", "MS Word 2007 XML", read_docx),
    "rtf": ("docx", "MS Word 2007 XML", read_docx),
    "odt": ("docx", "MS Word 2007 XML", read_docx),
    "xls": ("xlsx", "Calc MS Excel 2007 XML", read_xlsx),
    "ods": ("xlsx", "Calc MS Excel 2007 XML", read_xlsx),
}
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


def read_office(data: bytes, path: Path) -> SourceText:
    """The text of one such file."""
    kind = detect(data, path.suffix)
    with converted({0: (kind, data)}) as made:
        if 0 not in made:
            raise DamagedFileError("office_refused", path=path)
        return read_made(kind, made[0], path)


def read_made(kind: str, made: Path, path: Path) -> SourceText:
    """The text of what a file of a kind was converted to; `path` names the file in messages."""
    source = KINDS[kind][2](made.read_bytes(), path)
    return msgspec.structs.replace(source, format=kind)


@contextmanager
def converted(files: Mapping[int, tuple[str, bytes]]) -> Iterator[dict[int, Path]]:
    """
    Files by number, converted in as few runs as possible; those that LibreOffice refused are missing.

    When a run fails or takes too long, the files that it left are tried one by one. MissingExtraError without LibreOffice.
    """
    office = find_office()
    if office is None:
        raise MissingExtraError("office_missing")
    with tempfile.TemporaryDirectory(prefix="tuongdong-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        _make_profile(folder / "profile")
        made: dict[int, Path] = {}
        for target in sorted({KINDS[kind][0] for kind, _ in files.values()}):
            numbers = [number for number, (kind, _) in files.items() if KINDS[kind][0] == target]
            for number in numbers:
                kind, data = files[number]
                (folder / f"{number}.{kind}").write_bytes(data)
            sources = [folder / f"{number}.{files[number][0]}" for number in numbers]
            filter_name = KINDS[files[numbers[0]][0]][1]
            _convert(office, folder, sources, f"{target}:{filter_name}")
            left = [source for source in sources if not (folder / "out" / f"{source.stem}.{target}").is_file()]
            for source in left if len(sources) > 1 else ():
                _convert(office, folder, [source], f"{target}:{filter_name}")
            made |= {number: out for number in numbers if (out := folder / "out" / f"{number}.{target}").is_file()}
        yield made


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
        _make_profile(folder / "profile")
        _convert(office, folder, [source], target)
        out = folder / "out" / f"{source.stem}.{target}"
        if not out.is_file():
            raise DamagedFileError("office_refused", path=source)
        return out.read_bytes()


def _make_profile(profile: Path) -> None:
    """A profile in which nothing runs by itself."""
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")


def _convert(office: str, folder: Path, sources: Sequence[Path], target: str) -> bool:
    options = [
        "--headless",
        "--norestore",
        "--nologo",
        "--nolockcheck",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
    ]
    command = [office, *options, "--convert-to", target, "--outdir", str(folder / "out"), *map(str, sources)]
    return run_bounded(command, _SECONDS[0] + _SECONDS[1] * len(sources), _MEGABYTES)
