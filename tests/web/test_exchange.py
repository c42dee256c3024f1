"""The exchange: records, the draft, tasks, papers, guests, the round trips; and bad input and bad people."""

import datetime as dt
import io
import json
from types import SimpleNamespace
from typing import Any

import docx
import openpyxl
import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from tuongdong.web.exchange import follow, records
from tuongdong.web.exchange.deadlines import cell_of, last_day, parse_due, shown
from tuongdong.web.exchange.models import (
    Evidence,
    GuestLink,
    Obstacle,
    Paper,
    Programme,
    Proposal,
    Question,
    Session,
    Task,
    Visit,
)
from tuongdong.web.people.models import Agency, AgencySuccession, Change, Membership, Role

pytestmark = pytest.mark.django_db

REPORT = """Học tập kinh nghiệm của thành phố Hải Phòng
Trong hai ngày 4 và 5-3-2026, đoàn công tác UBND tỉnh Hà Nam do Chủ tịch UBND tỉnh Trần Văn Bốn làm trưởng đoàn có buổi làm việc với UBND thành phố Hải Phòng.
Tại buổi làm việc với thành phố Hải Phòng, hai bên trao đổi về tình hình thu hút đầu tư; nhà ở xã hội.
Chủ tịch UBND tỉnh Hà Nam giao Sở Tài chính cũng như Sở Công Thương tổng hợp các vướng mắc trong quá trình thực hiện, báo cáo trước ngày 30/6/2026.
"""


@pytest.fixture
def visit(cast: SimpleNamespace) -> Visit:
    row = Visit.objects.create(
        agency=cast.ours,
        title="Trao đổi với Bến Nước",
        leader="Trần Văn Bốn",
        first_day=dt.date(2026, 3, 2),
        last_day=dt.date(2026, 3, 3),
    )
    row.hosts.create(name="UBND thành phố Bến Nước")
    row.members.create(name="Trần Văn Bốn", position="Giám đốc")
    Session.objects.create(
        visit=row,
        host="UBND thành phố Bến Nước",
        day=dt.date(2026, 3, 2),
        start=dt.time(8),
        topics="nhà ở xã hội",
        fields="Nhà ở xã hội",
    )
    return row


@pytest.fixture
def task(cast: SimpleNamespace, visit: Visit) -> Task:
    return Task.objects.create(
        visit=visit, what="Lập đề án nhà ở", lead=cast.theirs, lead_name="Sở Xây dựng", due="2026-06-30"
    )


def file(name: str, body: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body)


# --- deadlines


@pytest.mark.parametrize(
    ("words", "kept", "end"),
    [
        ("15/12/2026", "2026-12-15", dt.date(2026, 12, 15)),
        ("2026-12-15", "2026-12-15", dt.date(2026, 12, 15)),
        ("02/2028", "2028-02", dt.date(2028, 2, 29)),
        ("Tháng 12/2026", "2026-12", dt.date(2026, 12, 31)),
        ("Quý III/2026", "2026-Q3", dt.date(2026, 9, 30)),
        ("trước ngày 15/12/2026", "2026-12-15", dt.date(2026, 12, 15)),
        ("trong quý III/2026", "2026-Q3", dt.date(2026, 9, 30)),
        ("năm 2026", "2026-12-31", dt.date(2026, 12, 31)),
        ("Thường xuyên", "regular", None),
        ("", "", None),
    ],
)
def test_deadlines_as_people_write_them(words: str, kept: str, end: dt.date | None) -> None:
    assert parse_due(words) == kept
    assert last_day(kept) == end
    assert parse_due(shown(kept)) == kept if kept else True


@pytest.mark.parametrize("words", ["30/02/2026", "13/2026", "sớm", "Quý V/2026", "32/12/2026"])
def test_impossible_deadlines_are_refused(words: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the words are its message
        parse_due(words)


@pytest.mark.parametrize(
    ("state", "due", "done", "cell"),
    [
        ("done", dt.date(2026, 6, 30), dt.date(2026, 6, 30), "done_in_time"),
        ("done", dt.date(2026, 6, 30), dt.date(2026, 7, 1), "done_late"),
        ("progress", dt.date(2026, 6, 30), None, "open_in_time"),
        ("review", dt.date(2026, 6, 29), None, "open_overdue"),
        ("assigned", None, None, "no_deadline"),
        ("cancelled", dt.date(2026, 6, 1), None, ""),
    ],
)
def test_the_four_cells(state: str, due: dt.date | None, done: dt.date | None, cell: str) -> None:
    assert cell_of(state, due, done, dt.date(2026, 6, 30)) == cell


# --- who may


PAGES = [
    "",
    "edit/",
    "leader/",
    "calendar.ics",
    "export.json",
    "questions/",
    "tasks/",
    "tasks.xlsx",
    "questions.xlsx",
    "tasks/import/",
]


@pytest.mark.parametrize("page", PAGES)
def test_a_draft_visit_is_its_own_agencys_alone(as_: Any, visit: Visit, page: str) -> None:
    assert as_("specialist").get(f"/exchange/visits/{visit.pk}/{page}").status_code == 200
    assert as_("stranger").get(f"/exchange/visits/{visit.pk}/{page}").status_code == 404
    assert as_("outsider").get(f"/exchange/visits/{visit.pk}/{page}").status_code == 404
    assert Client().get(f"/exchange/visits/{visit.pk}/{page}").status_code == 302


@pytest.mark.parametrize("page", ["edit/", "obstacles/", "papers/", "links/", "questions/answers/"])
def test_a_viewer_who_posts_is_refused(as_: Any, visit: Visit, page: str) -> None:
    assert (
        as_("viewer").post(f"/exchange/visits/{visit.pk}/{page}", {"text": "x", "kind": "results"}).status_code == 403
    )
    assert Obstacle.objects.count() == Paper.objects.count() == GuestLink.objects.count() == 0


def test_a_lead_agency_sees_its_task_and_not_the_visit(
    as_: Any, cast: SimpleNamespace, visit: Visit, task: Task
) -> None:
    stranger = as_("stranger")
    assert "Lập đề án nhà ở" in stranger.get("/exchange/tasks/").content.decode()
    assert stranger.get(f"/exchange/tasks/{task.pk}/").status_code == 200
    assert stranger.get(f"/exchange/visits/{visit.pk}/").status_code == 404
    other = Task.objects.create(visit=visit, what="Việc khác", lead=cast.ours, lead_name="Sở Tài chính")
    assert stranger.get(f"/exchange/tasks/{other.pk}/").status_code == 404


# --- records


def test_a_visit_from_programme_to_evidence(as_: Any, cast: SimpleNamespace) -> None:
    client = as_("specialist")
    client.post(
        "/exchange/programmes/", {"title": "Kế hoạch văn kiện", "feeds": "Báo cáo chính trị", "term": "2025-2030"}
    )
    programme = Programme.objects.get()
    client.post(
        "/exchange/visits/add/",
        {"title": "Học tập Bến Nước", "programme": programme.pk, "first_day": "2026-03-02", "last_day": "2026-03-03"},
    )
    visit = Visit.objects.get()
    assert (visit.agency, visit.programme) == (cast.ours, programme)
    client.post(f"/exchange/visits/{visit.pk}/obstacles/", {"field": "Nhà ở", "text": "Thiếu quỹ đất"})
    obstacle = visit.obstacles.get()
    client.post(
        f"/exchange/visits/{visit.pk}/obstacles/{obstacle.pk}/evidence/",
        {"kind": "provision", "reference": "07/2025/NQ-HĐND khoản 2 Điều 4", "quote": "quỹ đất"},
    )
    client.post(
        f"/exchange/visits/{visit.pk}/proposals/",
        {"text": "Lập quỹ phát triển nhà ở", "kind": "solution", "period": "2025-2030", "obstacle": obstacle.pk},
    )
    record = records.record_of(visit)
    assert record.proposals[0].evidence == "vướng mắc: Thiếu quỹ đất; 07/2025/NQ-HĐND khoản 2 Điều 4"
    page = client.get(f"/exchange/visits/{visit.pk}/leader/").content.decode()
    assert "Lập quỹ phát triển nhà ở" in page
    assert "07/2025/NQ-HĐND" in page
    assert Change.objects.filter(kind="exchange.obstacle", action="add").exists()


def test_a_visit_that_ends_before_it_begins_is_refused(as_: Any) -> None:
    answer = as_("specialist").post(
        "/exchange/visits/add/", {"title": "x", "first_day": "2026-03-03", "last_day": "2026-03-02"}
    )
    assert answer.status_code == 422
    assert not Visit.objects.exists()


def test_records_of_another_visit_cannot_be_pointed_to(as_: Any, cast: SimpleNamespace, visit: Visit) -> None:
    other = Visit.objects.create(agency=cast.theirs, title="Của người khác")
    theirs = Obstacle.objects.create(visit=other, text="kín")
    answer = as_("specialist").post(
        f"/exchange/visits/{visit.pk}/proposals/", {"text": "x", "kind": "solution", "obstacle": theirs.pk}
    )
    assert answer.status_code == 422
    assert as_("specialist").post(f"/exchange/visits/{visit.pk}/obstacles/{theirs.pk}/delete/").status_code == 404
    assert as_("specialist").get(f"/exchange/visits/{visit.pk}/poems/").status_code == 404


# --- the draft


def test_a_report_becomes_a_draft_whose_items_a_person_decides(as_: Any, cast: SimpleNamespace) -> None:
    client = as_("specialist")
    answer = client.post("/exchange/visits/extract/", {"file": file("tin.txt", REPORT.encode())})
    visit = Visit.objects.get()
    assert answer.url == f"/exchange/visits/{visit.pk}/draft/"
    page = client.get(answer.url).content.decode()
    assert "<mark>" in page
    client.post(f"/exchange/visits/{visit.pk}/draft/tasks/0/", {"text": "tổng hợp vướng mắc (đã sửa)"})
    client.post(f"/exchange/visits/{visit.pk}/draft/tasks/1/", {"text": "x", "drop": "1"})
    task = visit.tasks.get()
    assert (task.what, task.lead_name, task.due) == (
        "tổng hợp vướng mắc (đã sửa)",
        "Sở Tài chính tỉnh Hà Nam",
        "2026-06-30",
    )
    evidence = Evidence.objects.get(about="task", about_id=task.pk)
    assert evidence.quote in REPORT
    client.post(f"/exchange/visits/{visit.pk}/draft/tasks/0/", {"text": "lần hai"})
    assert visit.tasks.count() == 1
    assert client.post(f"/exchange/visits/{visit.pk}/draft/tasks/99/", {"text": "x"}).status_code == 404
    assert client.post(f"/exchange/visits/{visit.pk}/draft/poems/0/", {"text": "x"}).status_code == 404


@pytest.mark.parametrize("body", ["Giá cà phê hôm nay tăng 500 đồng.".encode(), b"\x00\x01\x02", b""])
def test_an_article_that_is_no_visit_makes_none_and_says_so(as_: Any, body: bytes) -> None:
    answer = as_("specialist").post("/exchange/visits/extract/", {"file": file("a.txt", body)}, follow=True)
    assert not Visit.objects.exists()
    assert "notice" in answer.content.decode()


def test_two_agencies_with_one_name_are_left_to_a_person(cast: SimpleNamespace) -> None:
    from tuongdong.web.exchange.drafts import agency_named

    assert agency_named("Sở Tài chính") == cast.ours
    Agency.objects.create(name="Sở Tài chính", locality=cast.hcm)
    assert agency_named("Sở Tài chính") is None
    assert agency_named("Sở Tài chính thành phố Đà Nẵng") == cast.ours


# --- tasks


def told(task: Task, **more: str) -> dict[str, Any]:
    return {
        "seq": task.seq,
        "state": task.state,
        "due": shown(task.due),
        "result": task.result,
        "reason": "",
        "document": "",
    } | more


def test_done_needs_evidence_and_a_later_deadline_a_document(as_: Any, task: Task) -> None:
    client = as_("specialist")
    assert client.post(f"/exchange/tasks/{task.pk}/", told(task, state="done")).status_code == 422
    assert client.post(f"/exchange/tasks/{task.pk}/", told(task, due="30/9/2026")).status_code == 422
    assert (
        client.post(f"/exchange/tasks/{task.pk}/", told(task, due="30/02/2026", reason="x", document="y")).status_code
        == 422
    )
    assert (
        client.post(
            f"/exchange/tasks/{task.pk}/", told(task, due="30/9/2026", reason="chờ hướng dẫn", document="12/SXD")
        ).status_code
        == 302
    )
    task.refresh_from_db()
    assert (task.due, task.due_on) == ("2026-09-30", dt.date(2026, 9, 30))
    assert client.post(f"/exchange/tasks/{task.pk}/", told(task, state="done", result="15/BC-SXD")).status_code == 302
    task.refresh_from_db()
    assert (task.state, task.done_on) == ("done", timezone.localdate())
    assert [(s.state, s.reason) for s in task.steps.all()] == [("assigned", "chờ hướng dẫn"), ("done", "")]


def test_the_lead_agency_proposes_a_deadline_and_the_owner_of_the_visit_sets_it(as_: Any, task: Task) -> None:
    lead = as_("stranger")
    assert lead.post(f"/exchange/tasks/{task.pk}/", told(task, due="30/9/2026")).status_code == 422
    assert lead.post(f"/exchange/tasks/{task.pk}/", told(task, due="30/9/2026", reason="chờ vốn")).status_code == 302
    task.refresh_from_db()
    assert (task.due, task.due_proposed) == ("2026-06-30", "2026-09-30")
    assert "cơ quan đề xuất: 30/09/2026" in lead.get(f"/exchange/tasks/{task.pk}/").content.decode()
    owner = as_("specialist")
    more = {"due": "30/9/2026", "reason": "chờ vốn", "document": "12/UBND"}
    assert owner.post(f"/exchange/tasks/{task.pk}/", told(task, **more)).status_code == 302
    task.refresh_from_db()
    assert (task.due, task.due_proposed) == ("2026-09-30", "")
    assert [step.due for step in task.steps.all()] == ["2026-06-30", "2026-09-30"]


def test_the_form_of_a_task_moves_no_deadline_and_tells_the_second_editor(as_: Any, visit: Visit, task: Task) -> None:
    client, page = as_("specialist"), f"/exchange/visits/{visit.pk}/tasks/{task.pk}/"
    seen = {"what": "Lập đề án nhà ở công nhân", "lead": task.lead_id, "lead_name": "Sở Xây dựng", "seq": task.seq}
    assert client.post(page, seen | {"due": "01/01/2030"}).status_code == 302
    task.refresh_from_db()
    assert (task.what, task.due) == ("Lập đề án nhà ở công nhân", "2026-06-30")
    assert client.post(page, seen | {"what": "Việc khác"}).status_code == 422
    task.refresh_from_db()
    assert task.what == "Lập đề án nhà ở công nhân"


def test_the_second_of_two_editors_is_told(as_: Any, task: Task) -> None:
    seen = told(task, state="progress")
    assert as_("stranger").post(f"/exchange/tasks/{task.pk}/", seen).status_code == 302
    answer = as_("specialist").post(f"/exchange/tasks/{task.pk}/", seen | {"state": "cancelled"})
    assert answer.status_code == 409
    task.refresh_from_db()
    assert task.state == "progress"


def test_a_viewer_of_the_lead_agency_may_not_move_its_task(as_: Any, cast: SimpleNamespace, task: Task) -> None:
    Membership.objects.filter(account=cast.stranger).update(role=Role.VIEWER)
    assert as_("stranger").post(f"/exchange/tasks/{task.pk}/", told(task, state="progress")).status_code == 403


def test_an_agency_that_was_merged_away_is_kept_with_its_successor(as_: Any, cast: SimpleNamespace, task: Task) -> None:
    new = Agency.objects.create(name="Sở Xây dựng và Giao thông", locality=cast.hcm)
    cast.theirs.until = dt.date(2025, 2, 28)
    cast.theirs.save()
    AgencySuccession.objects.create(old=cast.theirs, new=new, day=dt.date(2025, 3, 1))
    page = as_("specialist").get(f"/exchange/tasks/{task.pk}/").content.decode()
    assert "Sở Xây dựng" in page
    assert "Sở Xây dựng và Giao thông" in page


@pytest.mark.parametrize("cell", ["done_in_time", "done_late", "open_in_time", "open_overdue", "no_deadline"])
def test_the_list_of_a_cell_holds_what_the_count_counts(as_: Any, visit: Visit, cell: str) -> None:
    past, ahead = timezone.localdate() - dt.timedelta(9), timezone.localdate() + dt.timedelta(9)
    for state, due, done in (
        ("done", ahead, timezone.localdate()),
        ("done", past, timezone.localdate()),
        ("progress", ahead, None),
        ("progress", past, None),
        ("open", None, None),
        ("cancelled", past, None),
    ):
        Task.objects.create(
            visit=visit,
            what=f"việc {state} {due}",
            lead_name="Sở A",
            state=state,
            due=due.isoformat() if due else "",
            done_on=done,
        )
    answer = as_("viewer").get(f"/exchange/tasks/?cell={cell}")
    assert len(answer.context["listed"]) == 1
    assert [number for _cell, number in answer.context["total"]] == [1, 1, 1, 1, 1]


def test_what_is_late_is_told_in_words_on_pages_and_papers(as_: Any, cast: SimpleNamespace, visit: Visit) -> None:
    past = timezone.localdate() - dt.timedelta(9)
    told = {"visit": visit, "lead": cast.ours, "lead_name": "Sở Tài chính", "due": past.isoformat()}
    Task.objects.create(what="lập đề án", **told)
    Task.objects.create(what="rà soát", state="done", done_on=timezone.localdate(), **told)
    Task.objects.create(what="tổng hợp", state="done", done_on=past, **told)
    for address in ("/exchange/tasks/", f"/exchange/agencies/{cast.ours.pk}/"):
        assert '<span class="chip bad">đã giao, quá hạn</span>' in as_("viewer").get(address).content.decode()
    page = as_("viewer").get("/exchange/tasks/").content.decode()
    assert '<span class="chip bad">hoàn thành trễ</span>' in page
    assert '<span class="chip good">hoàn thành</span>' in page
    paper = docx.Document(io.BytesIO(as_("viewer").get("/exchange/tasks/tasks.docx").content))
    words = {cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    assert {"Đã giao, quá hạn", "Hoàn thành trễ", "Hoàn thành"} <= words


def test_reminders_go_to_the_lead_agency(as_: Any, cast: SimpleNamespace, visit: Visit) -> None:
    soon = (timezone.localdate() + dt.timedelta(3)).isoformat()
    Task.objects.create(visit=visit, what="Sắp đến hạn", lead=cast.theirs, lead_name="Sở Xây dựng", due=soon)
    Task.objects.create(visit=visit, what="Còn lâu", lead=cast.theirs, lead_name="Sở Xây dựng", due="2099-01-01")
    assert as_("specialist").post("/exchange/tasks/").status_code == 403
    assert "Đã gửi 1 thư nhắc." in as_("coordinator").post("/exchange/tasks/", follow=True).content.decode()
    (sent,) = mail.outbox
    assert sent.to == ["stranger@hcm.example"]
    assert "Sắp đến hạn" in sent.body
    assert "Còn lâu" not in sent.body
    Task.objects.all().delete()
    assert "Chưa gửi thư nào" in as_("coordinator").post("/exchange/tasks/", follow=True).content.decode()


# --- the table out and back


def table(body: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(body))


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_table_that_nobody_changed_changes_nothing(visit: Visit, task: Task) -> None:
    edits, notes = follow.plan_import(visit, io.BytesIO(follow.export([task])))
    assert [edit.changes for edit in edits] == [()]
    assert notes == []


def test_the_table_shows_what_would_change_before_it_does(as_: Any, visit: Visit, task: Task) -> None:
    other = Task.objects.create(visit=visit, what="Việc không có trong bảng", lead_name="Sở A")
    book = table(follow.export([task]))
    sheet = book.active
    assert sheet is not None
    sheet["F2"], sheet["G2"] = "hoàn thành", "15/BC-SXD"
    sheet.append(["", "Việc mới", "Sở B", "", "Quý III/2026", "", ""])
    sheet.append(["", "Việc sai hạn", "Sở B", "", "30/02/2026", "", ""])
    sheet.append(["999999", "Mã lạ", "", "", "", "", ""])
    client = as_("specialist")
    page = client.post(f"/exchange/visits/{visit.pk}/tasks/import/", {"file": file("t.xlsx", saved(book))})
    assert Task.objects.count() == 2
    html = page.content.decode()
    assert "30/02/2026" in html
    assert "999999" in html
    assert page.context["kept"] == 1
    shown_plan = {name: page.context[name] for name in ("body", "stamp")}
    client.post(f"/exchange/visits/{visit.pk}/tasks/import/", shown_plan | {"apply": "1"})
    task.refresh_from_db()
    other.refresh_from_db()
    assert (task.state, task.result, other.state) == ("done", "15/BC-SXD", "assigned")
    assert sorted(Task.objects.values_list("what", flat=True)) == [
        "Lập đề án nhà ở",
        "Việc không có trong bảng",
        "Việc mới",
    ]


def test_a_deadline_moves_in_a_table_with_its_reason_and_document(visit: Visit, task: Task, cast: Any) -> None:
    book = table(follow.export([task]))
    sheet = book.active
    assert sheet is not None
    sheet["E2"] = "30/9/2026"
    (edit,), _notes = follow.plan_import(visit, io.BytesIO(saved(book)))
    assert edit.fault == "Đổi thời hạn phải có lý do và văn bản."
    sheet["H2"], sheet["I2"] = "chờ hướng dẫn", "12/SXD"
    edits, _notes = follow.plan_import(visit, io.BytesIO(saved(book)))
    assert follow.apply(visit, edits, cast.specialist) == 1
    step = task.steps.get()
    assert (step.due, step.document) == ("2026-09-30", "12/SXD")
    assert "chờ hướng dẫn" in step.reason


def test_a_table_gives_a_task_to_the_one_agency_of_that_name(visit: Visit, task: Task, cast: Any) -> None:
    book = table(follow.export([task]))
    sheet = book.active
    assert sheet is not None
    sheet["C2"] = "Sở Tài chính"
    follow.apply(visit, follow.plan_import(visit, io.BytesIO(saved(book)))[0], cast.specialist)
    task.refresh_from_db()
    assert (task.lead, task.lead_name) == (cast.ours, "Sở Tài chính")


def test_a_table_that_was_overtaken_says_so_and_is_shown_again(as_: Any, visit: Visit, task: Task) -> None:
    book = table(follow.export([task]))
    sheet = book.active
    assert sheet is not None
    sheet["B2"] = "Lập đề án nhà ở công nhân"
    client, page = as_("specialist"), f"/exchange/visits/{visit.pk}/tasks/import/"
    first = client.post(page, {"file": file("t.xlsx", saved(book))})
    as_("stranger").post(f"/exchange/tasks/{task.pk}/", told(task, state="progress"))
    plan = {name: first.context[name] for name in ("body", "stamp")}
    again = client.post(page, plan | {"apply": "1"})
    assert "đã được sửa sau khi xuất bảng" in again.content.decode()
    task.refresh_from_db()
    assert (task.what, task.state) == ("Lập đề án nhà ở", "progress")
    assert client.post(page, {**plan, "stamp": again.context["stamp"], "apply": "1"}).status_code == 302


def test_renamed_and_missing_columns_are_told(as_: Any, visit: Visit, task: Task) -> None:
    book = table(follow.export([task]))
    sheet = book.active
    assert sheet is not None
    sheet["B1"] = "Nội dung nhiệm vụ"
    sheet.delete_cols(5)
    edits, notes = follow.plan_import(visit, io.BytesIO(saved(book)))
    assert edits[0].changes == ()
    assert "Thời hạn" in notes[0]
    sheet["B1"] = "Cột lạ"
    assert follow.plan_import(visit, io.BytesIO(saved(book)))[1][0].startswith("Không tìm thấy cột")
    assert follow.plan_import(visit, io.BytesIO(b"khong phai excel"))[1][0].startswith("Không đọc được")


# --- guests


def link_of(client: Client, visit: Visit, **more: Any) -> str:
    answer = client.post(f"/exchange/visits/{visit.pk}/links/", {"name": "UBND Bến Nước", "days": "7"} | more)
    return str(answer.context["address"]).split("testserver")[1]


def test_a_guest_answers_the_questions_of_the_link_alone(as_: Any, visit: Visit) -> None:
    asked, kept = (Question.objects.create(visit=visit, text=text) for text in ("Quỹ đất?", "Nội bộ?"))
    address = link_of(as_("specialist"), visit, questions=[asked.pk])
    guest = Client()
    page = guest.get(address).content.decode()
    assert "Quỹ đất?" in page
    assert "Nội bộ?" not in page
    assert guest.post(address, {f"answer-{kept.pk}": "trộm"}).status_code == 404
    guest.post(address, {f"answer-{asked.pk}": "Bố trí 20 ha"})
    asked.refresh_from_db()
    kept.refresh_from_db()
    assert (asked.answer, asked.answered_by, kept.answer) == ("Bố trí 20 ha", "UBND Bến Nước", "")


def test_a_link_that_ended_or_was_revoked_opens_nothing(as_: Any, visit: Visit) -> None:
    one = Question.objects.create(visit=visit, text="Quỹ đất?")
    client = as_("specialist")
    address = link_of(client, visit)
    GuestLink.objects.update(expires=timezone.now() - dt.timedelta(seconds=1))
    assert Client().get(address).status_code == 410
    assert Client().post(address, {f"answer-{one.pk}": "muộn"}).status_code == 410
    GuestLink.objects.update(expires=timezone.now() + dt.timedelta(1))
    assert Client().get(address).status_code == 200
    client.post(f"/exchange/visits/{visit.pk}/links/{GuestLink.objects.get().pk}/revoke/")
    assert Client().get(address).status_code == 410
    assert Client().get("/exchange/guest/khong-co/").status_code == 404
    one.refresh_from_db()
    assert one.answer == ""
    assert GuestLink.objects.get().digest not in address


# --- papers


def test_a_paper_goes_from_draft_to_issued_each_step_by_whom_it_is(as_: Any, visit: Visit) -> None:
    as_("specialist").post(f"/exchange/visits/{visit.pk}/papers/", {"kind": "results"})
    paper = Paper.objects.get()
    move = f"/exchange/papers/{paper.pk}/move/"
    assert as_("specialist").post(move, {"step": "sign"}).status_code == 403
    assert as_("leader").post(move, {"step": "sign"}).status_code == 302  # not submitted yet: told, not done
    as_("specialist").post(move, {"step": "submit"})
    as_("leader").post(move, {"step": "sign"})
    assert as_("leader").post(move, {"step": "issue"}).status_code == 403
    as_("clerk").post(move, {"step": "issue", "number": "", "issued_on": "2026-02-30"})
    paper.refresh_from_db()
    assert paper.state == "signed"
    as_("clerk").post(move, {"step": "issue", "number": "5", "issued_on": "2026-03-09"})
    paper.refresh_from_db()
    assert paper.state == "issued"
    visit.obstacles.create(text="ghi sau khi ban hành")
    document = docx.Document(io.BytesIO(as_("viewer").get(f"/exchange/papers/{paper.pk}.docx").content))
    words = "\n".join(
        [p.text for p in document.paragraphs] + [c.text for t in document.tables for r in t.rows for c in r.cells]
    )
    assert "Số: 05/BC" in words
    assert "ngày 09 tháng 3 năm 2026" in words
    assert "ghi sau khi ban hành" not in words


def test_the_checker_tells_what_is_wrong_with_a_paper(as_: Any, visit: Visit) -> None:
    as_("specialist").post(f"/exchange/visits/{visit.pk}/papers/", {"kind": "plan"})
    body = as_("viewer").get(f"/exchange/papers/{Paper.objects.get().pk}.docx").content
    assert "Không có lỗi" in as_("viewer").post("/exchange/check/", {"file": file("a.docx", body)}).content.decode()
    assert (
        "chưa có số"
        in as_("viewer").post("/exchange/check/", {"file": file("a.docx", body), "issued": "on"}).content.decode()
    )
    assert (
        "không phải tệp Word" in as_("viewer").post("/exchange/check/", {"file": file("a.docx", b"x")}).content.decode()
    )


def test_the_checker_calls_a_damaged_file_by_its_own_name(as_: Any, visit: Visit) -> None:
    as_("specialist").post(f"/exchange/visits/{visit.pk}/papers/", {"kind": "plan"})
    body = as_("viewer").get(f"/exchange/papers/{Paper.objects.get().pk}.docx").content
    page = as_("viewer").post("/exchange/check/", {"file": file("ke-hoach.docx", body[:1000])}).content.decode()
    assert "Không mở được ke-hoach.docx" in page
    assert '<span class="chip error">lỗi</span>' in page


# --- calendar, JSON


def test_the_calendar_holds_sessions_and_deadlines(as_: Any, visit: Visit, task: Task) -> None:
    calendar = Calendar.from_ical(as_("viewer").get(f"/exchange/visits/{visit.pk}/calendar.ics").content)
    (event,) = calendar.walk("VEVENT")
    (todo,) = calendar.walk("VTODO")
    assert event.decoded("dtstart").isoformat() == "2026-03-02T08:00:00+07:00"
    assert todo.decoded("due") == dt.date(2026, 6, 30)


def test_a_whole_exchange_goes_to_json_and_back(as_: Any, cast: SimpleNamespace, visit: Visit, task: Task) -> None:
    obstacle = visit.obstacles.create(text="Thiếu quỹ đất", field="Nhà ở")
    Evidence.objects.create(
        visit=visit, about="obstacle", about_id=obstacle.pk, kind="provision", reference="Điều 4", quote="quỹ đất"
    )
    proposal = Proposal.objects.create(visit=visit, text="Lập quỹ", obstacle=obstacle)
    visit.adoptions.create(proposal=proposal, document="9/NQ-HĐND")
    follow.move(task, cast.specialist, seq=task.seq, state="progress", due="2026-06-30", result="")
    body = as_("viewer").get(f"/exchange/visits/{visit.pk}/export.json").content
    as_("stranger").post("/exchange/visits/import/", {"file": file("t.json", body)})
    theirs = Visit.objects.get(agency=cast.theirs)
    assert records.record_of(theirs).proposals == records.record_of(visit).proposals
    assert records.record_of(theirs).proposals[0].evidence == "vướng mắc: Thiếu quỹ đất; Điều 4"

    def without_ids(plain: Any) -> Any:
        if isinstance(plain, dict):
            return {
                k: without_ids(v)
                for k, v in plain.items()
                if k not in ("id", "about_id", "task", "obstacle", "proposal", "experience")
            }
        return [without_ids(one) for one in plain] if isinstance(plain, list) else plain

    assert without_ids(records.to_plain(theirs)) == without_ids(records.to_plain(visit))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda plain: plain | {"format": "khac"},
        lambda plain: plain | {"version": 99},
        lambda plain: plain | {"visit": plain["visit"] | {"first_day": "2026-02-30"}},
        lambda plain: plain | {"tasks": [{"id": 1, "what": "x", "due": "sớm"}]},
        lambda plain: plain | {"proposals": [{"id": 1, "text": "x", "kind": "poem"}]},
        lambda plain: plain | {"adoptions": [{"id": 1, "proposal": 77, "document": "x"}]},
        lambda plain: plain | {"visit": {}},
        lambda plain: [],
    ],
)
def test_a_file_that_is_no_exchange_makes_nothing(as_: Any, visit: Visit, spoil: Any) -> None:
    body = json.dumps(spoil(records.to_plain(visit))).encode()
    answer = as_("stranger").post("/exchange/visits/import/", {"file": file("t.json", body)}, follow=True)
    assert Visit.objects.count() == 1
    assert "notice error" in answer.content.decode()


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"format": "khac"}, "không phải hồ sơ trao đổi: hãy chọn tệp .json"),
        ([], "không phải hồ sơ trao đổi: hãy chọn tệp .json"),
        ({"format": records.FORMAT, "version": 1, "visit": {}}, "thiếu hoặc sai một phần nên chưa nhận gì"),
    ],
)
def test_whoever_chose_another_file_is_told_which_is_wanted(as_: Any, body: Any, told: str) -> None:
    sent = {"file": file("t.json", json.dumps(body).encode())}
    page = as_("specialist").post("/exchange/visits/import/", sent, follow=True).content.decode()
    assert (told in page, "tuongdong-exchange" in page) == (True, False)


def test_the_list_of_fields_is_kept_by_coordinators_and_offered_in_forms(as_: Any, visit: Visit) -> None:
    assert as_("specialist").post("/exchange/fields/", {"name": "Nhà ở xã hội", "order": "1"}).status_code == 403
    as_("coordinator").post("/exchange/fields/", {"name": "Nhà ở xã hội", "order": "1"})
    page = as_("specialist").get(f"/exchange/visits/{visit.pk}/obstacles/").content.decode()
    assert '<option value="Nhà ở xã hội">' in page
    assert 'list="fields"' in page


def test_files_and_photographs_belong_to_the_visit_and_are_only_saved_never_shown(as_: Any, visit: Visit) -> None:
    body = b"<script>alert(1)</script>"
    as_("specialist").post(
        f"/exchange/visits/{visit.pk}/files/", {"file": file("anh.html", body), "caption": "Quang cảnh buổi làm việc"}
    )
    one = visit.attachments.get()
    answer = as_("viewer").get(f"/exchange/files/{one.pk}/")
    assert b"".join(answer.streaming_content) == body
    assert answer["Content-Disposition"].startswith("attachment")
    assert as_("stranger").get(f"/exchange/files/{one.pk}/").status_code == 404
    assert as_("viewer").post(f"/exchange/visits/{visit.pk}/files/", {"file": file("a.txt", b"x")}).status_code == 403
    assert as_("specialist").post(f"/exchange/visits/{visit.pk}/files/").status_code == 302
    assert visit.attachments.count() == 1
