"""
Outputs appear whole or not at all.

Nobody ever finds half a table: it is written beside its place under another name, and takes its place at the end.
"""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tuongdong.errors import ReportError, is_full

__all__ = ["OWN_TABLE", "keep_apart", "keep_foreign", "keep_foreign_table", "unknown_kind", "whole_file"]

OWN_TABLE: Final = b"tuongdong.version"
"""A key in the metadata of Parquet tables; those of every table of the program begin so."""
_TAIL: Final = 1 << 16  # bytes


def keep_apart(out: Path, sources: Iterable[Path]) -> None:
    """ReportError when what is to be written would take the place of a file that it is made from."""
    for source in sources:
        if out.exists() and source.exists() and out.samefile(source):
            raise ReportError("output_is_input", path=out)


def keep_foreign(path: Path, is_ours: Callable[[bytes], bool]) -> None:
    """ReportError when `path` holds something that the program did not write; an empty file has nothing to lose."""
    if path.is_file() and (there := path.read_bytes()) and not is_ours(there):
        raise ReportError("report_not_ours", path=path)


def keep_foreign_table(path: Path) -> None:
    """`keep_foreign` for Parquet, of which only the end is read: what the program wrote says so there."""
    size = path.stat().st_size if path.is_file() else 0
    if not size:
        return
    with path.open("rb") as file:
        file.seek(-min(size, _TAIL), os.SEEK_END)
        end = file.read()
    if not (end.endswith(b"PAR1") and b"tuongdong." in end):
        raise ReportError("report_not_ours", path=path)


def unknown_kind(path: Path, supported: Iterable[str]) -> ReportError:
    """The error of an output whose suffix names no form that can be written, or that has none."""
    if not path.suffix:
        return ReportError("suffix_missing", path=path, supported=", ".join(supported))
    return ReportError("report_unknown", path=path, suffix=path.suffix, supported=", ".join(supported))


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """
    A path to write to; when the block ends well it becomes `path`, else nothing is left of it.

    ReportError when the folder is not there or may not be written to, or another program holds the file open, or the disk is
    full.
    """
    if not path.parent.is_dir():
        raise ReportError("folder_missing", path=path.parent)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=path.suffix, dir=path.parent)
    except PermissionError as error:
        raise ReportError("folder_closed", path=path.parent) from error
    os.close(handle)
    scratch = Path(name)
    try:
        yield scratch
        scratch.chmod(_usual_mode())
        os.replace(scratch, path)  # noqa: PTH105 - the word that tells that it is atomic
    except PermissionError as error:
        raise ReportError("file_in_use", path=path) from error
    except Exception as error:
        if is_full(_beneath(error)):
            raise ReportError("disk_full", path=path) from error
        raise
    finally:
        scratch.unlink(missing_ok=True)


def _beneath(error: Exception) -> OSError:
    """What the system said, also where a library wraps it."""
    told = next((one for one in (error, *error.args) if isinstance(one, OSError)), None)
    return told or OSError()


def _usual_mode() -> int:
    """What an ordinary new file may: mkstemp makes it private."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
