"""Policies that the machine finds in the shared documents: for whom, and what is made of them."""

from types import SimpleNamespace
from typing import Any

import pytest

from tuongdong.web.library.mining import families, installed, mine_library
from tuongdong.web.library.models import Document, Policy
from tuongdong.web.library.scope import seen

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not installed(), reason="needs the extra `mine`: pip install 'tuongdong[mine]'"),
]

TEXT = """HỘI ĐỒNG NHÂN DÂN
{place}
Số: {number}/2025/NQ-HĐND
{town}, ngày {number} tháng 5 năm 2025
NGHỊ QUYẾT
Về chính sách nhà ở xã hội
Điều 1. Hỗ trợ lãi suất vay mua nhà ở xã hội
Hỗ trợ lãi suất vay mua nhà ở xã hội cho người lao động tại các khu công nghiệp không quá {share}% lãi suất trong thời hạn năm năm.
"""
PLACES = [
    ("THÀNH PHỐ ĐÀ NẴNG", "Đà Nẵng", 11, 70),
    ("THÀNH PHỐ HẢI PHÒNG", "Hải Phòng", 12, 50),
    ("THÀNH PHỐ CẦN THƠ", "Cần Thơ", 13, 40),
]


@pytest.fixture
def found(add: Any) -> list[Document]:
    """Three localities with one policy; the last is a draft."""
    made = [
        add(
            TEXT.format(place=place, town=town, number=number, share=share),
            f"{number}.txt",
            sharing="draft" if town == "Cần Thơ" else "shared",
        ).document
        for place, town, number, share in PLACES
    ]
    mine_library()
    return made


def test_what_localities_share_is_shown_with_its_values(found: list[Document], as_: Any) -> None:
    page = as_("stranger").get("/library/policies/families/").content.decode()
    for row, share in zip(found[:2], ("70%", "50%"), strict=True):
        assert f"/library/{row.pk}/#art_1" in page
        assert share in page.replace(" %", "%")
    assert "Cần Thơ" not in page  # a draft speaks through no family, not even to its own agency
    assert "Cần Thơ" not in as_("viewer").get("/library/policies/families/").content.decode()
    assert as_("outsider").get("/library/policies/families/").status_code == 403


def test_what_is_no_longer_shared_is_gone_at_once(found: list[Document], cast: SimpleNamespace, as_: Any) -> None:
    assert len(families(seen(cast.stranger))) == 2
    found[0].sharing = "draft"
    found[0].save()
    assert len(families(seen(cast.stranger))) == 1
    assert str(found[0]) not in as_("stranger").get("/library/policies/families/").content.decode()


def test_a_family_becomes_a_policy(found: list[Document], as_: Any, cast: SimpleNamespace) -> None:
    (name,) = {row["family"] for row in families(seen(cast.specialist))}
    client, address = as_("specialist"), "/library/policies/add/"
    assert "lãi suất" in client.get(address, {"family": name}).context["form"].initial["name"].casefold()
    client.post(address, {"family": name, "name": "Hỗ trợ lãi suất", "agency": cast.ours.pk})
    assert {(one.document_id, one.eid) for one in Policy.objects.get().items.all()} == {
        (row.pk, "art_1") for row in found[:2]
    }


def test_looking_again_is_for_those_who_keep_policies(found: list[Document], as_: Any) -> None:
    assert as_("viewer").post("/library/policies/families/again/").status_code == 403
    assert as_("specialist").post("/library/policies/families/again/").status_code == 302
    assert "disabled" in as_("specialist").get("/library/policies/families/").content.decode()


def test_nothing_shared_is_no_error(cast: SimpleNamespace, as_: Any) -> None:
    assert mine_library() == 0
    page = as_("viewer").get("/library/policies/families/?locality=Huế&lacking=1")
    assert page.status_code == 200
