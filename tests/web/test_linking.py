"""A document among the others: what cites it and acts on it, and what holds on a day, as far as the reader may see."""

import datetime as dt
import html
import re
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps

from tuongdong.report.papers.check import Known
from tuongdong.web.exchange.views_papers import _acted
from tuongdong.web.library.linking import cited_in, citing, ended_on, states_on
from tuongdong.web.library.models import Cited, Document, Version, fold_number
from tuongdong.web.library.scope import seen

pytestmark = pytest.mark.django_db

DECREE = """CHÍNH PHỦ
Số: 05/2023/NĐ-CP
Hà Nội, ngày 10 tháng 1 năm 2023
NGHỊ ĐỊNH
Về phí thu gom
Điều 1. Mức phí
1. Mức phí là 10.000 đồng.
2. Mức phí tối đa là 20.000 đồng.
Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực từ ngày 01 tháng 3 năm 2023.
"""
AMENDING = """CHÍNH PHỦ
Số: 9/2024/NĐ-CP
Hà Nội, ngày 10 tháng 1 năm 2024
NGHỊ ĐỊNH
Sửa đổi, bổ sung một số điều của Nghị định số 5/2023/NĐ-CP
Điều 1. Bãi bỏ khoản 2 Điều 1 Nghị định số 5/2023/NĐ-CP.
Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực từ ngày 01 tháng 3 năm 2024.
"""
LOCAL = """HỘI ĐỒNG NHÂN DÂN
{place}
Số: 07/2025/NQ-HĐND
{town}, ngày 10 tháng 5 năm 2025
NGHỊ QUYẾT
Về phí thu gom
Điều 1. Mức phí
Mức phí là {fee} đồng.
"""
CITING = """HỘI ĐỒNG NHÂN DÂN
THÀNH PHỐ ĐÀ NẴNG
Số: 08/2025/NQ-HĐND
Đà Nẵng, ngày 12 tháng 6 năm 2025
NGHỊ QUYẾT
Về phí thu gom
Điều 1. Mức phí
Thực hiện theo Điều 1 Nghị quyết số 07/2025/NQ-HĐND ngày 10 tháng 5 năm 2025 của Hội đồng nhân dân thành phố.
"""


def statuses(row: Document, account: Any, day: str) -> dict[str, str]:
    return {one.eid: str(one.status) for one in states_on(row, seen(account), dt.date.fromisoformat(day))}


@pytest.mark.parametrize(
    ("day", "whole", "clause"),
    [
        ("2023-02-01", "not yet", "not yet"),
        ("2023-06-01", "in force", "in force"),
        ("2024-06-01", "partly repealed", "repealed"),
    ],
)
def test_what_holds_on_a_day(add: Any, cast: SimpleNamespace, day: str, whole: str, clause: str) -> None:
    decree = add(DECREE).document
    add(AMENDING)
    told = statuses(decree, cast.viewer, day)
    assert (told[""], told["art_1__cl_2"]) == (whole, clause)
    assert told["art_1__cl_1"] == ("not yet" if whole == "not yet" else "in force")


def test_a_draft_of_others_changes_nothing(add: Any, as_: Any, cast: SimpleNamespace) -> None:
    decree = add(DECREE, sharing="shared").document
    hidden = add(AMENDING, who="stranger", agency=cast.theirs).document
    assert statuses(decree, cast.viewer, "2024-06-01")[""] == "in force"
    assert statuses(decree, cast.stranger, "2024-06-01")[""] == "partly repealed"
    address = f"{decree.get_absolute_url()}?on=2024-06-01"
    assert hidden.number not in as_("viewer").get(address).content.decode()
    page = as_("stranger").get(address).content.decode()
    assert f'href="/library/{hidden.pk}/#art_1"' in page
    assert "đã bị bãi bỏ" in page


def test_the_citation_graph_is_drawn_of_what_may_be_seen(add: Any, as_: Any, cast: SimpleNamespace) -> None:
    decree = add(DECREE, sharing="shared").document
    hidden = add(AMENDING.replace("Sửa đổi", "<script>Sửa đổi"), who="stranger", agency=cast.theirs).document
    theirs = as_("stranger").get(f"{decree.get_absolute_url()}graph/").content.decode()
    assert f'href="/library/{hidden.pk}/"' in theirs
    assert "<script>Sửa" not in theirs
    assert "style=" not in theirs  # the pages' policy allows none
    assert hidden.number not in as_("viewer").get(f"{decree.get_absolute_url()}graph/").content.decode()
    other = as_("stranger").get(f"{hidden.get_absolute_url()}graph/").content.decode()
    assert f'href="/library/{decree.pk}/"' in other


def test_a_number_is_one_however_it_is_spelled(add: Any, cast: SimpleNamespace) -> None:
    decree, amending = add(DECREE).document, add(AMENDING).document
    assert fold_number("05/2023/NĐ-CP") == fold_number("5/2023/nđ–cp")
    (one,) = citing(decree, seen(cast.viewer))
    assert (one.pk, one.kinds) == (amending.pk, ("amend", "repeal"))
    (back,) = cited_in(amending.current, seen(cast.viewer))
    assert back.pk == decree.pk


def test_a_local_number_means_the_document_of_its_own_locality(add: Any, as_: Any, cast: SimpleNamespace) -> None:
    near = add(LOCAL.format(place="THÀNH PHỐ ĐÀ NẴNG", town="Đà Nẵng", fee="10.000")).document
    far = add(LOCAL.format(place="TỈNH NGHỆ AN", town="Nghệ An", fee="20.000")).document
    by = add(CITING).document
    assert [one.pk for one in citing(near, seen(cast.viewer))] == [by.pk]
    assert citing(far, seen(cast.viewer)) == []
    client = as_("viewer")
    address = "/library/cited?number=7/2025/nq-hđnd&eid=art_1"
    assert client.get(f"{address}&in={by.pk}").headers["Location"] == f"/library/{near.pk}/#art_1"
    choice = client.get(address)
    assert choice.status_code == 200
    assert all(f"/library/{one.pk}/#art_1" in choice.content.decode() for one in (near, far))


ORDERING = """QUỐC HỘI
Luật số: 20/2023/QH15
Hà Nội, ngày 10 tháng 1 năm 2023
NGHỊ QUYẾT
Về thí điểm
Điều 1. Quỹ đất
1. Chính phủ quy định chi tiết việc bố trí quỹ đất.
2. Ủy ban nhân dân Thành phố quy định chi tiết mức hỗ trợ người thuê nhà.
Điều 2. Hiệu lực thi hành
Nghị quyết này có hiệu lực từ ngày 01 tháng 3 năm 2023.
"""
DETAILING = """CHÍNH PHỦ
Số: 30/2023/NĐ-CP
Hà Nội, ngày 10 tháng 6 năm 2023
NGHỊ ĐỊNH
Quy định chi tiết Nghị quyết số 20/2023/QH15
Căn cứ Nghị quyết số 20/2023/QH15 ngày 10 tháng 1 năm 2023;
Điều 1. Bố trí quỹ đất
Nghị định này quy định chi tiết khoản 1 Điều 1 Nghị quyết số 20/2023/QH15 về việc bố trí quỹ đất.
Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2023.
"""


def test_what_was_issued_upon_its_orders(add: Any, as_: Any, cast: SimpleNamespace) -> None:
    base = add(ORDERING.replace("Luật số", "Số"), sharing="shared").document
    address = f"{base.get_absolute_url()}coverage/"
    page = as_("viewer").get(f"{address}?on=2024-01-01").content.decode()
    assert page.count("chưa thấy ban hành") == 3  # its tab, and two orders
    detailing = add(DETAILING, who="stranger", agency=cast.theirs).document
    assert detailing.number not in as_("viewer").get(f"{address}?on=2024-01-01").content.decode()
    seen_by_theirs = as_("stranger").get(f"{address}?on=2024-01-01").content.decode()
    assert f"/library/{detailing.pk}/#art_1" in seen_by_theirs
    assert "ban hành chậm" in seen_by_theirs
    assert detailing.number not in as_("stranger").get(f"{address}?on=2023-06-01").content.decode()
    assert as_("outsider").get(address).status_code == 404


def test_rows_of_the_graph_are_made_again_where_there_are_none(add: Any, cast: SimpleNamespace) -> None:
    decree = add(DECREE).document
    Version.objects.update(rows=None)
    version = Version.objects.get(pk=decree.current_id)
    assert version.entry.key == "5/2023/NĐ-CP"
    assert Version.objects.get(pk=decree.current_id).rows is not None


PARTLY = AMENDING.replace("Sửa đổi, bổ sung một số điều của", "Bãi bỏ các biểu mẫu tại").replace(
    "Bãi bỏ khoản 2 Điều 1 Nghị định", "Bãi bỏ các biểu mẫu tại Nghị định"
)


def test_what_goes_in_part_is_not_at_its_end(add: Any, as_: Any, cast: SimpleNamespace) -> None:
    decree = add(DECREE).document
    add(PARTLY)
    told = statuses(decree, cast.viewer, "2024-06-01")
    assert (told[""], told["art_1"]) == ("partly repealed", "in force")
    assert ended_on(decree, seen(cast.viewer)) is None
    (act,) = Cited.objects.filter(within="art_1", kind="repeal")
    known = _acted(Known(), act, act.version.document, dt.date(2024, 3, 1))  # as the checker of papers takes it
    assert (known.expired_on, known.amended_by) == (None, ("9/2024/NĐ-CP",))
    assert "bãi bỏ một phần" in as_("viewer").get(decree.get_absolute_url()).content.decode()


def test_a_library_of_before_learns_what_goes_in_part(add: Any) -> None:
    add(DECREE)
    add(PARTLY)
    told = set(Cited.objects.filter(part=True).values_list("pk", flat=True))
    Cited.objects.update(part=False)
    import_module("tuongdong.web.library.migrations.0005_cited_part").parts_told(apps, None)
    assert set(Cited.objects.filter(part=True).values_list("pk", flat=True)) == told != set()
    assert not Version.objects.exclude(rows=None).exists()


def test_cited_numbers_are_shown_as_printed(add: Any, as_: Any, cast: SimpleNamespace) -> None:
    row = add(DECREE.replace("Mức phí là", "Theo Quyết định số 02/2021/QĐ-TTg, mức phí là")).document
    (one,) = cited_in(row.current, seen(cast.viewer))
    assert (one.name, one.pk) == ("02/2021/QĐ-TTg", None)
    client = as_("viewer")
    page = client.get(row.get_absolute_url()).content.decode()
    links = set(re.findall(r'href="(/library/cited[^"]*)"', page))
    assert len(links) == 2  # in the text, and in the list beside it
    for link in links:
        missing = client.get(html.unescape(link)).content.decode()
        assert "<h1>02/2021/QĐ-TTg</h1>" in missing
        assert "?q=%2202/2021/Q%C4%90-TTg%22" in missing  # these words in this order
    other = add(DECREE.replace("05/2023/NĐ-CP", "2/2021/QĐ-TTg")).document
    assert {client.get(html.unescape(link)).headers["Location"].split("#")[0] for link in links} == {
        other.get_absolute_url()
    }
