"""Two people at one record, and one person who presses twice: the second is told, and nothing is made twice or lost."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tuongdong.web.exchange import answers
from tuongdong.web.exchange.models import Paper, Programme, Question, Sent, Visit

pytestmark = pytest.mark.django_db

REPORT = """Hải Phòng học tập kinh nghiệm của Quảng Ninh
Ngày 05/6/2025, đoàn công tác của thành phố Hải Phòng do Phó Chủ tịch UBND thành phố Lê Văn Hòa làm trưởng đoàn làm việc với UBND tỉnh Quảng Ninh về bến tàu du lịch.
"""


@pytest.fixture
def visit(cast: SimpleNamespace) -> Visit:
    return Visit.objects.create(agency=cast.ours, title="Trao đổi với Bến Nước", leader="Lê Văn Hòa")


def hidden(page: Any, name: str) -> str:
    """What a page's first hidden field of this name holds."""
    return str(page.content.decode().partition(f'name="{name}" value="')[2].partition('"')[0])


# --- two editors


def test_the_second_editor_of_a_record_is_told_what_stands_and_loses_nothing(as_: Any, visit: Visit) -> None:
    row, page = visit.obstacles.create(text="Thiếu đất", who="HĐND"), f"/exchange/visits/{visit.pk}/obstacles/"
    first, second = as_("specialist"), as_("coordinator")
    told = hidden(second.get(f"{page}{row.pk}/"), "seen")
    first.post(f"{page}{row.pk}/", {"text": "Thiếu đất sạch", "seen": told})
    answer = second.post(f"{page}{row.pk}/", {"text": "Thiếu quỹ đất", "seen": told})
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "Người khác vừa sửa mục này" in words
    assert "Thiếu đất sạch" in words  # what stands
    assert ">\nThiếu quỹ đất</textarea>" in words  # what was typed
    row.refresh_from_db()
    assert row.text == "Thiếu đất sạch"
    assert second.post(f"{page}{row.pk}/", {"text": "Thiếu quỹ đất", "seen": hidden(answer, "seen")}).status_code == 302
    row.refresh_from_db()
    assert row.text == "Thiếu quỹ đất"


@pytest.mark.parametrize("kind", ["visit", "programme"])
def test_the_second_editor_of_a_visit_or_programme_is_told(
    as_: Any, cast: SimpleNamespace, visit: Visit, kind: str
) -> None:
    row: Any = visit if kind == "visit" else Programme.objects.create(title="Trao đổi với Bến Nước", agency=cast.ours)
    page = f"/exchange/{kind}s/{row.pk}/edit/"
    told = hidden(as_("coordinator").get(page), "seen")
    assert as_("specialist").post(page, {"title": "Tên của người đầu", "seen": told}).status_code == 302
    answer = as_("coordinator").post(page, {"title": "Tên của người sau", "seen": told})
    assert answer.status_code == 422
    assert "Hiện đang ghi: Tên" in answer.content.decode()
    row.refresh_from_db()
    assert row.title == "Tên của người đầu"


def test_answers_changed_while_a_form_is_looked_at_are_shown_again(as_: Any, visit: Visit) -> None:
    question = Question.objects.create(visit=visit, text="Quỹ đất?", answer="20 ha")
    client, page = as_("specialist"), f"/exchange/visits/{visit.pk}/questions/answers/"
    question.answer = "25 ha"
    form = answers.excel_form([question])
    shown = client.post(page, {"file": SimpleUploadedFile("phieu.xlsx", form)})
    Question.objects.filter(pk=question.pk).update(answer="30 ha, vừa gửi qua liên kết")
    sent = {name: hidden(shown, name) for name in ("body", "name", "stamp")}
    again = client.post(page, sent | {"apply": "1"})
    assert "vừa được người khác sửa" in again.content.decode()
    question.refresh_from_db()
    assert question.answer == "30 ha, vừa gửi qua liên kết"
    client.post(page, {name: hidden(again, name) for name in ("body", "name", "stamp")} | {"apply": "1"})
    question.refresh_from_db()
    assert question.answer == "25 ha"


def test_of_two_clerks_who_issue_a_paper_the_second_is_told(as_: Any, visit: Visit) -> None:
    paper = Paper.objects.create(visit=visit, kind="results", state=Paper.State.SIGNED)
    for number in ("7", "8"):
        as_("clerk").post(
            f"/exchange/papers/{paper.pk}/move/", {"step": "issue", "number": number, "issued_on": "2026-03-02"}
        )
    paper.refresh_from_db()
    assert (paper.number, paper.issued_on) == ("7", dt.date(2026, 3, 2))


def test_an_item_of_a_draft_is_decided_once_whoever_comes_second(as_: Any) -> None:
    as_("specialist").post("/exchange/visits/extract/", {"file": SimpleUploadedFile("tin.txt", REPORT.encode())})
    row = Visit.objects.get()
    page = f"/exchange/visits/{row.pk}/draft/sessions/0/"
    as_("specialist").post(page, {"text": "UBND tỉnh Quảng Ninh"})
    late = as_("coordinator").post(page, {"text": "UBND Quảng Ninh"}, follow=True)
    assert "Mục này đã được xử lý" in late.content.decode()
    assert [one.host for one in row.sessions.all()] == ["UBND tỉnh Quảng Ninh"]


# --- one who presses twice


@pytest.mark.parametrize(
    ("where", "sent", "many"),
    [
        ("visits/{visit}/obstacles/", {"text": "Thiếu đất"}, "obstacle"),
        ("visits/{visit}/obstacles/{row}/evidence/", {"kind": "provision", "reference": "Điều 5"}, "evidence"),
        ("visits/{visit}/papers/", {"kind": "results"}, "paper"),
        ("visits/{visit}/files/", {"file": b"x", "caption": "Ảnh"}, "attachment"),
        ("visits/add/", {"title": "Chuyến mới"}, "visit"),
        ("programmes/", {"title": "Kế hoạch"}, "programme"),
        ("fields/", {"name": "Đất đai", "order": "1"}, "field"),
    ],
)
def test_a_form_sent_twice_makes_one_and_leads_to_the_same_place(
    as_: Any, visit: Visit, where: str, sent: dict[str, Any], many: str
) -> None:
    from django.apps import apps

    model: Any = apps.get_model("exchange", many)
    row = visit.obstacles.create(text="Vướng")
    client, page = as_("coordinator"), "/exchange/" + where.format(visit=visit.pk, row=row.pk)
    before = model.objects.count()
    led = []
    for _press in range(2):
        body = {name: SimpleUploadedFile("a.txt", one) if isinstance(one, bytes) else one for name, one in sent.items()}
        led.append(client.post(page, body | {"once": "a" * 32}).headers["Location"])
    assert (model.objects.count() - before, led[0]) == (1, led[1])
    client.post(page, {n: SimpleUploadedFile("b.txt", b"y") if isinstance(o, bytes) else o for n, o in sent.items()})
    assert model.objects.count() - before == (1 if many == "field" else 2)  # another press is another thing


def test_a_form_that_was_refused_may_be_sent_again_with_its_token(as_: Any, visit: Visit) -> None:
    client, page = as_("specialist"), f"/exchange/visits/{visit.pk}/obstacles/"
    assert client.post(page, {"text": "", "once": "b" * 32}).status_code == 422
    assert client.post(page, {"text": "Thiếu đất", "once": "b" * 32}).status_code == 302
    assert visit.obstacles.count() == 1


def test_a_token_is_its_senders_own_and_is_forgotten(as_: Any, visit: Visit) -> None:
    page = f"/exchange/visits/{visit.pk}/obstacles/"
    for who in ("specialist", "coordinator"):
        as_(who).post(page, {"text": who, "once": "c" * 32})
    assert visit.obstacles.count() == 2
    Sent.objects.update(at=timezone.now() - dt.timedelta(3))
    as_("specialist").post(page, {"text": "sau", "once": "d" * 32})
    assert [one.token for one in Sent.objects.all()] == ["d" * 32]


@pytest.mark.parametrize(
    "page", ["visits/add/", "programmes/", "fields/", "visits/{visit}/obstacles/", "visits/{visit}/"]
)
def test_pages_that_make_something_bear_a_token_each(as_: Any, visit: Visit, page: str) -> None:
    client, address = as_("coordinator"), "/exchange/" + page.format(visit=visit.pk)
    tokens = {hidden(client.get(address), "once") for _time in range(2)}
    assert len(tokens) == 2
    assert all(len(token) == 32 for token in tokens)
