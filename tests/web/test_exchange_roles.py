"""
The table of roles x actions, tried on the exchange: every page, call and export, by every role of the agency whose visit
it is, by a specialist of the agency that leads a task, by an outsider, by the keeper of accounts, by a guest with a link.

What is refused answers 403, 404 or 422 (the door, for nobody) and leaves no trace; what is allowed is done.
"""

import base64
import datetime as dt
import json
import re
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import resolve

from tuongdong.report.pdf import can_pdf
from tuongdong.web.exchange import answers, follow, records
from tuongdong.web.exchange import urls as exchange_urls
from tuongdong.web.exchange.models import GuestLink, Paper, Programme, Proposal, Question, Task, Visit
from tuongdong.web.library.originals import keep
from tuongdong.web.people.access import ACTIONS
from tuongdong.web.people.models import Change, Role, Sharing

pytestmark = pytest.mark.django_db

REPORT = """Hải Phòng học tập kinh nghiệm của Quảng Ninh
Ngày 05/6/2025, đoàn công tác của thành phố Hải Phòng do Phó Chủ tịch UBND thành phố Lê Văn Hòa làm trưởng đoàn làm việc với UBND tỉnh Quảng Ninh về bến tàu du lịch.
"""


class Way(NamedTuple):
    """A way to do what the action names. `own`: to a thing of our agency; `lead`: the task's lead agency may, too."""

    action: str
    path: str
    sent: Mapping[str, Any] | None = None
    own: bool = True
    lead: bool = False
    wrote: bool = True
    """Whether it changes anything when it is allowed."""


V = "/exchange/visits/{visit}/"
ROWS: Mapping[str, Mapping[str, Any]] = {
    "hosts": {"name": "UBND Mới"},
    "members": {"name": "Lê Mới", "position": "Giám đốc", "side": "guest"},
    "sessions": {"host": "UBND Mới"},
    "questions": {"text": "Quỹ đất?"},
    "conclusions": {"text": "Trao đổi mỗi quý"},
    "experiences": {"text": "Dành đất trước", "use": "copy"},
    "obstacles": {"text": "Thiếu đất sạch"},
    "proposals": {"text": "Lập quỹ", "kind": "solution"},
    "adoptions": {"proposal": "{proposals}", "document": "9/NQ-HĐND"},
    "tasks": {"what": "Việc mới", "lead_name": "Sở Xây dựng"},
}
WAYS = (
    Way("view", "/exchange/", own=False),
    Way("view", "/exchange/programmes/", own=False),
    Way("edit", "/exchange/programmes/", {"title": "Mới"}, own=False),
    Way("view", "/exchange/programmes/{programme}/"),
    Way("edit", "/exchange/programmes/{programme}/edit/"),
    Way("edit", "/exchange/programmes/{programme}/edit/", {"title": "Tên khác"}),
    Way("share", "/exchange/programmes/{programme}/edit/", {"share": "1"}),
    Way(
        "edit", "/exchange/programmes/{programme}/sameness/", {"about": "obstacle", "one": "{one}", "other": "{other}"}
    ),
    Way("view", "/exchange/fields/", own=False),
    Way("assign", "/exchange/fields/", {"name": "Đất đai", "order": "1"}, own=False),
    Way("edit", "/exchange/visits/add/", own=False),
    Way("edit", "/exchange/visits/add/", {"title": "Mới"}, own=False),
    Way("edit", "/exchange/visits/extract/", {"file": "report"}, own=False),
    Way("edit", "/exchange/visits/import/", {"file": "json"}, own=False),
    Way("view", V),
    Way("edit", f"{V}edit/"),
    Way("edit", f"{V}edit/", {"title": "Tên khác"}),
    Way("share", f"{V}edit/", {"share": "1"}),
    Way("edit", f"{V}draft/"),
    Way("view", f"{V}source/"),
    Way("edit", f"{V}draft/sessions/0/", {"text": "UBND tỉnh Quảng Ninh"}),
    Way("edit", f"{V}draft/sessions/0/", {"drop": "1"}, wrote=False),
    Way("view", f"{V}leader/"),
    Way("view", f"{V}calendar.ics"),
    Way("view", f"{V}export.json"),
    Way("edit", f"{V}files/", {"file": "report"}),
    Way("view", "/exchange/files/{file}/"),
    Way("edit", f"{V}questions/draft/"),
    Way("view", f"{V}questions.docx"),
    Way("view", f"{V}questions.xlsx"),
    Way("edit", f"{V}questions/answers/"),
    Way("edit", f"{V}questions/answers/", {"file": "answers"}, wrote=False),
    Way("edit", f"{V}questions/answers/", {"name": "a.xlsx", "body": "{body}", "stamp": "{stamp}", "apply": "1"}),
    Way("edit", f"{V}links/", {"name": "UBND Mới", "days": "9"}),
    Way("edit", f"{V}links/{{link}}/revoke/", {}),
    Way("edit", f"{V}papers/", {"kind": "results"}),
    Way("edit", "/exchange/papers/{draft}/move/", {"step": "submit"}),
    Way("sign", "/exchange/papers/{submitted}/move/", {"step": "sign"}),
    Way("sign", "/exchange/papers/{submitted}/move/", {"step": "return"}),
    Way("issue", "/exchange/papers/{signed}/move/", {"step": "issue", "number": "7", "issued_on": "2026-03-02"}),
    Way("view", "/exchange/papers/{draft}.docx"),
    *((Way("view", "/exchange/papers/{draft}.pdf"),) if can_pdf() else ()),
    Way("view", "/exchange/check/", own=False),
    Way("view", "/exchange/check/", {"file": "report"}, own=False, wrote=False),
    Way("view", f"{V}tasks.xlsx"),
    Way("edit", f"{V}tasks/import/"),
    Way("edit", f"{V}tasks/import/", {"file": "tasks"}, wrote=False),
    Way("view", "/exchange/tasks/", own=False),
    Way("assign", "/exchange/tasks/", {}, own=False, wrote=False),
    Way("view", "/exchange/tasks/tasks.docx", own=False),
    Way("view", "/exchange/agencies/{agency}/", own=False),
    Way("assign", "/exchange/agencies/{agency}/", {"soon_days": "5", "soon_tone": "warn", "late_tone": "bad"}),
    Way("view", "/exchange/agencies/{agency}/calendar.ics", own=False),
    Way("view", "/exchange/agencies/{agency}/urge.docx", own=False),
    Way("view", "/exchange/tasks/{tasks}/", lead=True),
    Way("progress", "/exchange/tasks/{tasks}/", {"state": "progress", "seq": "{seq}", "due": "30/6/2026"}, lead=True),
    *(Way("view", f"{V}{kind}/") for kind in ROWS),
    *(Way("edit", f"{V}{kind}/", sent) for kind, sent in ROWS.items()),
    *(Way("edit", f"{V}{kind}/{{{kind}}}/") for kind in ROWS),
    *(Way("edit", f"{V}{kind}/{{{kind}}}/", {**sent, "seq": "{seq}"}) for kind, sent in ROWS.items()),
    *(Way("edit", f"{V}{kind}/{{{kind}}}/delete/", {}) for kind in ROWS),
    *(Way("edit", f"{V}{kind}/{{{kind}}}/evidence/", {"kind": "document", "reference": "Điều 5"}) for kind in ROWS),
)


@pytest.fixture
def things(cast: SimpleNamespace, as_: Any) -> dict[str, Any]:
    """A draft visit of our agency with one of each thing that an address may name; its task is led by the other agency."""
    as_("specialist").post("/exchange/visits/extract/", {"file": SimpleUploadedFile("tin.txt", REPORT.encode())})
    visit, programme = Visit.objects.get(), Programme.objects.create(title="Kế hoạch", agency=cast.ours)
    visit.programme = programme
    visit.save()
    made: dict[str, Any] = {
        "hosts": visit.hosts.create(name="UBND"),
        "members": visit.members.create(name="Lê Cũ", position="Giám đốc"),
        "sessions": visit.sessions.create(host="UBND"),
        "questions": Question.objects.create(visit=visit, text="Giá?"),
        "conclusions": visit.conclusions.create(text="Gửi số liệu"),
        "experiences": visit.experiences.create(text="Bố trí đất"),
        "obstacles": visit.obstacles.create(text="Chậm bảo lãnh"),
        "proposals": Proposal.objects.create(visit=visit, text="Tạm ứng"),
        "tasks": Task.objects.create(
            visit=visit, what="Đề án", lead=cast.theirs, lead_name="Sở Xây dựng", due="2026-06-30"
        ),
    }
    made["adoptions"] = visit.adoptions.create(proposal=made["proposals"], document="8/NQ-HĐND")
    papers = {
        state: Paper.objects.create(visit=visit, kind="results", state=state, content={"title": "Báo cáo"})
        for state in Paper.State
    }
    body, question = _answered(made["questions"]), made["questions"]
    given = answers.read_form("a.xlsx", body, [question])[0]
    sha256, size = keep([b"x"], "a.txt")
    return {name: row.pk for name, row in made.items()} | {
        "visit": visit.pk,
        "programme": programme.pk,
        "one": made["obstacles"].pk,
        "other": visit.obstacles.create(text="Bảo lãnh còn chậm").pk,
        "file": visit.attachments.create(name="a.txt", sha256=sha256, size=size).pk,
        "link": GuestLink.issue(visit, "UBND", [question], 9)[0].pk,
        "draft": papers[Paper.State.DRAFT].pk,
        "submitted": papers[Paper.State.SUBMITTED].pk,
        "signed": papers[Paper.State.SIGNED].pk,
        "agency": cast.ours.pk,
        "seq": made["tasks"].seq,
        "body": base64.b64encode(body).decode(),
        "stamp": answers.stamp(given),
        "files": {
            "report": ("tin.txt", REPORT.encode()),
            "json": ("ho-so.json", json.dumps(records.to_plain(visit)).encode()),
            "answers": ("a.xlsx", body),
            "tasks": ("t.xlsx", follow.export(list(visit.tasks.all()))),
        },
    }


def _answered(question: Question) -> bytes:
    """The form with an answer filled in."""
    question.answer = "25 ha"
    body = answers.excel_form([question])
    question.refresh_from_db()
    return body


def may(way: Way, who: str) -> bool:
    """What the table says."""
    if who in ("outsider", "nobody", "chief"):
        return False
    if who == "stranger":  # a specialist of the agency that leads the task
        return (way.lead or not way.own) and Role.SPECIALIST in ACTIONS[f"exchange.{way.action}"]
    return Role(who) in ACTIONS[f"exchange.{way.action}"]


def ask(client: Client, way: Way, things: Mapping[str, Any]) -> tuple[int, bool]:
    """The status, and whether something was written; all is as before when this returns."""
    path = way.path.format(**things)
    with transaction.atomic():
        before = Change.objects.count()
        if way.sent is None:
            answer = client.get(path)
        else:
            sent = {name: value.format(**things) for name, value in way.sent.items()}
            if "file" in sent:
                sent["file"] = SimpleUploadedFile(*things["files"][sent["file"]])
            answer = client.post(path, sent)
        status, wrote = answer.status_code, Change.objects.count() != before
        transaction.set_rollback(True)
    if status == 302 and answer.headers["Location"].startswith("/account/login/"):
        status = 401
    return status, wrote


def named(way: Way) -> str:
    return f"{'POST' if way.sent is not None else 'GET'} {way.path} {' '.join(way.sent or ())}"


@pytest.mark.parametrize("way", WAYS, ids=named)
def test_everybody_does_what_the_table_says_and_nothing_else(
    way: Way, things: dict[str, Any], cast: SimpleNamespace, as_: Any
) -> None:
    wrong = []
    for who in ("nobody", *map(str, Role), "stranger", "outsider", "chief"):
        status, wrote = ask(Client() if who == "nobody" else as_(who), way, things)
        right = (200, 302) if may(way, who) else (401,) if who == "nobody" else (403, 404, 422)
        if status not in right or wrote != (may(way, who) and way.sent is not None and way.wrote):
            wrong.append(f"{who}: {status}{', and wrote' if wrote else ''}")
    assert wrong == []


@pytest.mark.parametrize("way", [way for way in WAYS if way.own], ids=named)
def test_what_is_shared_is_seen_by_every_agency_and_changed_by_its_own(
    way: Way, things: dict[str, Any], as_: Any
) -> None:
    Visit.objects.update(sharing=Sharing.SHARED)
    Programme.objects.update(sharing=Sharing.SHARED)
    status, wrote = ask(as_("stranger"), way, things)
    seen = way.action == "view" or way.lead
    assert (status in ((200, 302) if seen else (403, 404, 422)), wrote) == (True, way.lead and way.sent is not None)


def test_every_page_stands_in_the_table() -> None:
    pages = {f"exchange:{one.name}" for one in exchange_urls.urlpatterns} - {"exchange:guest"}
    tried = {resolve(re.sub(r"\{\w+\}", "1", way.path)).view_name for way in WAYS}
    assert pages - tried == set()


def test_every_action_of_the_exchange_is_tried() -> None:
    listed = {action.partition(".")[2] for action in ACTIONS if action.startswith("exchange.")}
    assert {way.action for way in WAYS} == listed - {"delete"}  # no page deletes a visit


# --- the guest


@pytest.fixture
def guest(things: dict[str, Any]) -> SimpleNamespace:
    """A link for one question of two."""
    visit = Visit.objects.get(pk=things["visit"])
    other = Question.objects.create(visit=visit, text="Không hỏi khách này")
    link, key = GuestLink.issue(visit, "Khách", [Question.objects.get(pk=things["questions"])], 9)
    return SimpleNamespace(
        visit=visit, link=link, page=f"/exchange/guest/{key}/", mine=things["questions"], other=other.pk
    )


@pytest.mark.parametrize("way", [way for way in WAYS if "{" in way.path], ids=named)
def test_a_guest_link_opens_no_page_but_its_own(way: Way, things: dict[str, Any], guest: SimpleNamespace) -> None:
    client = Client()
    assert client.get(guest.page).status_code == 200  # whatever the visit to the page left in the browser
    assert ask(client, way, things) == (401, False)


def test_a_guest_sees_and_answers_the_questions_of_the_link_alone(guest: SimpleNamespace) -> None:
    client = Client()
    page = client.get(guest.page).content.decode()
    assert ("Giá?" in page, "Không hỏi khách này" in page) == (True, False)
    assert client.post(guest.page, {f"answer-{guest.other}": "xen vào"}).status_code == 404
    assert client.post(guest.page, {f"answer-{guest.mine}": "5 triệu"}).status_code == 302
    assert dict(Question.objects.values_list("pk", "answer")) == {guest.mine: "5 triệu", guest.other: ""}


@pytest.mark.parametrize("ended", ["revoked", "expired", "wrong"])
def test_a_guest_whose_link_ended_or_never_was_reads_and_writes_nothing(guest: SimpleNamespace, ended: str) -> None:
    if ended == "revoked":
        GuestLink.objects.update(revoked=True)
    if ended == "expired":
        GuestLink.objects.update(expires=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    page = "/exchange/guest/khong-co/" if ended == "wrong" else guest.page
    answers_ = (Client().get(page), Client().post(page, {f"answer-{guest.mine}": "muộn"}))
    assert [one.status_code for one in answers_] == [404 if ended == "wrong" else 410] * 2
    assert "Giá?" not in answers_[0].content.decode()
    assert Question.objects.get(pk=guest.mine).answer == ""
