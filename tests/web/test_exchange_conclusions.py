"""What a text gives to a visit: conclusions with the words that say so, into papers and to another office; hosts abroad."""

import importlib
import io
import json
from types import SimpleNamespace
from typing import Any

import docx
import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile

from tuongdong.errors import SchemaError
from tuongdong.report.papers.record import Record
from tuongdong.web.exchange import records
from tuongdong.web.exchange.models import Conclusion, Evidence, Visit
from tuongdong.web.people.models import Agency, Locality

pytestmark = pytest.mark.django_db

NOTICE = """ỦY BAN NHÂN DÂN
THÀNH PHỐ HẢI PHÒNG
Số: 12/TB-UBND
Hải Phòng, ngày 05 tháng 9 năm 2025
THÔNG BÁO
Kết luận của Chủ tịch UBND thành phố tại buổi làm việc với Đoàn công tác tỉnh Quảng Ninh về liên kết du lịch
Ngày 28 tháng 8 năm 2025, đồng chí Lê Văn Châu, Chủ tịch UBND thành phố chủ trì buổi làm việc với Đoàn công tác tỉnh Quảng Ninh do đồng chí Bùi Văn Khánh, Chủ tịch UBND tỉnh làm Trưởng đoàn.
Chủ tịch UBND thành phố kết luận như sau:
1. Thống nhất mở tuyến tham quan chung của hai địa phương.
2. Sở Xây dựng rà soát bến tàu trước ngày 15/9/2025.
"""
AGREED = "Thống nhất mở tuyến tham quan chung của hai địa phương"
CALLED = "Thông báo số 12/TB-UBND ngày 05/09/2025"


@pytest.fixture
def visit(as_: Any) -> Visit:
    """A visit drafted from the notice, its conclusion accepted with other words."""
    client = as_("specialist")
    client.post("/exchange/visits/extract/", {"file": SimpleUploadedFile("tb.txt", NOTICE.encode())})
    row = Visit.objects.get()
    client.post(f"/exchange/visits/{row.pk}/draft/conclusions/0/", {"text": "Mở tuyến tham quan chung"})
    row.refresh_from_db()
    return row


def test_a_conclusion_from_a_text_has_the_document_and_its_words_as_evidence(as_: Any, visit: Visit) -> None:
    told = visit.conclusions.get()
    evidence = Evidence.objects.get(about="conclusion", about_id=told.pk)
    assert (told.text, evidence.reference, evidence.quote, evidence.kind) == (
        "Mở tuyến tham quan chung",
        CALLED,
        AGREED,
        "source",
    )
    assert visit.source[slice(*map(int, evidence.target.split()[1:]))] == AGREED
    page = as_("viewer").get(f"/exchange/visits/{visit.pk}/conclusions/")
    address = page.context["rows"][0][2][0].address
    assert address.startswith(f"/exchange/visits/{visit.pk}/source/#:~:text=")
    shown = as_("viewer").get(address.partition("#")[0]).content.decode()
    assert f">{AGREED}</mark>" in shown


def test_papers_carry_the_reference_of_a_conclusion(visit: Visit) -> None:
    record: Record = records.record_of(visit)
    assert record.conclusions == (f"Mở tuyến tham quan chung ({CALLED})",)


def test_a_visit_that_came_from_no_text_has_no_source_page(as_: Any, cast: SimpleNamespace) -> None:
    row = Visit.objects.create(agency=cast.ours, title="Tự lập")
    assert as_("viewer").get(f"/exchange/visits/{row.pk}/source/").status_code == 404


def test_conclusions_go_to_another_office_with_their_evidence(cast: SimpleNamespace, visit: Visit) -> None:
    plain = json.loads(json.dumps(records.to_plain(visit)))
    theirs = records.from_plain(plain, cast.theirs, cast.stranger)
    (evidence,) = theirs.evidence.all()
    assert (evidence.about_id, evidence.quote) == (theirs.conclusions.get().pk, AGREED)
    assert evidence.target == visit.evidence.get().target  # the text went along
    assert records.record_of(theirs).conclusions == records.record_of(visit).conclusions


def test_a_file_from_before_holds_conclusions_as_lines(cast: SimpleNamespace, visit: Visit) -> None:
    plain = records.to_plain(visit)
    del plain["conclusions"]
    plain["visit"]["conclusions"] = "Trao đổi mỗi quý\n\nGửi số liệu"
    theirs = records.from_plain(json.loads(json.dumps(plain)), cast.theirs, cast.stranger)
    assert [one.text for one in theirs.conclusions.all()] == ["Trao đổi mỗi quý", "Gửi số liệu"]


def test_an_office_of_before_keeps_its_lines_as_records() -> None:
    """What the migration does, on stand-ins for the rows as they were."""
    step = importlib.import_module("tuongdong.web.exchange.migrations.0005_conclusions")
    made: list[tuple[int, str]] = []
    visits = [SimpleNamespace(pk=1, told="Trao đổi mỗi quý\n \n Gửi số liệu "), SimpleNamespace(pk=2, told="")]
    rows = SimpleNamespace(exclude=lambda told: [one for one in visits if one.told != told])
    kept = SimpleNamespace(create=lambda visit, text: made.append((visit.pk, text)))
    models = {"Visit": SimpleNamespace(objects=rows), "Conclusion": SimpleNamespace(objects=kept)}
    step.rows_of_lines(SimpleNamespace(get_model=lambda _app, name: models[name]), None)
    assert made == [(1, "Trao đổi mỗi quý"), (1, "Gửi số liệu")]
    assert apps.get_model("exchange", "Conclusion") is Conclusion


SEOUL = """Hải Phòng học tập kinh nghiệm tại Seoul
Ngày 05/6/2025, đoàn công tác của thành phố Hải Phòng do Phó Chủ tịch UBND thành phố Lê Văn Hòa làm trưởng đoàn đã đến thăm và làm việc tại thành phố Seoul (Hàn Quốc).
Đoàn đã có buổi làm việc với chính quyền thành phố Seoul, trao đổi kinh nghiệm về xe buýt điện. Phó Thị trưởng Seoul Kim Min-su chủ trì tiếp đoàn.
"""


def test_a_host_abroad_receives_a_visit_like_any_other(as_: Any, cast: SimpleNamespace) -> None:
    client = as_("specialist")
    client.post("/exchange/visits/extract/", {"file": SimpleUploadedFile("tin.txt", SEOUL.encode())})
    row = Visit.objects.get()
    for group, text in (("sessions", "thành phố Seoul (Hàn Quốc)"), ("participants", "Kim Min-su")):
        at = 0 if group == "sessions" else 1
        client.post(f"/exchange/visits/{row.pk}/draft/{group}/{at}/", {"text": text})
    (host,) = row.hosts.all()
    assert (host.name, host.agency) == ("thành phố Seoul (Hàn Quốc)", None)
    assert [(one.name, one.side) for one in row.members.all()] == [("Kim Min-su", "host")]
    # the office may keep it as a locality, and its administration as an agency, of no province of ours
    seoul = Locality.objects.create(name="Seoul", kind="thành phố (Hàn Quốc)")
    host.agency = Agency.objects.create(name="Chính quyền thành phố Seoul", locality=seoul)
    host.full_clean()
    host.save()
    record = records.record_of(row)
    assert [meeting.host for meeting in record.meetings] == ["thành phố Seoul (Hàn Quốc)"]
    client.post(f"/exchange/visits/{row.pk}/papers/", {"kind": "register"})
    paper = docx.Document(io.BytesIO(client.get(f"/exchange/papers/{row.papers.get().pk}.docx").content))
    assert any("thành phố Seoul (Hàn Quốc)" in paragraph.text for paragraph in paper.paragraphs)


@pytest.mark.parametrize("spoilt", [{"kind": "tho"}, {"content": {}}, {"content": {"title": 3}}])
def test_a_file_with_a_paper_that_cannot_be_made_is_refused(
    as_: Any, cast: SimpleNamespace, visit: Visit, spoilt: dict[str, Any]
) -> None:
    as_("specialist").post(f"/exchange/visits/{visit.pk}/papers/", {"kind": "results"})
    plain = json.loads(json.dumps(records.to_plain(visit)))
    plain["papers"][0] |= spoilt
    with pytest.raises(SchemaError):
        records.from_plain(plain, cast.theirs, cast.stranger)
    assert not Visit.objects.filter(agency=cast.theirs).exists()


def test_who_may_share_finds_the_button(as_: Any, visit: Visit) -> None:
    page = f"/exchange/visits/{visit.pk}/"
    assert 'name="share"' not in as_("specialist").get(page).content.decode()
    assert 'name="share"' in as_("leader").get(page).content.decode()
    as_("leader").post(f"{page}edit/", {"share": "1"})
    assert as_("stranger").get(page).status_code == 200
