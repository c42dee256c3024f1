"""What offices do together: question forms, guests' files, records that are one, an agency's own page, papers as PDF, the whole exchange in a file."""

import base64
import datetime as dt
import io
import json
import re
from types import SimpleNamespace
from typing import Any

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tuongdong import examples
from tuongdong.compare import compare
from tuongdong.extract import second
from tuongdong.parse.file import parse_file
from tuongdong.report.papers.compose import compose
from tuongdong.report.pdf import can_pdf
from tuongdong.web.exchange import duplicates, records
from tuongdong.web.exchange.models import (
    Attachment,
    GuestLink,
    Paper,
    Preference,
    Programme,
    Question,
    Sameness,
    Task,
    Visit,
)
from tuongdong.web.exchange.prepare import questions_of
from tuongdong.web.library.models import Policy, PolicyState
from tuongdong.web.people.models import Agency, AgencySuccession

pytestmark = pytest.mark.django_db
OURS = (
    "HỘI ĐỒNG NHÂN DÂN\nTHÀNH PHỐ SÔNG MÂY\nSố: 11/2025/NQ-HĐND\nMây Ngàn, ngày 10 tháng 5 năm 2025\nNGHỊ QUYẾT\n"
    "Về một số chính sách hỗ trợ nhà ở xã hội\nĐiều 1. Mức hỗ trợ lãi suất\n1. Hỗ trợ lãi suất không quá 70%.\n"
)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"


def file(name: str, body: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body)


@pytest.fixture
def visit(cast: SimpleNamespace) -> Visit:
    row = Visit.objects.create(agency=cast.ours, title="Trao đổi với Bến Nước", first_day=dt.date(2026, 3, 2))
    row.hosts.create(name="UBND thành phố Bến Nước")
    return row


# --- question forms


def _word(body: bytes, answer: str, code: str | None = None) -> bytes:
    document = docx.Document(io.BytesIO(body))
    row = document.tables[0].rows[1]
    row.cells[3].text, row.cells[4].text = answer, "Bà Năm"
    if code is not None:
        row.cells[0].text = code
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _excel(body: bytes, answer: str, code: str | None = None) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(body))
    sheet: Any = book.active
    sheet["E2"], sheet["F2"] = answer, "Bà Năm"
    if code is not None:
        sheet["A2"] = code
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("suffix", "fill"), [("docx", _word), ("xlsx", _excel)])
def test_a_form_goes_to_the_host_and_its_answers_are_shown_before_they_are_taken(
    as_: Any, visit: Visit, suffix: str, fill: Any
) -> None:
    one = Question.objects.create(visit=visit, text="Quỹ đất bố trí ra sao?", field="Nhà ở xã hội")
    client, where = as_("specialist"), f"/exchange/visits/{visit.pk}/questions/answers/"
    form = client.get(f"/exchange/visits/{visit.pk}/questions.{suffix}").content
    filled = fill(form, "Bố trí 20 ha")
    page = client.post(where, {"file": file(f"p.{suffix}", filled)})
    one.refresh_from_db()
    assert one.answer == ""
    assert "Bố trí 20 ha" in page.content.decode()
    told = {name: page.context[name] for name in ("body", "name", "stamp")}
    client.post(where, told | {"apply": "1"})
    one.refresh_from_db()
    assert (one.answer, one.answered_by) == ("Bố trí 20 ha", "Bà Năm")
    # an empty cell empties nothing, and a code of elsewhere is told
    again = client.post(where, {"file": file(f"p.{suffix}", fill(form, ""))})
    assert again.context["given"] == []
    strange = client.post(where, {"file": file(f"p.{suffix}", fill(form, "x", "999"))})
    assert (strange.context["given"], "999" in strange.content.decode()) == ([], True)


@pytest.mark.parametrize("name", ["p.xlsx", "p.docx", "p.exe"])
def test_a_form_that_is_none_says_so_and_changes_nothing(as_: Any, visit: Visit, name: str) -> None:
    Question.objects.create(visit=visit, text="Quỹ đất?", answer="đã có")
    page = as_("specialist").post(
        f"/exchange/visits/{visit.pk}/questions/answers/", {"file": file(name, b"khong phai")}
    )
    assert "Không đọc được tệp" in page.content.decode()
    assert Question.objects.get().answer == "đã có"
    assert (
        as_("viewer").post(f"/exchange/visits/{visit.pk}/questions/answers/", {"file": file(name, b"x")}).status_code
        == 403
    )


# --- guests


@pytest.fixture
def guest(visit: Visit) -> SimpleNamespace:
    mine, other = (Question.objects.create(visit=visit, text=text) for text in ("Quỹ đất?", "Nội bộ?"))
    link, key = GuestLink.issue(visit, "Sở Xây dựng Bến Nước", [mine], 14)
    return SimpleNamespace(mine=mine, other=other, link=link, where=f"/exchange/guest/{key}/")


def test_a_guest_sends_files_with_an_answer(as_: Any, guest: SimpleNamespace) -> None:
    answer = Client().post(
        guest.where,
        {
            f"answer-{guest.mine.pk}": "Xem tệp",
            f"file-{guest.mine.pk}": [file("qd.pdf", PDF), file("anh.png", b"\x89PNG\r\n\x1a\n0")],
        },
        follow=True,
    )
    assert "qd.pdf" in answer.content.decode()
    kept = list(Attachment.objects.order_by("name"))
    assert [(one.name, one.question, one.sender) for one in kept] == [
        ("anh.png", guest.mine, "Sở Xây dựng Bến Nước"),
        ("qd.pdf", guest.mine, "Sở Xây dựng Bến Nước"),
    ]
    assert b"".join(as_("viewer").get(f"/exchange/files/{kept[1].pk}/").streaming_content) == PDF
    assert Client().get(f"/exchange/files/{kept[1].pk}/").status_code == 302  # the guest has no way into the office


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("trang.html", b"<html><script>alert(1)</script></html>"),
        ("van-ban.pdf", b"MZ\x90\x00 chuong trinh"),  # its content tells, not its name
        ("goi.zip", b"PK\x03\x04 hong"),
        ("ghi-chu.txt", b"chu thuong"),
    ],
)
def test_other_files_of_guests_are_refused_and_what_was_typed_stays(
    guest: SimpleNamespace, name: str, body: bytes
) -> None:
    answer = Client().post(
        guest.where, {f"answer-{guest.mine.pk}": "Đã gõ rất lâu", f"file-{guest.mine.pk}": file(name, body)}
    )
    assert answer.status_code == 422
    assert "Đã gõ rất lâu" in answer.content.decode()
    assert Attachment.objects.count() == 0


def test_a_guest_sends_no_file_for_another_question_nor_after_the_end(guest: SimpleNamespace) -> None:
    assert Client().post(guest.where, {f"file-{guest.other.pk}": file("a.pdf", PDF)}).status_code == 404
    for at in range(7):
        Client().post(guest.where, {f"file-{guest.mine.pk}": file(f"{at}.pdf", PDF + bytes([at]))})
    assert Attachment.objects.count() == 5  # no more than five a question
    GuestLink.objects.update(expires=timezone.now() - dt.timedelta(seconds=1))
    assert Client().post(guest.where, {f"file-{guest.mine.pk}": file("z.pdf", PDF)}).status_code == 410
    assert Attachment.objects.count() == 5


# --- records that are one


@pytest.fixture
def programme(cast: SimpleNamespace, visit: Visit) -> Programme:
    row = Programme.objects.create(agency=cast.ours, title="Kế hoạch văn kiện", sharing="shared")
    Visit.objects.filter(pk=visit.pk).update(programme=row)
    second = Visit.objects.create(agency=cast.ours, title="Trao đổi với Bến Sao", programme=row)
    visit.obstacles.create(field="Nhà ở", text="Chủ đầu tư chậm hoàn thiện bảo lãnh ngân hàng")
    second.obstacles.create(field="Nhà ở", text="Việc hoàn thiện bảo lãnh ngân hàng của chủ đầu tư còn chậm")
    second.obstacles.create(field="Rác", text="Chưa có lộ trình giá dịch vụ thu gom")
    return row


def test_alike_records_of_several_visits_are_suggested_and_a_person_decides(as_: Any, programme: Programme) -> None:
    where = f"/exchange/programmes/{programme.pk}/"
    page = as_("specialist").get(where)
    (pair,) = page.context["pairs"]
    assert {pair.one.visit.title, pair.other.visit.title} == {"Trao đổi với Bến Nước", "Trao đổi với Bến Sao"}
    told = {"about": "obstacle", "one": pair.one.pk, "other": pair.other.pk, "same": "1"}
    assert as_("viewer").post(f"{where}sameness/", told).status_code == 403
    assert as_("stranger").post(f"{where}sameness/", told).status_code == 404
    as_("specialist").post(f"{where}sameness/", told)
    page = as_("specialist").get(where)
    assert page.context["pairs"] == []
    houses = dict(page.context["obstacles"])["Nhà ở"]
    assert [(one.row.pk, [other.pk for other in one.others]) for one in houses] == [(pair.one.pk, [pair.other.pk])]
    assert pair.other.__class__.objects.count() == 3  # nothing is deleted


def test_what_a_person_calls_different_is_not_suggested_again(programme: Programme) -> None:
    rows = list(duplicates.KINDS["obstacle"].objects.all())
    (pair,) = duplicates.suggestions(rows)
    duplicates.decide("obstacle", pair.other, pair.one, same=False)
    assert duplicates.suggestions(rows) == []
    assert all(not one.others for one in duplicates.folded(rows))
    duplicates.decide("obstacle", pair.one, pair.other, same=True)  # a change of mind replaces it
    assert Sameness.objects.get().same


# --- an agency's page


def test_an_agency_sees_its_tasks_and_those_of_what_went_into_it(as_: Any, cast: SimpleNamespace, visit: Visit) -> None:
    old = Agency.objects.create(name="Sở Giao thông", locality=cast.hcm, until=dt.date(2025, 2, 28))
    AgencySuccession.objects.create(old=old, new=cast.theirs, day=dt.date(2025, 3, 1))
    Task.objects.create(visit=visit, what="Rà soát nhà ở", lead=cast.theirs, lead_name="Sở Xây dựng", due="2026-01-31")
    Task.objects.create(visit=visit, what="Rà soát đường", lead=old, lead_name="Sở Giao thông")
    Task.objects.create(visit=visit, what="Việc nội bộ", lead=cast.ours, lead_name="Sở Tài chính")
    page = as_("stranger").get(f"/exchange/agencies/{cast.theirs.pk}/").content.decode()
    assert ("Rà soát nhà ở" in page, "Rà soát đường" in page, "Việc nội bộ" in page) == (True, True, False)
    document = docx.Document(io.BytesIO(as_("stranger").get(f"/exchange/agencies/{cast.theirs.pk}/tasks.docx").content))
    words = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert ("Rà soát nhà ở" in words, "Rà soát đường" in words, "Việc nội bộ" in words) == (True, True, False)
    assert as_("stranger").get(f"/exchange/agencies/{cast.theirs.pk}/calendar.ics").content.count(b"BEGIN:VTODO") == 1
    assert as_("outsider").get(f"/exchange/agencies/{cast.theirs.pk}/").status_code == 403
    assert as_("stranger").get(f"/exchange/agencies/{cast.theirs.pk}/minutes.docx").status_code == 404


def test_no_paper_tells_of_tasks_that_the_reader_may_not_see(as_: Any, cast: SimpleNamespace, visit: Visit) -> None:
    Task.objects.create(visit=visit, what="Việc nội bộ", lead=cast.ours, lead_name="Sở Tài chính", due="2026-01-31")
    where = f"/exchange/agencies/{cast.ours.pk}/"
    page = as_("stranger").get(where).content.decode()
    assert ("Công văn đôn đốc" in page, "Báo cáo định kỳ" in page) == (False, False)
    for kind in ("urge", "tasks"):
        told = as_("stranger").get(f"{where}{kind}.docx", follow=True)
        assert told.redirect_chain == [(where, 302)]
        assert "Không có nhiệm vụ nào mà bạn được xem để lập văn bản này." in told.content.decode()


def test_an_agency_urges_others_and_not_itself(as_: Any, cast: SimpleNamespace, visit: Visit) -> None:
    for lead in (cast.ours, cast.theirs):
        Task.objects.create(visit=visit, what="Rà soát", lead=lead, lead_name=lead.name, due="2026-01-31")
    own, other = (f"/exchange/agencies/{lead.pk}/" for lead in (cast.ours, cast.theirs))
    client = as_("specialist")
    assert ["Công văn đôn đốc" in client.get(where).content.decode() for where in (own, other)] == [False, True]
    assert client.get(f"{own}urge.docx").status_code == 302
    (_head, grid, *_rest) = docx.Document(io.BytesIO(client.get(f"{other}urge.docx").content)).tables
    assert [row.cells[2].text for row in grid.rows[1:]] == ["Sở Xây dựng"]


def test_an_agency_chooses_when_a_task_is_due_soon_and_how_it_looks(
    as_: Any, cast: SimpleNamespace, visit: Visit
) -> None:
    day = timezone.localdate() + dt.timedelta(20)
    Task.objects.create(visit=visit, what="Lập đề án", lead=cast.ours, lead_name="Sở Tài chính", due=day.isoformat())
    where = f"/exchange/agencies/{cast.ours.pk}/"
    assert "sắp đến hạn" not in as_("specialist").get("/exchange/tasks/").content.decode().split("<tbody>")[-1]
    told = {"soon_days": "30", "soon_tone": "info", "late_tone": "bad"}
    assert as_("specialist").post(where, told).status_code == 403
    assert as_("coordinator").post(where, told | {"soon_days": "900"}).status_code == 422
    as_("coordinator").post(where, told)
    assert Preference.objects.get().soon_days == 30
    assert 'chip info">' in as_("specialist").get("/exchange/tasks/").content.decode()
    assert "sắp đến hạn" in as_("specialist").get("/exchange/tasks/").content.decode()


def test_a_deadline_in_the_past_is_kept_and_told(as_: Any, cast: SimpleNamespace, visit: Visit) -> None:
    told = {"what": "Lập đề án", "lead": "", "lead_name": "Sở Y tế", "with_names": "", "watch": "", "due_proposed": ""}
    page = as_("specialist").post(f"/exchange/visits/{visit.pk}/tasks/", told | {"due": "15/01/2020"}, follow=True)
    assert "Thời hạn 15/01/2020 đã qua" in page.content.decode()
    assert Task.objects.get().cell() == "open_overdue"
    page = as_("specialist").post(f"/exchange/visits/{visit.pk}/tasks/", told | {"due": "15/01/2099"}, follow=True)
    assert "đã qua" not in page.content.decode()
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (("Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"), ("Việc cũ", "Sở Y tế", "01/02/2021")):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    page = as_("specialist").post(
        f"/exchange/visits/{visit.pk}/tasks/import/", {"file": file("t.xlsx", out.getvalue())}
    )
    assert "Thời hạn 01/02/2021 đã qua" in page.content.decode()


# --- papers


def test_a_paper_names_the_hosts_before_there_is_a_session(cast: SimpleNamespace) -> None:
    row = Visit.objects.create(title="Trao đổi", agency=cast.ours)
    row.hosts.create(name="UBND thành phố Đồi Thông")
    assert "UBND thành phố Đồi Thông" in str(compose("results", records.record_of(row)))


def test_a_paper_as_pdf_where_libreoffice_is(as_: Any, visit: Visit) -> None:
    if not can_pdf():
        pytest.skip("no LibreOffice: apt-get install libreoffice-writer")
    as_("specialist").post(f"/exchange/visits/{visit.pk}/papers/", {"kind": "thanks"})
    answer = as_("viewer").get(f"/exchange/papers/{Paper.objects.get().pk}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert as_("viewer").get(f"/exchange/papers/{Paper.objects.get().pk}.odt").status_code == 404


# --- another office


def test_files_and_what_is_the_same_go_along_to_another_office(
    as_: Any, cast: SimpleNamespace, guest: SimpleNamespace
) -> None:
    Client().post(guest.where, {f"file-{guest.mine.pk}": file("qd.pdf", PDF)})
    visit = guest.mine.visit
    one, other = visit.obstacles.create(text="chậm bảo lãnh"), visit.obstacles.create(text="bảo lãnh chậm")
    duplicates.decide("obstacle", one, other, same=True)
    plain = records.to_plain(visit)
    made = records.from_plain(json.loads(json.dumps(plain)), cast.theirs, cast.stranger)
    kept = made.attachments.get()
    assert kept.question is not None
    assert (kept.name, kept.question.text, kept.sender) == ("qd.pdf", "Quỹ đất?", "Sở Xây dựng Bến Nước")
    assert b"".join(as_("stranger").get(f"/exchange/files/{kept.pk}/").streaming_content) == PDF
    assert made.samenesses.get().one in [row.pk for row in made.obstacles.all()]


@pytest.mark.parametrize("data", [base64.b64encode(b"another").decode(), "###"])
def test_a_file_that_was_changed_on_the_way_is_refused_with_all_of_it(
    as_: Any, guest: SimpleNamespace, data: str
) -> None:
    Client().post(guest.where, {f"file-{guest.mine.pk}": file("qd.pdf", PDF)})
    plain = records.to_plain(guest.mine.visit)
    plain["attachments"][0]["data"] = data
    as_("stranger").post("/exchange/visits/import/", {"file": file("t.json", json.dumps(plain).encode())})
    assert Visit.objects.count() == 1


# --- the leader's page, evidence, the checker, questions from both coverages


def test_the_leader_sees_what_is_alike_and_who_is_ahead(
    as_: Any, cast: SimpleNamespace, compared: Any, visit: Visit
) -> None:
    policy = Policy.objects.create(name="Hỗ trợ lãi suất nhà ở", agency=cast.ours, created_by=cast.specialist)
    for place, state in ((cast.danang, "waiting"), (cast.hcm, "results")):
        PolicyState.objects.create(policy=policy, locality=place, state=state)
    visit.hosts.create(name="UBND thành phố Bến Sao")
    page = as_("leader").get(f"/exchange/visits/{visit.pk}/leader/")
    (told,) = page.context["alike"]
    assert (told.same, told.differs) == (1, 1)
    (first,) = page.context["ahead"]
    assert [locality for locality, _state, _name in first.states] == ["Thành phố Hồ Chí Minh", "Đà Nẵng"]
    assert "đã có kết quả" in page.content.decode()
    assert "svg" in str(page.context["policy_chart"])


@pytest.mark.parametrize(
    ("host", "count"),
    [("UBND thành phố Bến Sao", 1), ("Sở Xây dựng TP. Bến Sao", 1), ("UBND thành phố Bến Nước", 0), ("", 0)],
)
def test_the_leader_sees_comparisons_with_whom_was_visited_alone(
    as_: Any, compared: Any, visit: Visit, host: str, count: int
) -> None:
    visit.hosts.all().delete()
    visit.hosts.create(name=host)
    page = as_("leader").get(f"/exchange/visits/{visit.pk}/leader/")
    assert len(page.context["alike"]) == count


def test_the_leader_sees_counts_as_the_page_of_the_comparison_has_them(as_: Any, compared: Any, visit: Visit) -> None:
    visit.hosts.create(name="UBND thành phố Bến Sao")
    sent = {"act": "reject", "a": "art_1__cl_1", "b": "art_2__cl_1"}
    as_("specialist").post(f"/library/pairings/{compared.pk}/decide/", sent)
    (told,) = as_("leader").get(f"/exchange/visits/{visit.pk}/leader/").context["alike"]
    tabs = dict(as_("leader").get(compared.comparison.get_absolute_url()).context["tabs"])
    assert told.differs == 0
    assert told[2:] == (tabs["same"], tabs["differs"], tabs["only_a"], tabs["only_b"])


def test_evidence_leads_to_the_provision_in_the_library_where_there_is_one(
    as_: Any, cast: SimpleNamespace, add: Any, visit: Visit
) -> None:
    document = add(OURS, "ta.txt").document
    row = visit.obstacles.create(text="Mức hỗ trợ thấp")
    for reference in ("11/2025/NQ-HĐND, khoản 1 Điều 1", "99/2025/NQ-HĐND, Điều 1", "ý kiến tại buổi làm việc"):
        visit.evidence.create(about="obstacle", about_id=row.pk, kind="provision", reference=reference)
    page = as_("viewer").get(f"/exchange/visits/{visit.pk}/obstacles/").content.decode()
    assert f'href="/library/{document.pk}/#art_1__cl_1"' in page
    assert page.count("/#art_") == 1


def test_questions_say_since_when_what_was_issued_what_the_value_is_and_what_we_lack(
    as_: Any, cast: SimpleNamespace, add: Any, compared: Any, visit: Visit
) -> None:
    visit.hosts.create(name="UBND thành phố Bến Sao")
    add(
        "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ BẾN SAO\nSố: 40/2024/QĐ-UBND\nBến Sao, ngày 01 tháng 10 năm 2024\nQUYẾT ĐỊNH\nQuy định hỗ trợ lãi suất\n"
        "Điều 1. Phạm vi\nQuyết định này quy định chi tiết khoản 1 Điều 2 Nghị quyết số 22/2024/NQ-HĐND: hồ sơ vay mua nhà ở xã hội nộp tại ngân hàng.\n"
        "Điều 2. Hiệu lực\nQuyết định này có hiệu lực từ ngày 15 tháng 10 năm 2024.\n",
        "chi-tiet.txt",
        who="stranger",
        agency=cast.theirs,
        sharing="shared",
    )
    where = f"/exchange/visits/{visit.pk}/questions/draft/"
    drafted = as_("specialist").get(where, {"comparison": compared.comparison_id}).context["drafted"]
    texts = [one.text for _at, (_host, one) in drafted]
    about = next(text for text in texts if "50%" in text)
    assert (
        "thành phố Bến Sao “không quá 50%”, địa phương chúng tôi “không quá 70%”" in about,
        "40/2024/QĐ-UBND" in about,
        "15/10/2024" in about,
    ) == (True, True, True)
    assert {host for _at, (host, _one) in drafted} == {"UBND thành phố Bến Sao"}
    as_("specialist").post(where, {"comparison": compared.comparison_id, "take": ["0"]})
    assert Question.objects.get().text == texts[0]


def test_a_question_to_another_committee_calls_both_sides_by_their_names() -> None:
    ours, theirs = (parse_file(path) for path in (examples.ours(), examples.theirs()))
    drafted = list(questions_of(compare(ours, theirs, "a", "b"), ours, theirs))
    told = "\n".join(f"{one.text} {one.basis}" for one in drafted)
    assert "diện tích: thành phố Bến Sao “từ 05 ha trở lên”, thành phố Mây Ngàn “từ 02 ha trở lên”" in told
    assert "thành phố Bến Sao thực hiện từ 01/08/2025; thành phố Mây Ngàn chưa có quy định này." in told
    assert re.findall(r"\b(?:bạn|ta)\b", told) == []


def test_who_decides_with_us_and_who_with_them_is_one_difference() -> None:
    ours, theirs = (parse_file(path) for path in (examples.ours(), examples.theirs()))
    drafted = questions_of(compare(ours, theirs, "a", "b"), ours, theirs)
    (about,) = [one.text for one in drafted if one.text.startswith("Khoản 2 Điều 7 ")]
    assert about.count("thẩm quyền: ") == 1
    assert (
        "thẩm quyền: thành phố Bến Sao “Ủy ban nhân dân thành phố quyết định”, thành phố Mây Ngàn “Hội đồng nhân dân Thành phố "
        in about
    )
    assert "không nêu" not in about


def test_the_checker_in_the_office_knows_what_the_library_holds(as_: Any, add: Any, visit: Visit) -> None:
    add(OURS.replace("THÀNH PHỐ SÔNG MÂY", "THÀNH PHỐ ĐÀ NẴNG"), "a.txt")
    visit.bases = "Nghị quyết số 11/2025/NQ-HĐND ngày 12 tháng 5 năm 2025\nNghị quyết số 98/2099/NQ-HĐND"
    visit.save()
    as_("specialist").post(f"/exchange/visits/{visit.pk}/papers/", {"kind": "results"})
    body = as_("viewer").get(f"/exchange/papers/{Paper.objects.get().pk}.docx").content
    page = as_("viewer").post("/exchange/check/", {"file": file("bc.docx", body)})
    told = " ".join(words for _severity, words in page.context["findings"])
    assert ("10/05/2025" in told, "98/2099/NQ-HĐND" in told) == (True, True)


# --- the second reader


REPORT = (
    "Hà Nam học tập kinh nghiệm của thành phố Hải Phòng\nNgày 4/3/2026, đoàn công tác UBND tỉnh Hà Nam do Chủ tịch UBND tỉnh Trần Văn Bốn "
    "làm trưởng đoàn có buổi làm việc với UBND thành phố Hải Phòng.\nAi cũng mong Sở Xây dựng sớm có bản đồ quỹ đất, trước ngày 30/6/2026.\n"
)


def test_the_second_reader_is_asked_only_where_set_up_and_ticked(
    as_: Any, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(text: str, reader: Any) -> tuple[Any, ...]:
        asked.append(reader.address)
        return (second._Item("tasks", "Sở Xây dựng sớm có bản đồ quỹ đất, trước ngày 30/6/2026"),)

    monkeypatch.setattr(second, "_ask", answer)
    client = as_("specialist")
    send = {"file": file("tin.txt", REPORT.encode()), "second": "on"}
    assert "Nhờ mô hình" not in client.get("/exchange/").content.decode()
    client.post("/exchange/visits/extract/", send)
    assert asked == []  # nobody set an address
    monkeypatch.setenv("TUONGDONG_READER_URL", "http://127.0.0.1:1/v1")
    assert "Nhờ mô hình" in client.get("/exchange/").content.decode()
    client.post("/exchange/visits/extract/", {"file": file("tin.txt", REPORT.encode())})
    assert asked == []  # nobody ticked it
    client.post("/exchange/visits/extract/", {"file": file("tin.txt", REPORT.encode()), "second": "on"})
    assert asked == ["http://127.0.0.1:1/v1"]
    visit = Visit.objects.order_by("-pk")[0]
    client.post(f"/exchange/visits/{visit.pk}/draft/suggested/0/", {"text": "Lập bản đồ quỹ đất"})
    task = Task.objects.get()
    assert (task.what, task.lead_name, task.due) == ("Lập bản đồ quỹ đất", "Sở Xây dựng", "2026-06-30")
    assert "bản đồ quỹ đất" in visit.evidence.get().quote


@pytest.mark.parametrize("nonsense", ["²", "٣" * 40, "9" * 5000, "x", ""])
def test_ids_that_are_none_are_not_found(as_: Any, visit: Visit, nonsense: str) -> None:
    client = as_("coordinator")
    same = client.post(
        f"/exchange/programmes/{visit.programme_id}/sameness/",
        {"about": next(iter(duplicates.KINDS)), "one": nonsense, "other": nonsense, "same": "1"},
    )
    assert same.status_code == 404
    assert client.get(f"/exchange/visits/{visit.pk}/questions/draft/", {"comparison": nonsense}).status_code in (
        200,
        404,
    )
    assert client.post(
        f"/exchange/visits/{visit.pk}/questions/draft/", {"comparison": "", "take": nonsense}
    ).status_code in (302, 404)
