"""One user story in a real browser: from the programme to the issued report, four accounts of three agencies and a guest."""

import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docx
import pytest
from playwright.sync_api import Locator, Page, expect

from tuongdong.report.papers.check import check
from tuongdong.report.pdf import can_pdf
from tuongdong.web.people.models import Account, Agency, Membership, Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REPORT = """Sông Mây học hỏi cách làm của Bến Nước
Trong hai ngày 4 và 5-3-2026, đoàn công tác UBND thành phố Sông Mây do Phó Chủ tịch UBND thành phố Trần Văn Bốn làm trưởng đoàn có buổi làm việc với UBND thành phố Bến Nước.
Tại buổi làm việc với thành phố Bến Nước, hai bên trao đổi về tình hình thu hút đầu tư; nhà ở xã hội.
Phó Chủ tịch UBND thành phố Sông Mây giao Sở Xây dựng tổng hợp các vướng mắc trong quá trình thực hiện, báo cáo trước ngày 30/6/2027.
"""


def _send(button: Locator) -> None:
    """Presses a button or a link, and waits for the page that answers: nothing is asked of the one that was left, nothing cuts it short."""
    page = button.page
    page.locator("#main").evaluate("main => main.dataset.left = '1'")
    button.click()
    expect(
        page.locator("#main:not([data-left])")
    ).to_be_attached()  # another page, or the form again with what is wrong
    page.wait_for_load_state()


def _fill_the_form(page: Page, visit: str, folder: Path) -> None:
    """The same question by a Word form: out, filled in, shown, taken."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").click()
    path = folder / "phieu.docx"
    download.value.save_as(path)
    document = docx.Document(str(path))
    document.tables[0].rows[1].cells[3].text = "Bố trí 25 ha đất sạch"
    document.save(str(path))
    page.goto(f"{visit}questions/answers/")
    page.locator("main input[type=file]").set_input_files(path)
    _send(page.get_by_role("button", name="Xem thay đổi"))
    expect(page.get_by_text("thay câu trả lời đang có")).to_be_visible()
    _send(page.get_by_role("button", name="Nhận các câu trả lời này"))
    expect(page.get_by_role("cell", name="Bố trí 25 ha đất sạch")).to_be_visible()


def _impossible_day_and_second_editor(first: Page, second: Page, cast: SimpleNamespace) -> None:
    """A day that is none is refused in words; of two who edit one task the second is told, and loses nothing."""
    first.get_by_label("Thời hạn", exact=True).fill("30/02/2027")
    _send(first.get_by_role("button", name="Lưu"))
    expect(first.get_by_text("không phải là ngày, tháng hay quý có thật")).to_be_visible()
    first.goto(first.url)
    second.goto(first.url)
    second.get_by_label("Tình hình").select_option("progress")
    _send(second.get_by_role("button", name="Lưu"))
    expect(second.get_by_text("Đã lưu")).to_be_visible()
    first.get_by_label("Tình hình").select_option("done")
    first.get_by_label("Kết quả, văn bản chứng minh").fill("Báo cáo gõ dở")
    _send(first.get_by_role("button", name="Lưu"))
    expect(first.get_by_text("Người khác vừa sửa nhiệm vụ này")).to_be_visible()
    expect(first.get_by_label("Kết quả, văn bản chứng minh")).to_have_value("Báo cáo gõ dở")


def test_from_the_programme_to_the_issued_report(cast: SimpleNamespace, opened: Any, tmp_path: Path) -> None:
    third = Agency.objects.create(name="Thanh tra", locality=cast.danang)
    watcher = Account.objects.create_user("watcher@danang.example", cast.password, name="Người Xem")
    Membership.objects.create(account=watcher, agency=third, role=Role.VIEWER)
    cast.watcher = watcher

    # a specialist: the programme, then a report that becomes a draft whose items are accepted
    page = opened("specialist")
    page.goto("/exchange/programmes/")
    page.get_by_label("Tên kế hoạch gốc").fill("Kế hoạch văn kiện")
    _send(page.get_by_role("button", name="Lưu"))
    expect(page.get_by_text("Kế hoạch văn kiện")).to_be_visible()
    report = tmp_path / "tin.txt"
    report.write_text(REPORT, encoding="utf-8")
    page.goto("/exchange/")
    page.locator("form[action$='extract/'] input[type=file]").set_input_files(report)
    _send(page.get_by_role("button", name="Đọc"))
    expect(page.get_by_role("heading", name="Xem xét bản nháp")).to_be_visible()
    take = page.get_by_role("button", name="Nhận")
    for left in range(take.count() - 1, -1, -1):
        _send(take.first)
        expect(take).to_have_count(left)
    page.goto("/exchange/")
    _send(page.get_by_role("link", name="Sông Mây học hỏi"))
    visit = page.url

    # what the visit serves and what was learned
    _send(page.get_by_role("link", name="Sửa"))
    page.get_by_label("Kế hoạch gốc").select_option(label="Kế hoạch văn kiện")
    _send(page.get_by_role("button", name="Lưu"))
    page.goto(f"{visit}proposals/")
    page.get_by_label("Nội dung đề xuất").fill("Lập quỹ phát triển nhà ở")
    _send(page.get_by_role("button", name="Lưu"))
    page.goto(f"{visit}questions/")
    page.get_by_label("Câu hỏi").first.fill("Quỹ đất bố trí ra sao?")
    _send(page.get_by_role("button", name="Lưu"))

    # the host answers through a link, without an account
    page.goto(visit)
    page.get_by_label("Gửi cho").fill("UBND thành phố Bến Nước")
    _send(page.get_by_role("button", name="Tạo liên kết"))
    address = page.locator("#guest-address").inner_text()
    guest = opened(None)
    guest.goto(address)
    guest.get_by_role("textbox").fill("Bố trí 20 ha đất sạch")
    guest.locator("input[type=file]").set_input_files(
        {"name": "trang.html", "mimeType": "application/pdf", "buffer": b"<html><script>alert(1)</script></html>"}
    )
    _send(guest.get_by_role("button", name="Gửi trả lời"))
    expect(guest.get_by_text("chỉ nhận tệp Word")).to_be_visible()
    expect(guest.get_by_role("textbox")).to_have_value("Bố trí 20 ha đất sạch")  # what was typed is still there
    guest.locator("input[type=file]").set_input_files(
        {"name": "quy-hoach.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n"}
    )
    _send(guest.get_by_role("button", name="Gửi trả lời"))
    expect(guest.get_by_text("Đã nhận trả lời")).to_be_visible()
    page.goto(f"{visit}questions/")
    expect(page.get_by_role("cell", name="Bố trí 20 ha đất sạch")).to_be_visible()
    _fill_the_form(page, visit, tmp_path)

    # the link is taken back: what the guest still has open is answered in words
    page.goto(visit)
    expect(page.get_by_role("link", name="quy-hoach.pdf")).to_be_visible()
    _send(page.get_by_role("button", name="Thu hồi"))
    guest.get_by_role("textbox").fill("muộn rồi")
    guest.get_by_role("button", name="Gửi trả lời").click()
    expect(guest.get_by_role("alert")).to_contain_text("Liên kết đã hết hiệu lực")
    expect(guest.get_by_role("textbox")).to_have_value("muộn rồi")

    # two obstacles that read alike are one, a person says
    for words in ("Chủ đầu tư chậm nộp bảo lãnh ngân hàng", "Việc nộp bảo lãnh ngân hàng của chủ đầu tư còn chậm"):
        page.goto(f"{visit}obstacles/")
        page.get_by_label("Khó khăn, vướng mắc").fill(words)
        _send(page.get_by_role("button", name="Lưu"))
    page.goto("/exchange/programmes/")
    _send(page.get_by_role("link", name="Kế hoạch văn kiện"))
    _send(page.get_by_role("button", name="Là một"))
    expect(page.get_by_text("Có thể trùng nhau")).to_have_count(0)
    expect(page.get_by_text("cùng nội dung")).to_be_visible()

    # the task goes to another agency, which finishes it with evidence
    page.goto(f"{visit}tasks/")
    _send(page.get_by_role("link", name="Sửa").first)
    page.get_by_label("Cơ quan chủ trì", exact=True).select_option(label=str(cast.theirs))
    _send(page.get_by_role("button", name="Lưu"))
    other = opened("stranger")
    other.goto("/exchange/tasks/")
    _send(other.get_by_role("link", name="tổng hợp các vướng mắc"))
    other.get_by_label("Tình hình").select_option("done")
    _send(other.get_by_role("button", name="Lưu"))
    expect(other.get_by_text("Hoàn thành phải có kết quả")).to_be_visible()
    _impossible_day_and_second_editor(other, page, cast)
    other.get_by_label("Kết quả, văn bản chứng minh").fill("Báo cáo 15/BC-SXD")
    _send(other.get_by_role("button", name="Lưu"))
    expect(other.locator("dd").get_by_text("Hoàn thành đúng hạn")).to_be_visible()

    # the report: drafted, submitted, signed by the leader, issued by the clerk
    page.goto(visit)
    page.get_by_label("Loại văn bản").select_option("results")
    _send(page.get_by_role("button", name="Lập dự thảo"))
    _send(page.get_by_role("button", name="Trình"))
    leader, clerk = opened("leader"), opened("clerk")
    leader.goto(visit)
    _send(leader.get_by_role("button", name="Ký"))
    clerk.goto(visit)
    clerk.get_by_label("Số", exact=True).fill("7")
    clerk.get_by_label("Ngày", exact=True).fill("2026-03-09")
    _send(clerk.get_by_role("button", name="Ban hành"))
    expect(clerk.get_by_text("đã ban hành")).to_be_visible()
    with clerk.expect_download() as download:
        clerk.get_by_role("link", name="Báo cáo kết quả số 7").click()
    path = tmp_path / "bao-cao.docx"
    download.value.save_as(path)
    assert check(path, issued=True) == ()
    document = docx.Document(io.BytesIO(path.read_bytes()))
    words = "\n".join(
        [line.text for line in document.paragraphs]
        + [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    )
    assert [
        told
        for told in ("Số: 07/BC", "ngày 09 tháng 3 năm 2026", "Lập quỹ phát triển nhà ở", "Tổng hợp các vướng mắc")
        if told not in words
    ] == []

    # the same paper as PDF; the other agency's own page; the whole exchange in a file
    if can_pdf():
        with clerk.expect_download() as download:
            clerk.get_by_role("link", name="PDF Báo cáo kết quả").click()
        download.value.save_as(tmp_path / "bao-cao.pdf")
        assert (tmp_path / "bao-cao.pdf").read_bytes().startswith(b"%PDF-")
    other.goto(f"/exchange/agencies/{cast.theirs.pk}/")
    expect(other.get_by_text("Báo cáo 15/BC-SXD")).to_be_visible()
    page.goto(visit)
    with page.expect_download() as download:
        page.get_by_role("link", name="Toàn bộ hồ sơ").click()
    download.value.save_as(tmp_path / "ho-so.json")
    other.goto("/exchange/")
    other.locator("#id_import").set_input_files(tmp_path / "ho-so.json")
    _send(other.get_by_role("button", name="Nhập"))
    expect(other.get_by_role("link", name="quy-hoach.pdf")).to_be_visible()

    # the leader's page, and an agency that has no part in it
    leader.goto(f"{visit}leader/")
    expect(leader.get_by_text("Lập quỹ phát triển nhà ở")).to_be_visible()
    outside = opened("watcher")
    answer = outside.goto(visit)
    assert answer is not None
    assert answer.status == 404
