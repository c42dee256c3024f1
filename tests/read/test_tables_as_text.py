"""Tables typed as text, and pages saved as one file."""

from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from promises import keeps_promises

from tuongdong.read import read_bytes


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Xã;Mức\nA;1,5\n", "Xã | Mức\nA | 1,5"),
        ("Xã,Mức\nA,10\n", "Xã | Mức\nA | 10"),
        ("Xã\tMức\nA\t1,5; 2\n", "Xã | Mức\nA | 1,5; 2"),
        ('Bảng 1\n\nXã;Ghi chú\nA;"một\nhai"\nB;\nC;1\n\nHết', "Bảng 1\nXã | Ghi chú\nA | một hai\nB |\nC | 1\nHết"),
    ],
)
def test_tables_as_text(typed: str, expected: str) -> None:
    source = read_bytes(typed.encode("utf-8-sig"), "x.csv")
    keeps_promises(source)
    assert source.text == expected
    assert len(source.tables) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_page_saved_as_one_file(encoding: str) -> None:
    letter = MIMEMultipart("related")
    letter.attach(MIMEText("<html><body><p>Khung</p></body></html>", "html", "utf-8"))
    letter.attach(MIMEText("<html><body><p>Điều 1. Mức thu</p><p>1. Một</p></body></html>", "html", encoding))
    letter.attach(MIMEImage(b"\x89PNG", "png"))
    source = read_bytes(letter.as_bytes(), "x.mhtml")
    assert source.format == "mht"
    assert source.text == "Điều 1. Mức thu\n1. Một"
