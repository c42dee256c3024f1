"""Files into documents, their pages, and search: what may be seen by whom."""

import io
import zipfile
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tuongdong.web.library.indexing import renew_index, repair_index, the_index
from tuongdong.web.library.ingest import take_in
from tuongdong.web.library.models import Cited, Document, Doubt, Upload, Version
from tuongdong.web.library.originals import folder, path_of
from tuongdong.web.library.tasks import accept, forget_deleted, read_upload
from tuongdong.web.library.views.searching import filters_for, find

pytestmark = pytest.mark.django_db

TEXT = """HỘI ĐỒNG NHÂN DÂN
THÀNH PHỐ SÔNG MÂY
Số: 11/2025/NQ-HĐND
Mây Ngàn, ngày 10 tháng 5 năm 2025
NGHỊ QUYẾT
Về một số chính sách hỗ trợ nhà ở xã hội
Điều 1. Mức hỗ trợ
1. Hỗ trợ lãi suất vay mua nhà ở xã hội không quá 70%.
2. Thực hiện theo quy định tại Nghị định số 100/2024/NĐ-CP.
Điều 2. Quỹ đất
Chủ đầu tư dành tối thiểu 20% diện tích đất ở.
"""


def test_a_file_becomes_a_document_with_its_head(add: Any) -> None:
    upload = add(TEXT)
    assert upload.status == "ready"
    document = upload.document
    assert (document.number, document.doctype, str(document.issued_on)) == (
        "11/2025/NQ-HĐND",
        "nghị quyết",
        "2025-05-10",
    )
    assert [one.eid for one in document.value.provisions][:2] == ["art_1", "art_1__cl_1"]
    assert path_of(upload.sha256).read_bytes() == TEXT.encode()


def test_the_same_content_is_recognised_by_bytes_and_by_text(add: Any) -> None:
    first = add(TEXT).document
    assert add(TEXT, "ten-khac.txt").document == first
    again = add(TEXT.replace("\n", "\r\n"), "windows.txt")
    assert (again.status, again.document) == ("duplicate", first)
    assert Document.objects.count() == 1


def test_another_agencys_draft_is_no_duplicate_and_tells_nothing(add: Any, cast: SimpleNamespace) -> None:
    add(TEXT)
    other = add(TEXT, who="stranger", agency=cast.theirs)
    assert other.status == "ready"
    assert Document.objects.count() == 2


def test_a_secret_document_is_refused_and_nothing_of_it_is_kept(add: Any) -> None:
    upload = add("MẬT\n" + TEXT)
    assert (upload.status, upload.code, upload.document) == ("refused", "secret_refused", None)
    assert not Document.objects.exists()
    assert not Version.objects.exists()
    assert [one for one in folder().rglob("*") if one.is_file()] == []


def _bomb() -> bytes:
    """A .docx whose body unpacks to far more than it weighs."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<w>" + b" " * 300_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("rong.txt", b" "),
        ("anh.docx", b"\x89PNG\r\n\x1a\n" + b"\0" * 100),  # another type than its name says
        ("hong.docx", b"PK\x03\x04 cut short"),
        ("hong.pdf", b"%PDF-1.7 cut short"),
        ("chuong-trinh.txt", b"MZ\x90\0" + bytes(range(256))),
        ("bom.docx", _bomb()),
        ("../../etc/passwd", b"root:x:0:0"),
    ],
)
def test_hostile_files_end_in_a_line_and_no_document(add: Any, name: str, data: bytes) -> None:
    upload = add(data, name)
    assert upload.status == "failed"
    assert upload.say("vi")
    assert "/" not in upload.name
    assert not Document.objects.exists()


def test_an_empty_file_is_named_and_keeps_no_other_out(as_: Any, cast: SimpleNamespace) -> None:
    files = [SimpleUploadedFile(name, data) for name, data in (("rong.docx", b""), ("tot.txt", TEXT.encode()))]
    sent = {"uploads": files, "agency": cast.ours.pk, "sharing": "draft"}
    page = as_("specialist").post("/library/upload/", sent, follow=True)
    for upload in Upload.objects.all():
        take_in(upload.pk)
    empty, good = Upload.objects.all()
    assert (empty.status, good.status) == ("failed", "ready")
    told = as_("specialist").get(page.redirect_chain[-1][0]).content.decode()
    assert "Tệp rong.docx rỗng" in told


def test_an_empty_version_is_named_and_leaves_the_text_that_stands(add: Any, as_: Any) -> None:
    document = add(TEXT).document
    sent = {"file": SimpleUploadedFile("rong.docx", b"")}
    as_("specialist").post(f"/library/{document.pk}/versions/", sent)
    upload = Upload.objects.latest("pk")
    assert (take_in(upload.pk), upload.name, document.versions.count()) == ("failed", "rong.docx", 1)


def test_text_of_documents_is_never_markup(add: Any, as_: Any) -> None:
    evil = TEXT.replace("Quỹ đất", '<script>alert(1)</script> {0} {{ x }} "><img src=x onerror=alert(1)>')
    document = add(evil, '"><script>x.txt').document
    renew_index()
    for path in (document.get_absolute_url(), "/library/", "/library/search/?q=script+alert"):
        page = as_("viewer").get(path).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;" in page or path == "/library/"


def test_the_page_shows_every_word_and_citations_as_links(add: Any, as_: Any) -> None:
    document = add(TEXT).document
    page = as_("viewer").get(document.get_absolute_url()).content.decode()
    for line in TEXT.splitlines():
        assert line.split(". ", 1)[-1].split("Nghị định")[0].strip() in page
    assert 'id="art_1__cl_2"' in page
    assert "/library/cited?number=100%2F2024%2FN%C4%90-CP" in page


def test_what_cites_a_document_is_told_as_far_as_it_may_be_seen(add: Any, as_: Any, cast: SimpleNamespace) -> None:
    cited = add(TEXT, sharing="shared").document
    hidden = add(TEXT.replace("11/2025", "12/2025"), who="stranger", agency=cast.theirs).document
    Cited.objects.create(
        version=hidden.current,
        within="art_1",
        text="x",
        start=0,
        end=1,
        kind="cite",
        number="11/2025/nq-hđnd",
        own=False,
        resolved=True,
    )
    assert hidden.number not in as_("viewer").get(cited.get_absolute_url()).content.decode()
    assert hidden.number in as_("stranger").get(cited.get_absolute_url()).content.decode()


def test_the_original_is_saved_never_shown(add: Any, as_: Any) -> None:
    document = add("<script>alert(1)</script>\n" + TEXT, "bản \r\nX-Evil: 1.txt").document
    answer = as_("viewer").get(f"{document.get_absolute_url()}versions/{document.current_id}/original")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert "X-Evil" not in answer.headers
    assert (
        as_("stranger").get(f"{document.get_absolute_url()}versions/{document.current_id}/original").status_code == 404
    )


def test_a_version_of_another_document_is_not_given(add: Any, as_: Any, cast: SimpleNamespace) -> None:
    ours = add(TEXT).document
    theirs = add(TEXT.replace("11/2025", "12/2025"), who="stranger", agency=cast.theirs).document
    client = as_("viewer")
    assert client.get(f"{ours.get_absolute_url()}versions/{theirs.current_id}/original").status_code == 404
    assert client.get(f"{ours.get_absolute_url()}?version={theirs.current_id}").status_code == 404


def test_a_new_version_keeps_the_old_and_what_people_corrected(add: Any, as_: Any, cast: SimpleNamespace) -> None:
    document = add(TEXT).document
    as_("clerk").post(
        f"{document.get_absolute_url()}edit/",
        {"number": "11/2025/NQ-HĐND", "title": "Tên do người sửa", "sharing": "draft"},
    )
    newer = SimpleUploadedFile("moi.txt", TEXT.replace("70%", "80%").encode())
    batch = accept([newer], cast.specialist, document.agency_id, "draft", document=document)
    take_in(Upload.objects.get(batch=batch).pk)
    document.refresh_from_db()
    assert document.versions.count() == 2
    assert "80%" in document.value.text
    assert document.title == "Tên do người sửa"


def test_a_record_without_text_gets_its_text_later(as_: Any, cast: SimpleNamespace) -> None:
    sent = {"number": "5/2025/KH-UBND", "title": "Kế hoạch", "agency": cast.ours.pk, "sharing": "draft"}
    assert as_("specialist").post("/library/record/", sent).status_code == 302
    document = Document.objects.get()
    page = as_("viewer").get(document.get_absolute_url())
    assert page.status_code == 200
    assert "Chưa có tệp văn bản" in page.content.decode()
    renew_index()
    found = the_index().search("ke hoach", filters_for(cast.viewer, {}))
    assert [hit.key for hit in found.hits] == [str(document.pk)]


@pytest.mark.parametrize("way", ["page", "upload"])
def test_the_text_of_a_record_comes_later(add: Any, as_: Any, cast: SimpleNamespace, way: str) -> None:
    sent = {"number": "11/2025/NQ-HĐND", "title": "Tên đã ghi", "agency": cast.ours.pk, "sharing": "draft"}
    as_("specialist").post("/library/record/", sent)
    document = Document.objects.get()
    if way == "page":  # on the record's own page
        file = SimpleUploadedFile("moi.txt", TEXT.encode())
        as_("clerk").post(f"{document.get_absolute_url()}versions/", {"file": file})
        take_in(Upload.objects.get().pk)
    else:  # among other files, known by its number
        assert add(TEXT).document == document
    document.refresh_from_db()
    assert Document.objects.count() == 1
    assert (document.title, str(document.issued_on)) == ("Tên đã ghi", "2025-05-10")
    assert "không quá 70%" in as_("viewer").get(document.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "known",
    [
        {"issued_on": "2025-05-11"},  # another day
        {"locality": "Nghệ An"},  # a number of another locality
        {"sharing": "shared"},  # shown to others than the file is for
    ],
)
def test_a_text_goes_to_no_record_that_says_otherwise(
    add: Any, as_: Any, cast: SimpleNamespace, known: dict[str, str]
) -> None:
    sent = {"number": "11/2025/NQ-HĐND", "title": "x", "agency": cast.ours.pk, "sharing": "draft"} | known
    assert as_("coordinator").post("/library/record/", sent).status_code == 302
    add(TEXT.replace("SÔNG MÂY", "ĐÀ NẴNG").replace("Mây Ngàn", "Đà Nẵng"))
    assert Document.objects.count() == 2
    assert Document.objects.filter(current=None).exists()


def test_findings_are_settled_by_those_who_may(add: Any, as_: Any) -> None:
    document = add(TEXT.replace("Điều 2", "Điều 4")).document
    doubt = Doubt.objects.filter(version=document.current).first()
    assert doubt is not None
    address = f"{document.get_absolute_url()}doubts/{doubt.pk}/settle/"
    assert as_("viewer").post(address).status_code == 403
    assert as_("stranger").post(address).status_code == 404
    assert as_("clerk").post(address).status_code == 302
    doubt.refresh_from_db()
    assert doubt.settled_by is not None


SEARCHES = [
    ("nhà ở xã hội", ["art_1"]),
    ("nha o xa hoi", ["art_1"]),
    ("dat o", ["art_2"]),  # đ is d when typed without diacritics
    ("“diện tích đất”", ["art_2"]),
    ("“đất diện tích”", []),
    ("11/2025/NQ-HĐND quỹ đất", ["art_2"]),
]


@pytest.mark.parametrize(("words", "eids"), SEARCHES)
def test_search_finds_provisions(add: Any, cast: SimpleNamespace, words: str, eids: list[str]) -> None:
    add(TEXT.replace("Về một số chính sách hỗ trợ nhà ở xã hội", "Về chính sách"))
    renew_index()
    assert [hit.eid for hit in the_index().search(words, filters_for(cast.viewer, {})).hits] == eids


@pytest.mark.parametrize(
    ("words", "found"),
    [("nha o", 1), ("NHÀ Ở", 1), ("11/2025 chính sách", 1), ("nq-hdnd", 1), ("đường sắt", 0), ("", 1)],
)
def test_a_list_is_narrowed_by_words_with_or_without_diacritics(add: Any, as_: Any, words: str, found: int) -> None:
    add(TEXT)
    assert as_("viewer").get("/library/", {"q": words}).context["page"].paginator.count == found


def test_search_never_tells_of_what_may_not_be_seen(add: Any, cast: SimpleNamespace, as_: Any) -> None:
    document = add(TEXT).document
    renew_index()
    assert the_index().search("nhà ở", filters_for(cast.viewer, {})).total
    for nobody in (cast.stranger, cast.outsider):
        assert not the_index().search("nhà ở", filters_for(nobody, {})).total
    assert "0 điều, khoản" in as_("stranger").get("/library/search/?q=nhà+ở").content.decode()
    document.sharing = "shared"
    document.save()
    renew_index()
    assert the_index().search("nhà ở", filters_for(cast.stranger, {})).total
    assert not the_index().search("nhà ở", filters_for(cast.outsider, {})).total


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"doctype": "nghị quyết"}, True),
        ({"doctype": "quyết định"}, False),
        ({"from": "2025-05-01", "to": "2025-05-31"}, True),
        ({"from": "2025-06-01"}, False),
        ({"on": "2025-06-01"}, True),
        ({"on": "2024-06-01"}, False),
        ({"from": "no day"}, True),
        ({"field": "Nhà ở"}, True),
        ({"field": "Giao thông"}, False),
        ({"issuer": "HỘI ĐỒNG NHÂN DÂN THÀNH PHỐ SÔNG MÂY"}, True),  # in whatever case
        ({"issuer": "Chính phủ"}, False),
        ({"locality": "Nghệ An"}, False),
    ],
)
def test_search_is_filtered(add: Any, cast: SimpleNamespace, asked: dict[str, str], found: bool) -> None:
    document = add(TEXT).document
    document.field, document.issuer = "Nhà ở", "Hội đồng nhân dân thành phố Sông Mây"
    document.save()
    renew_index()
    assert bool(the_index().search("nhà ở", filters_for(cast.viewer, asked)).total) == found


def test_the_page_of_search_names_its_filters(add: Any, as_: Any) -> None:
    document = add(TEXT).document
    document.field, document.issuer = "Nhà ở", "Hội đồng nhân dân thành phố Sông Mây"
    document.save()
    page = as_("viewer").get("/library/search/?q=nhà&field=Nhà+ở").content.decode()
    for name in ("Địa phương", "Loại văn bản", "Lĩnh vực", "Cơ quan ban hành", "Còn hiệu lực vào ngày"):
        assert f">{name}</label>" in page
    assert "<option selected>Nhà ở</option>" in page
    assert "<option >Hội đồng nhân dân thành phố Sông Mây</option>" in page


@pytest.mark.parametrize("asked", ["page=²", "page=99999999999999999999999", "policy=²", "on=2025-99-01"])
def test_nonsense_in_an_address_is_no_fault(cast: SimpleNamespace, as_: Any, asked: str) -> None:
    assert as_("viewer").get(f"/library/search/?q=nhà&{asked}").status_code == 200


ENDING = """HỘI ĐỒNG NHÂN DÂN
THÀNH PHỐ ĐÀ NẴNG
Số: 40/2026/NQ-HĐND
Đà Nẵng, ngày 10 tháng 1 năm 2026
NGHỊ QUYẾT
Về việc bãi bỏ Nghị quyết số 11/2025/NQ-HĐND
Điều 1. Bãi bỏ Nghị quyết số 11/2025/NQ-HĐND ngày 10 tháng 5 năm 2025.
Điều 2. Nghị quyết này có hiệu lực từ ngày 01 tháng 3 năm 2026.
"""


def test_what_was_repealed_is_not_found_in_force(add: Any, cast: SimpleNamespace) -> None:
    def found(who: Any, day: str) -> bool:
        renew_index()
        hits = find(who, "lãi suất vay", {"on": day}, 20).hits
        return str(repealed.pk) in {hit.key for hit in hits}

    here = TEXT.replace("SÔNG MÂY", "ĐÀ NẴNG").replace("Mây Ngàn", "Đà Nẵng")  # a local number counts in its locality
    repealed = add(here, sharing="shared").document
    assert found(cast.viewer, "2026-06-01")
    ending = add(ENDING).document
    assert found(cast.viewer, "2026-06-01")  # by a draft: not all who find the one may know of the other
    ending.sharing = "shared"
    ending.save()
    assert found(cast.stranger, "2026-02-28")
    assert not found(cast.stranger, "2026-06-01")
    ending.delete()
    assert found(cast.stranger, "2026-06-01")


def test_what_has_just_been_hidden_or_deleted_is_found_no_more(add: Any, as_: Any, cast: SimpleNamespace) -> None:
    document = add(TEXT, sharing="shared").document
    renew_index()
    assert "1 điều, khoản" in as_("stranger").get("/library/search/?q=diện+tích+đất").content.decode()
    document.sharing = "draft"
    document.save()  # the index has yet to follow
    assert "0 điều, khoản" in as_("stranger").get("/library/search/?q=diện+tích+đất").content.decode()
    as_("coordinator").post(f"{document.get_absolute_url()}delete/")
    assert "0 điều, khoản" in as_("viewer").get("/library/search/?q=diện+tích+đất").content.decode()
    forget_deleted.call()
    assert the_index().marks() == {}


def test_index_and_database_agree_after_a_repair(add: Any, cast: SimpleNamespace) -> None:
    kept, gone = add(TEXT).document, add(TEXT.replace("11/2025", "12/2025").replace("70%", "71%")).document
    renew_index()
    Document.objects.filter(pk=gone.pk).delete()  # behind the index's back
    Document.objects.filter(pk=kept.pk).update(sharing="shared", stale=False)
    repair_index()
    assert the_index().marks() == {str(kept.pk): f"{kept.pk}:{kept.current_id}:{kept.agency_id}:shared"}


def test_a_deleted_document_leaves_the_search(add: Any, as_: Any, cast: SimpleNamespace) -> None:
    document = add(TEXT).document
    renew_index()
    assert as_("specialist").post(f"{document.get_absolute_url()}delete/").status_code == 403
    assert as_("coordinator").post(f"{document.get_absolute_url()}delete/").status_code == 302
    assert as_("viewer").get("/library/search/?q=nhà+ở").status_code == 200
    repair_index()
    assert the_index().marks() == {}


def test_a_file_that_is_too_large_is_told_and_not_kept(
    as_: Any, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUONGDONG_MAX_MB", "0.001")
    sent = {"uploads": [SimpleUploadedFile("to.txt", b"x" * 3000)], "agency": cast.ours.pk, "sharing": "draft"}
    answer = as_("specialist").post("/library/upload/", sent)
    assert answer.status_code == 422
    assert "to.txt" in answer.content.decode()
    assert not Upload.objects.exists()
    assert [one for one in folder().rglob("*") if one.is_file()] == []


def test_a_fault_that_is_not_the_files_is_tried_again(
    as_: Any, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = {"uploads": [SimpleUploadedFile("a.txt", TEXT.encode())], "agency": cast.ours.pk, "sharing": "draft"}
    as_("specialist").post("/library/upload/", sent)
    upload = Upload.objects.get()
    with monkeypatch.context() as broken:
        broken.setattr("tuongdong.web.library.tasks.take_in", lambda _id: 1 / 0)
        assert read_upload.call(upload.pk) == "again"
    assert read_upload.call(upload.pk) == "ready"


def test_uploading_by_page_and_watching_it(as_: Any, cast: SimpleNamespace) -> None:
    files = [SimpleUploadedFile(f"{n}.txt", TEXT.replace("11/", f"{n}/").encode()) for n in range(3)]
    answer = as_("specialist").post("/library/upload/", {"uploads": files, "agency": cast.ours.pk, "sharing": "draft"})
    assert answer.status_code == 302
    page = as_("viewer").get(answer.headers["Location"])
    assert "0 / 3" in page.content.decode()
    assert as_("stranger").get(answer.headers["Location"]).status_code == 404
    refused = as_("viewer").post("/library/upload/", {"uploads": files, "agency": cast.ours.pk, "sharing": "draft"})
    assert refused.status_code == 403
    elsewhere = as_("specialist").post(
        "/library/upload/",
        {"uploads": [SimpleUploadedFile("x.txt", b"x")], "agency": cast.theirs.pk, "sharing": "draft"},
    )
    assert elsewhere.status_code == 422


def test_fields_that_the_form_of_a_document_does_not_name_cannot_be_set(
    add: Any, as_: Any, cast: SimpleNamespace
) -> None:
    document = add(TEXT).document
    other = add(TEXT.replace("11/2025", "12/2025")).document
    sent = {"number": "11/2025/NQ-HĐND", "title": "Mới", "sharing": "draft"}
    beyond = {"agency": cast.theirs.pk, "current": other.current_id, "created_by": cast.chief.pk, "id": other.pk}
    assert as_("specialist").post(f"{document.get_absolute_url()}edit/", sent | beyond).status_code == 302
    now = Document.objects.get(pk=document.pk)
    assert (now.title, now.agency, now.current_id, now.created_by) == (
        "Mới",
        cast.ours,
        document.current_id,
        cast.specialist,
    )


def test_sharing_takes_the_right_to_share(add: Any, as_: Any) -> None:
    document = add(TEXT).document
    sent = {"number": document.number, "title": "x", "sharing": "shared"}
    assert as_("specialist").post(f"{document.get_absolute_url()}edit/", sent).status_code == 403
    assert as_("leader").post(f"{document.get_absolute_url()}edit/", sent).status_code == 403
    assert as_("coordinator").post(f"{document.get_absolute_url()}edit/", sent).status_code == 302


@pytest.mark.parametrize(("who", "status"), [("specialist", 422), ("clerk", 422), ("coordinator", 302)])
def test_nothing_comes_in_shared_past_those_who_may_share(
    as_: Any, cast: SimpleNamespace, who: str, status: int
) -> None:
    sent = {"number": "5/2025/KH-UBND", "title": "Kế hoạch", "agency": cast.ours.pk, "sharing": "shared"}
    assert as_(who).post("/library/record/", sent).status_code == status
    file = SimpleUploadedFile("a.txt", TEXT.encode())
    sent = {"uploads": [file], "agency": cast.ours.pk, "sharing": "shared"}
    assert as_(who).post("/library/upload/", sent).status_code == status


def test_signed_out_readers_are_sent_to_the_door(add: Any) -> None:
    document = add(TEXT, sharing="shared").document
    for path in ("/library/", document.get_absolute_url(), "/library/search/?q=x", "/library/cited?number=1"):
        assert Client().get(path).status_code == 302


def test_a_citation_leads_to_the_document_however_its_number_is_spelled(
    add: Any, as_: Any, cast: SimpleNamespace
) -> None:
    ours = add(TEXT.replace("11/2025/NQ-HĐND", "12/2021/QĐ-TTg")).document
    client = as_("viewer")
    assert (
        client.get("/library/cited?number=12/2021/qđ-ttg&eid=art_1").headers["Location"] == f"/library/{ours.pk}/#art_1"
    )
    assert client.get("/library/cited?number=13/2021/qđ-ttg").status_code == 404
    assert as_("stranger").get("/library/cited?number=12/2021/qđ-ttg").status_code == 404
