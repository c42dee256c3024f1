"""A single file as a batch reads it: what keeps a reader busy for ever is given up, an everyday file pays nothing."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from making import docx, p, pdf, zipped

from tuongdong.errors import LimitError, TuongdongError
from tuongdong.models import SourceText
from tuongdong.read import wall
from tuongdong.read.guard import guarded, is_everyday, outcomes, read_bytes_guarded, read_guarded


def drawing(calls: str) -> bytes:
    """A PDF whose page draws a form that draws, by `calls`, itself (Fm0) and another (Fm1) that does the same."""
    resources = "/Resources<</XObject<</Fm0 4 0 R/Fm1 5 0 R>>>>"
    form = f"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]{resources}/Length {len(calls)}>>stream\n{calls}\nendstream"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]{resources}/Contents 6 0 R>>",
        form,
        form,
        "<</Length 7>>stream\n/Fm0 Do\nendstream",
    ]
    body = "".join(f"{number} 0 obj\n{one}\nendobj\n" for number, one in enumerate(objects, start=1))
    return f"%PDF-1.4\n{body}trailer<</Size 7/Root 1 0 R>>\n%%EOF".encode()


@pytest.mark.parametrize("calls", ["/Fm0 Do /Fm0 Do", "/Fm1 Do /Fm0 Do", "2 0 0 2 0 0 cm /Fm1 Do /Fm1 Do"])
def test_a_pdf_that_draws_itself_is_given_up(calls: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wall, "SECONDS", 2.0)
    path = tmp_path / "ring.pdf"
    path.write_bytes(drawing(calls))
    with pytest.raises(LimitError) as caught:
        read_guarded(path)
    assert caught.value.code == "reader_slow"
    assert "ring.pdf" in caught.value.say()


def test_the_command_gives_it_up_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "ring.pdf"
    path.write_bytes(drawing("/Fm0 Do /Fm0 Do"))
    script = "import tuongdong.read.wall as w; w.SECONDS = 2.0; import tuongdong.cli as c; c.main()"
    done = subprocess.run(
        [sys.executable, "-c", script, "parse", str(path)], capture_output=True, check=False, timeout=120
    )
    assert done.returncode == 1
    assert done.stdout == b""
    assert len(done.stderr.decode().strip().splitlines()) == 1


def test_what_is_sent_to_the_web_is_read_behind_the_same_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wall, "SECONDS", 2.0)
    with pytest.raises(LimitError, match=r"took too long"):
        read_bytes_guarded(drawing("/Fm0 Do /Fm0 Do"), "ring.pdf")


@pytest.mark.parametrize(
    ("name", "data", "everyday"),
    [
        ("a.txt", b"a" * 20_000, True),
        ("a.docx", docx(p("a")), True),
        ("a.docx", b"PK\x03\x04 cut", True),  # refused at once
        ("a.pdf", pdf([[(72.0, 700.0, "x")]]), False),
        ("a.txt", pdf([[(72.0, 700.0, "x")]]), False),  # told by content
        ("a.txt", b"a" * (3 << 20), False),
        ("a.docx", docx(p("a" * (13 << 20))), False),  # small only while it is packed
        ("a.png", b"\x89PNG\r\n\x1a\n", False),
        ("a.rtf", b"{\\rtf1 a}", False),
    ],
)
def test_which_files_are_everyday_ones(name: str, data: bytes, everyday: bool, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    assert is_everyday(tmp_path / name) is everyday


def test_what_is_not_there_is_refused_here(tmp_path: Path) -> None:
    assert is_everyday(tmp_path / "none.pdf")
    with pytest.raises(TuongdongError, match="not found"):
        read_guarded(tmp_path / "none.pdf")


def where(_: object) -> int:
    """The process that works; at module level, so that another finds it."""
    return os.getpid()


def test_everyday_files_are_read_in_this_process_and_others_are_not(tmp_path: Path) -> None:
    assert guarded(where, None, everyday=True) == os.getpid()
    assert guarded(where, None, everyday=False) != os.getpid()
    text, page = tmp_path / "a.txt", tmp_path / "a.pdf"
    text.write_text("a", encoding="utf-8")
    page.write_bytes(pdf([[(72.0, 700.0, "x")]]))
    assert [one.value for one in outcomes(where, [1], [text], few=2)] == [os.getpid()]
    assert [one.value for one in outcomes(where, [1], [page], few=2)] != [os.getpid()]


def test_both_ways_to_start_a_process_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([[(72.0, 700.0, "Mot hai")]]))
    quick = read_guarded(path)
    monkeypatch.setattr(wall, "_may_fork", lambda: False)  # as on Windows
    assert read_guarded(path) == quick
    assert isinstance(quick, SourceText)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only")
def test_the_reader_ends_with_whoever_asked(tmp_path: Path) -> None:
    script = (
        "import os, time\nfrom tuongdong.read.wall import _Worker\nimport tuongdong.read.wall as w\n"
        "one = _Worker(len, 500, '', swift=True)\nprint(one.process.pid, flush=True)\nos._exit(0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, timeout=60)
    reader = int(done.stdout)
    deadline = time.monotonic() + 20
    while Path(f"/proc/{reader}").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not Path(f"/proc/{reader}").exists()


def test_an_archive_of_many_members_is_no_everyday_file(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(zipped({"xl/a.xml": b" " * (20 << 20)}))
    assert not is_everyday(tmp_path / "a.xlsx")
