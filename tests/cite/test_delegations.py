"""Delegations: who must or may issue rules; and what is none."""

import pytest

from tuongdong.cite import cite
from tuongdong.models import Delegation, SourceText
from tuongdong.parse import parse


def orders(body: str) -> tuple[Delegation, ...]:
    text = (
        "NGHỊ QUYẾT SỐ 7/2025/QH15\nVề bến đò\n(ngày 01/02/2025 của Quốc hội; có hiệu lực từ 01/03/2025)\n\nĐiều 1. Bến đò\n"
        + body
    )
    return cite(parse(SourceText(text=text, format="txt"), name="thu.txt")).delegations


@pytest.mark.parametrize(
    ("body", "to", "kind", "mode"),
    [
        ("Chính phủ quy định chi tiết Điều này.", "Chính phủ", "detail", "duty"),
        (
            "Việc thu tiền đò theo trình tự, thủ tục do Thủ tướng Chính phủ quy định.",
            "Thủ tướng Chính phủ",
            "procedure",
            "duty",
        ),
        ("Bộ trưởng Bộ Tài chính có trách nhiệm hướng dẫn cơ chế vé đò.", "Bộ trưởng Bộ Tài chính", "guide", "duty"),
        (
            "1. Chính phủ có trách nhiệm:\na) Quy định cụ thể về bến đò;\nb) Hướng dẫn việc lái đò.",
            "Chính phủ",
            "guide",
            "duty",
        ),
        (
            "Hội đồng nhân dân Thành phố được ban hành chính sách đò ngang.",
            "Hội đồng nhân dân Thành phố",
            "detail",
            "power",
        ),
        ("Trình tự thu vé đò thực hiện theo quy định của Chính phủ.", "Chính phủ", "procedure", "duty"),
        (
            "Bộ Tài chính chủ trì, phối hợp với Bộ Công an hướng dẫn việc thu vé.",  # not the partner
            "Bộ Tài chính",
            "guide",
            "duty",
        ),
    ],
)
def test_orders(body: str, to: str, kind: str, mode: str) -> None:
    assert (to, kind, mode) in [(d.to, d.kind.value, d.mode.value) for d in orders(body)]


@pytest.mark.parametrize(
    "body",
    [
        "Đò chạy theo quy định của pháp luật.",  # rules in force
        "Chủ đò là công chức theo quy định của Chính phủ.",  # likewise
        "Theo Nghị định số 9/2020/NĐ-CP của Chính phủ quy định chi tiết Luật Đường thủy.",  # the title of a decree
        "Ủy ban nhân dân phường không có thẩm quyền ban hành văn bản quy phạm pháp luật.",  # a power denied
        "Ủy ban nhân dân Thành phố được phê duyệt danh mục dự án bến đò.",  # single projects
        "Việc cấp phép do Thủ tướng Chính phủ quyết định.",  # a single case
        "Sở Đường sông trình Quốc hội, Chính phủ ban hành chính sách vé đò.",  # proposed to bodies, not ordered
        "Nếu có vướng mắc, phản ánh về Bộ Tài chính để được hướng dẫn.",  # whom to write to
        "Mức phạt không quá 02 lần mức tối đa do Chính phủ quy định.",  # a measure that stands
        "Hành vi do Chính phủ quy định tại Nghị định số 9/2020/NĐ-CP thì bị phạt.",  # rules in force, named
        "Chủ trì, phối hợp với các sở, Ủy ban nhân dân các xã hướng dẫn chủ đò.",  # the partner
        "Tham mưu Ủy ban nhân dân tỉnh hướng dẫn chủ đò.",  # advice to a body
        "Báo cáo Bộ Nội vụ, Bộ Tài chính để hướng dẫn.",  # a report
        "Theo Thông tư liên tịch số 9/2014/TTLT-BNV-BTC của Bộ trưởng Bộ Nội vụ, Bộ trưởng Bộ Tài chính hướng dẫn lái đò.",  # a title
        "Vé đò thu theo hướng dẫn của Bộ Tài chính tại Thông tư số 9/2014/TT-BTC.",  # guidance in force
        "Đơn vị nộp hồ sơ về Cục Đường sông, Bộ Xây dựng hướng dẫn lái đò.",  # a part of a ministry
        "Phối hợp với các sở, Ủy ban nhân dân cấp xã hướng dẫn thủ tục lái đò.",  # the partner, of whom the sentence is about
        "Ủy ban nhân dân Thành phố chi trả phù hợp với quy định về phân cấp.",  # rules in force
        "Đôn đốc Ủy ban nhân dân cấp xã xử lý các vi phạm quy định về bến đò.",  # likewise
        "Ủy ban nhân dân các xã rà soát việc thi hành Luật và các văn bản hướng dẫn lái đò.",  # likewise
        "Thực hiện Nghị định số 9/2025/NĐ-CP ngày 03 tháng 6 năm 2025 Chính phủ quy định chi tiết Luật Đường thủy.",  # a title
        "Sở Đường sông được UBND tỉnh giao chủ trì tham mưu, hướng dẫn chủ đò.",  # a task given to another
        "Ủy ban nhân dân cấp xã theo chức năng, nhiệm vụ, thẩm quyền quy định triển khai các bến đò.",  # a power that stands
    ],
)
def test_what_is_none(body: str) -> None:
    assert orders(body) == ()


def test_what_an_assembly_leaves_to_the_government_is_none_where_a_ministry_says_so() -> None:
    text = "THÔNG TƯ SỐ 7/2025/TT-BXD\nVề bến đò\n(ngày 01/02/2025 của Bộ trưởng Bộ Xây dựng; có hiệu lực từ 01/03/2025)\n\nĐiều 1. Bến đò\nViệc thu vé thực hiện theo quy định của Chính phủ."
    assert cite(parse(SourceText(text=text, format="txt"), name="thu.txt")).delegations == ()


def local_orders(body: str) -> list[str]:
    text = (
        "ỦY BAN NHÂN DÂN TỈNH CÀ MAU\nSố: 7/2025/QĐ-UBND\nQUYẾT ĐỊNH\nVề bến đò\nỦY BAN NHÂN DÂN TỈNH CÀ MAU\nĐiều 1. Bến đò\n"
        + body
    )
    document = parse(SourceText(text=text, format="txt"), name="thu.txt")
    assert document.locality == "Cà Mau"
    return [one.to for one in cite(document).delegations]


@pytest.mark.parametrize(
    ("body", "to"),
    [
        ("Cấp thẻ lái đò theo mẫu do Bộ Tư pháp ban hành.", []),  # a form that stands
        ("Lập sổ bến đò theo hướng dẫn của Bộ Tư pháp.", []),  # guidance that stands
        ("Bộ Tài chính hướng dẫn việc thu vé đò.", []),  # a province orders no ministry
        ("Rà soát khi Chính phủ và các bộ ban hành các văn bản quy định chi tiết.", []),
        ("Vé đò thu theo quy định của Hội đồng nhân dân tỉnh.", []),
        ("Vé đò theo mẫu do Ủy ban nhân dân tỉnh ban hành.", []),
        ("Giá vé do Ủy ban nhân dân cấp xã quy định.", ["Ủy ban nhân dân cấp xã"]),
        ("Ủy ban nhân dân xã ban hành quy chế bến đò.", ["Ủy ban nhân dân xã"]),
    ],
)
def test_a_locality_orders_its_own_bodies(body: str, to: list[str]) -> None:
    assert local_orders(body) == to
