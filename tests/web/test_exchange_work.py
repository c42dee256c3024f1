"""What offices do together: question forms, guests' files, records that are one, an agency's own page, papers as PDF, the whole exchange in a file."""

import base64
import datetime as dt
import io
import json
from types import SimpleNamespace
from typing import Any

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

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
from tuongdong.web.people.models import Agency, AgencySuccession

pytestmark = pytest.mark.django_db
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
    client.post(where, {"body": page.context["body"], "name": page.context["name"], "apply": "1"})
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


# --- papers


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
