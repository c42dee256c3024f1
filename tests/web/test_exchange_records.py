"""Sessions with who was there, evidence that points, papers for one host, tasks over time, reminders of the morning."""

import datetime as dt
import io
import json
from types import SimpleNamespace
from typing import Any

import docx
import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tuongdong.web.exchange import charts, records, reminders
from tuongdong.web.exchange.models import Paper, Programme, Question, Session, Task, Visit
from tuongdong.web.library.models import Policy, PolicyState

pytestmark = pytest.mark.django_db
OURS = (
    "HỘI ĐỒNG NHÂN DÂN\nTHÀNH PHỐ SÔNG MÂY\nSố: 11/2025/NQ-HĐND\nMây Ngàn, ngày 10 tháng 5 năm 2025\nNGHỊ QUYẾT\n"
    "Về một số chính sách hỗ trợ nhà ở xã hội\nĐiều 1. Mức hỗ trợ lãi suất\n1. Hỗ trợ lãi suất không quá 70%.\n"
)


@pytest.fixture
def visit(cast: SimpleNamespace) -> Visit:
    """Two hosts, each with its session, its members and its question."""
    row = Visit.objects.create(
        agency=cast.ours, title="Đi hai nơi", first_day=dt.date(2026, 3, 2), last_day=dt.date(2026, 3, 3)
    )
    for at, host in enumerate(("UBND thành phố Bến Nước", "UBND thành phố Bến Sao")):
        session = Session.objects.create(
            visit=row, host=host, day=dt.date(2026, 3, 2 + at), start=dt.time(8, 30), place=f"Phòng họp {at + 1}"
        )
        row.members.create(name=f"Lê Văn {at}", position="Chủ tịch", side="host", session=session)
        Question.objects.create(visit=row, host=host, text=f"Câu hỏi cho nơi {at}?", answer=f"Trả lời {at}")
    row.members.create(name="Trần Văn Bốn", position="Trưởng đoàn")
    return row


def words(paper: bytes) -> str:
    document = docx.Document(io.BytesIO(paper))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([line.text for line in document.paragraphs] + cells)


# --- sessions


def test_a_session_shows_who_was_there_and_its_photographs(as_: Any, visit: Visit) -> None:
    session = visit.sessions.last()
    assert session is not None
    photograph = SimpleUploadedFile("anh.jpg", b"\xff\xd8\xff")
    told = {"file": photograph, "caption": "Quang cảnh buổi làm việc", "session": str(session.pk)}
    as_("specialist").post(f"/exchange/visits/{visit.pk}/files/", told)
    assert session.files.get().caption == "Quang cảnh buổi làm việc"
    page = as_("viewer").get(f"/exchange/visits/{visit.pk}/").content.decode()
    assert "Lê Văn 1 (chủ nhà)" in page
    assert page.count("Quang cảnh buổi làm việc") == 2


def test_a_paper_for_one_host_tells_nothing_of_the_other(as_: Any, visit: Visit) -> None:
    host = "UBND thành phố Bến Sao"
    as_("specialist").post(f"/exchange/visits/{visit.pk}/papers/", {"kind": "minutes", "host": host})
    told = words(as_("viewer").get(f"/exchange/papers/{Paper.objects.get().pk}.docx").content)
    assert ("Lê Văn 1" in told, "Trần Văn Bốn" in told, "Câu hỏi cho nơi 1?" in told) == (True, True, True)
    assert ("Lê Văn 0" in told, "Bến Nước" in told, "Câu hỏi cho nơi 0?" in told) == (False, False, False)


def test_the_agenda_tells_hour_and_place(as_: Any, visit: Visit) -> None:
    as_("specialist").post(f"/exchange/visits/{visit.pk}/papers/", {"kind": "agenda"})
    told = words(as_("viewer").get(f"/exchange/papers/{Paper.objects.get().pk}.docx").content)
    assert "08 giờ 30\n02/03/2026" in told
    assert "Phòng họp 2" in told


# --- evidence


def evidence(client: Any, visit: Visit, row: Any, **told: str) -> Any:
    return client.post(f"/exchange/visits/{visit.pk}/obstacles/{row.pk}/evidence/", {"kind": "provision", **told})


def test_evidence_points_to_what_the_office_has(as_: Any, cast: SimpleNamespace, compared: Any, visit: Visit) -> None:
    policy = Policy.objects.create(agency=cast.ours, name="Hỗ trợ lãi suất")
    PolicyState.objects.create(policy=policy, locality=cast.hcm, state="results")
    row, client = visit.obstacles.create(text="Mức thấp"), as_("specialist")
    page = client.get(f"/exchange/visits/{visit.pk}/obstacles/{row.pk}/")
    groups = dict(page.context["offered"])
    assert len(groups) == 4
    for options in groups.values():
        evidence(client, visit, row, target=options[0].target)
    told = {one.kind: one for one in visit.evidence.all()}
    assert sorted(told) == ["answer", "match", "policy", "session"]
    assert "Thành phố Hồ Chí Minh: đã có kết quả" in told["policy"].reference
    assert "khoản 1 Điều" in told["match"].reference
    html = client.get(f"/exchange/visits/{visit.pk}/obstacles/").content.decode()
    for address in (
        f'href="{policy.get_absolute_url()}"',
        f'href="{compared.comparison.get_absolute_url()}"',
        f'href="/exchange/visits/{visit.pk}/sessions/#session-',
        f'href="/exchange/visits/{visit.pk}/questions/#question-',
    ):
        assert address in html
    session = visit.sessions.first()
    assert session is not None
    assert f'id="session-{session.pk}"' in client.get(f"/exchange/visits/{visit.pk}/sessions/").content.decode()


def test_evidence_of_elsewhere_or_of_nothing_is_refused(as_: Any, cast: SimpleNamespace, visit: Visit) -> None:
    hidden = Policy.objects.create(agency=cast.theirs, name="Của cơ quan khác")
    row = visit.obstacles.create(text="Mức thấp")
    evidence(as_("specialist"), visit, row, target=f"policy {hidden.pk}")
    evidence(as_("specialist"), visit, row, reference=" ")
    assert visit.evidence.count() == 0


def test_quoted_words_lead_to_their_place_and_those_that_do_not_stand_there_are_told(
    as_: Any, add: Any, visit: Visit
) -> None:
    document = add(OURS, "ta.txt").document
    row, client = visit.obstacles.create(text="Mức thấp"), as_("specialist")
    reference = "11/2025/NQ-HĐND, khoản 1 Điều 1"
    evidence(client, visit, row, reference=reference, quote="hỗ trợ lãi suất  không quá 70%")
    evidence(client, visit, row, reference=reference, quote="không quá 90%")
    page = client.get(f"/exchange/visits/{visit.pk}/obstacles/{row.pk}/")
    assert [one.astray for one in page.context["evidence"]] == [False, True]
    assert page.context["evidence"][0].address.startswith(f"/library/{document.pk}/#art_1__cl_1:~:text=")
    assert page.content.decode().count("không thấy nguyên văn này trong văn bản") == 1


def test_what_evidence_points_to_within_the_visit_goes_along_to_another_office(
    as_: Any, cast: SimpleNamespace, visit: Visit
) -> None:
    row, session = visit.obstacles.create(text="Mức thấp"), visit.sessions.last()
    policy = Policy.objects.create(agency=cast.ours, name="Hỗ trợ lãi suất")
    assert session is not None
    for target in (f"session {session.pk}", f"policy {policy.pk}"):
        visit.evidence.create(about="obstacle", about_id=row.pk, kind="session", reference=target, target=target)
    plain = json.loads(json.dumps(records.to_plain(visit)))
    new = records.from_plain(plain, cast.theirs, cast.stranger)
    last = new.sessions.last()
    assert last is not None
    assert [one.target for one in new.evidence.all()] == [f"session {last.pk}", ""]
    assert [one.session and one.session.host for one in new.members.filter(side="host")] == [
        "UBND thành phố Bến Nước",
        "UBND thành phố Bến Sao",
    ]


# --- tasks over time


def test_tasks_over_time_are_two_columns_a_month() -> None:
    due = [dt.date(2026, 3, 31), dt.date(2026, 3, 15), dt.date(2026, 4, 30)]
    chart = charts.months(due, [dt.date(2026, 3, 20)], ("Đến hạn", "Hoàn thành"), "Nhiệm vụ theo thời gian")
    assert "03/2026: Đến hạn 2, Hoàn thành 1; 04/2026: Đến hạn 1, Hoàn thành 0" in chart
    assert chart.count('class="due"') == chart.count('class="done"') == 3  # two months and the legend
    assert charts.months([], [], ("a", "b"), "c") == ""


def test_the_leader_sees_tasks_over_time(as_: Any, visit: Visit) -> None:
    Task.objects.create(visit=visit, what="Lập đề án", lead_name="Sở Xây dựng", due="2026-06-30")
    assert "06/2026: Đến hạn 1" in as_("leader").get(f"/exchange/visits/{visit.pk}/leader/").content.decode()


# --- the programme


def test_a_programme_is_put_right_by_its_own_agency(as_: Any, cast: SimpleNamespace) -> None:
    row = Programme.objects.create(title="Kế hoạch", agency=cast.ours, created_by=cast.specialist)
    page = f"/exchange/programmes/{row.pk}/edit/"
    told = {"title": "Kế hoạch văn kiện", "feeds": "Báo cáo chính trị, phần nhà ở", "term": "2025-2030"}
    assert as_("viewer").post(page, told).status_code == 403
    assert as_("stranger").post(page, told).status_code == 404
    assert as_("specialist").post(page, told).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.term) == ("Kế hoạch văn kiện", "2025-2030")


# --- reminders


def test_the_morning_reminds_and_asks_for_the_next(cast: SimpleNamespace, visit: Visit, settings: Any) -> None:
    settings.EMAIL_HOST = "mail.example"
    late = (timezone.localdate() - dt.timedelta(2)).isoformat()
    Task.objects.create(visit=visit, what="Quá hạn rồi", lead=cast.theirs, lead_name="Sở Xây dựng", due=late)
    assert reminders.schedule()
    assert not reminders.schedule()
    row = DBTaskResult.objects.get()
    assert row.run_after > timezone.now()
    DBTaskResult.objects.all().delete()
    assert reminders.remind_daily.func() == 1
    assert mail.outbox[0].to == ["stranger@hcm.example"]
    assert DBTaskResult.objects.count() == 1


def test_an_office_without_mail_asks_for_no_reminder(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert not reminders.schedule()
