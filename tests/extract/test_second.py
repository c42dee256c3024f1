"""The second reader: a small server on this machine plays the model; what it invents is refused."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace
from typing import Any

import pytest

from tuongdong.extract import extract
from tuongdong.extract.second import Reader, read_again
from tuongdong.models import SourceText

TEXT = (
    "Hà Nam học tập kinh nghiệm của thành phố Hải Phòng\n"
    "Ngày 4/3/2026, đoàn công tác UBND tỉnh Hà Nam do Chủ tịch UBND tỉnh Trần Văn Bốn làm trưởng đoàn có buổi làm việc với UBND thành phố Hải Phòng.\n"
    "Trong câu chuyện bên lề, ai cũng mong Sở Xây dựng sớm có bản đồ quỹ đất, trước ngày 30/6/2026.\n"
    "Chủ tịch UBND tỉnh Hà Nam giao Sở Tài chính tổng hợp kết quả, báo cáo trong tháng 4/2026.\n"
)
SOURCE = SourceText(text=TEXT, format="txt")


@pytest.fixture
def model() -> Iterator[SimpleNamespace]:
    """`model.answer` is what it says; `model.asked` what it was sent."""
    told = SimpleNamespace(answer="", status=200, asked=[], keys=[])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.keys.append(self.headers.get("Authorization"))
            told.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            body = json.dumps({"choices": [{"message": {"content": told.answer}}]}).encode()
            self.send_response(told.status)
            self.end_headers()
            self.wfile.write(body)

        def log_request(self, code: Any = "-", size: Any = "-") -> None:
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    told.address = f"http://127.0.0.1:{server.server_port}/v1"
    yield told
    server.shutdown()
    server.server_close()


def said(*items: tuple[str, str]) -> str:
    return json.dumps({"items": [{"group": group, "quote": quote} for group, quote in items]}, ensure_ascii=False)


def test_what_it_adds_are_words_of_the_text_with_their_place(model: SimpleNamespace) -> None:
    quote = "Sở Xây dựng sớm có bản đồ quỹ đất, trước ngày 30/6/2026"
    model.answer = "Đây là kết quả:\n```json\n" + said(("tasks", quote)) + "\n```"
    visit = read_again(SOURCE, extract(SOURCE), Reader(model.address, "mo-hinh", "khoa"))
    (one,) = visit.suggested
    assert (one.group, one.to, one.due, one.span.of(TEXT)) == ("tasks", "Sở Xây dựng", "2026-06-30", quote)
    assert visit.tasks == extract(SOURCE).tasks  # the draft itself is as the rules made it
    assert model.keys == ["Bearer khoa"]
    assert model.asked[0]["messages"][1]["content"] == TEXT


def test_what_it_invents_or_repeats_or_misplaces_is_not_taken(model: SimpleNamespace) -> None:
    model.answer = said(
        ("tasks", "Sở Y tế xây thêm ba bệnh viện trước Tết"),
        ("tasks", "giao Sở Tài chính tổng hợp kết quả, báo cáo"),  # the rules have it
        ("budget", "đoàn công tác UBND tỉnh Hà Nam"),
        ("tasks", "quỹ đất"),  # too short to be a place
    )
    visit = read_again(SOURCE, extract(SOURCE), Reader(model.address))
    assert visit.suggested == ()
    told = visit.findings[-1]
    assert (told.code, dict(told.data)) == ("second_read", {"given": "4", "refused": "3", "known": "1"})


@pytest.mark.parametrize("answer", ["", "Xin lỗi, tôi không đọc được.", "{}", '{"items": "không"}', "[1]"])
def test_an_answer_that_is_none_leaves_the_draft(model: SimpleNamespace, answer: str) -> None:
    model.answer = answer
    visit = read_again(SOURCE, extract(SOURCE), Reader(model.address))
    assert (visit.tasks, visit.suggested) == (extract(SOURCE).tasks, ())
    assert visit.findings[-1].code == "second_silent"


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/v1", "file:///etc/passwd", "khong-phai-dia-chi"])
def test_an_address_that_does_not_answer_leaves_the_draft(address: str) -> None:
    visit = read_again(SOURCE, extract(SOURCE), Reader(address, seconds=2))
    assert visit.findings[-1].code == "second_silent"


def test_a_refusal_of_the_model_leaves_the_draft(model: SimpleNamespace) -> None:
    model.answer, model.status = said(), 401
    assert read_again(SOURCE, extract(SOURCE), Reader(model.address)).findings[-1].code == "second_silent"


def test_nobody_is_asked_by_default(model: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUONGDONG_READER_URL", model.address)
    extract(SOURCE)
    assert model.asked == []
