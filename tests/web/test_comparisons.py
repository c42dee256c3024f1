"""Comparisons: decisions, remarks, tables out and back in; policies."""

import re
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.encoding import iri_to_uri

from tuongdong.web.library import deciding
from tuongdong.web.library.indexing import renew_index
from tuongdong.web.library.models import Comparison, Decision, Pairing, Policy, PolicyState, Remark
from tuongdong.web.library.tasks import compare_pairing
from tuongdong.web.people.models import Change, Locality

pytestmark = pytest.mark.django_db

PAIR = ("art_1__cl_1", "art_2__cl_1")


def _send(client: Any, pairing: Pairing, act: str, a: str = PAIR[0], b: str = PAIR[1], **more: str) -> int:
    sent = {"act": act, "a": a, "b": b} | more
    return int(client.post(f"/library/pairings/{pairing.pk}/decide/", sent).status_code)


def test_the_machine_finds_the_pair_and_the_page_shows_it(compared: Pairing, as_: Any) -> None:
    assert PAIR in {(one.a, one.b) for one in deciding.entries(compared)}
    page = as_("viewer").get(compared.comparison.get_absolute_url()).content.decode()
    assert "70%" in page
    assert "50%" in page
    assert "Chấp nhận" not in page  # a viewer reads
    assert "Chấp nhận" in as_("specialist").get(compared.comparison.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("act", "more", "expected"),
    [
        ("accept", {}, {"verdict": "accepted"}),
        ("reject", {}, {"verdict": "rejected"}),
        ("relation", {"relation": "related"}, {"relation": "related", "verdict": "accepted"}),
        ("comment", {"comment": "Cần hỏi thêm"}, {"comment": "Cần hỏi thêm", "verdict": ""}),
    ],
)
def test_decisions_are_kept_with_who(
    compared: Pairing, as_: Any, cast: SimpleNamespace, act: str, more: Any, expected: Any
) -> None:
    assert _send(as_("specialist"), compared, act, **more) == 302
    row = Decision.objects.get()
    assert {name: getattr(row, name) for name in expected} == expected
    assert row.decided_by == cast.specialist
    line = Change.objects.filter(kind="library.decision").first()
    assert line is not None
    assert line.actor_id == cast.specialist.pk


@pytest.mark.parametrize(
    ("act", "a", "b", "more"),
    [
        ("accept", "art_99", "art_2", {}),
        ("accept", "art_1", "art_99", {}),
        ("relation", *PAIR, {"relation": "x"}),
        ("pair", *PAIR, {"other": "art_99"}),
        ("nonsense", *PAIR, {}),
    ],
)
def test_what_cannot_be_decided_is_refused(compared: Pairing, as_: Any, act: str, a: str, b: str, more: Any) -> None:
    assert _send(as_("specialist"), compared, act, a, b, **more) == 400
    assert not Decision.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("clerk", 403), ("stranger", 404), ("outsider", 404)])
def test_only_those_who_may_decide(compared: Pairing, as_: Any, who: str, status: int) -> None:
    assert _send(as_(who), compared, "accept") == status


def test_pairing_anew_rejects_the_old_pair_and_tells_what_differs(compared: Pairing, as_: Any) -> None:
    _send(as_("specialist"), compared, "pair", other="art_3")
    rows = {(one.a, one.b): one for one in deciding.entries(compared)}
    assert rows[PAIR].verdict == "rejected"
    assert Decision.objects.get(a=PAIR[0], b="art_3").by_hand
    decided = deciding.decided(compared)
    assert decided is not None
    assert (PAIR[0], "art_3") in {(one.a, one.b) for one in decided.matches}
    assert PAIR not in {(one.a, one.b) for one in decided.matches}


def test_decisions_survive_when_the_machine_compares_again(compared: Pairing, as_: Any) -> None:
    client = as_("specialist")
    _send(client, compared, "relation", relation="related")
    _send(client, compared, "add", a="art_3", b="art_1")
    compare_pairing(compared.pk)
    compared.refresh_from_db()
    rows = {(one.a, one.b): one for one in deciding.entries(compared)}
    assert rows[PAIR].relation == "related"
    assert rows[("art_3", "art_1")].verdict == "accepted"


def test_two_people_see_each_others_decisions(compared: Pairing, as_: Any) -> None:
    live = f"/library/pairings/{compared.pk}/live/"
    mine, yours = as_("specialist"), as_("coordinator")
    assert "since=0" in yours.get(f"{live}?since=0").content.decode()
    _send(mine, compared, "accept")
    page = yours.get(f"{live}?since=0").content.decode()
    assert deciding.key_of(*PAIR) in page
    assert 'hx-swap-oob="true"' in page
    assert "since=1" in page
    own = mine.get(f"{live}?since=0").content.decode()
    assert deciding.key_of(*PAIR) in own  # one's own may come from another tab ...
    assert "vừa quyết định" not in own  # ... and are no news
    assert deciding.key_of(*PAIR) not in yours.get(f"{live}?since=1").content.decode()


def test_the_counts_of_the_tabs_come_with_each_decision_and_with_those_of_others(compared: Pairing, as_: Any) -> None:
    def counts(page: str) -> dict[str, int]:
        return {name: int(told) for name, told in re.findall(r'id="count-(\w+)"[^>]*>(\d+)<', page)}

    client, address = as_("specialist"), f"/library/pairings/{compared.pk}"
    before = counts(client.get(compared.comparison.get_absolute_url()).content.decode())
    sent = {"act": "reject", "a": PAIR[0], "b": PAIR[1]}
    told = counts(client.post(f"{address}/decide/", sent, headers={"HX-Request": "true"}).content.decode())
    assert (told["open"], told["rejected"]) == (before["open"] - 1, before["rejected"] + 1)
    assert told == counts(client.get(compared.comparison.get_absolute_url()).content.decode())
    assert told == counts(as_("coordinator").get(f"{address}/live/?since=0").content.decode())


def test_the_rest_of_a_tab_is_accepted_at_once(compared: Pairing, as_: Any) -> None:
    client, address = as_("specialist"), f"/library/pairings/{compared.pk}/accept/"
    found = [one for one in deciding.entries(compared) if one.a and one.b]
    _send(client, compared, "reject")
    assert as_("viewer").post(address, {"tab": "open"}).status_code == 403
    assert as_("stranger").post(address, {"tab": "open"}).status_code == 404
    assert client.post(address, {"tab": "x"}).status_code == 400
    assert client.post(address, {"tab": "open"}).status_code == 302
    told = {(one.a, one.b): one.verdict for one in deciding.entries(compared) if one.a and one.b}
    assert told == {(one.a, one.b): "rejected" if (one.a, one.b) == PAIR else "accepted" for one in found}


def test_each_decision_takes_its_own_number(compared: Pairing, cast: SimpleNamespace) -> None:
    for _ in range(3):
        deciding.decide(compared, cast.specialist, *PAIR, comment="x")
    assert Comparison.objects.get().seq == 3


@pytest.mark.parametrize("suffix", ["xlsx", "docx", "html"])
def test_tables_go_out_with_decisions(compared: Pairing, as_: Any, cast: SimpleNamespace, suffix: str) -> None:
    client = as_("specialist")
    _send(client, compared, "relation", relation="related")
    _send(client, compared, "comment", comment="<i>xem lại</i>")
    client.post(f"/library/pairings/{compared.pk}/remark/", {"a": PAIR[0], "text": "=1+1 vận dụng"})
    address = f"/library/comparisons/{compared.comparison_id}/table.{suffix}"
    answer = client.get(address)
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    assert as_("viewer").get(address).status_code == 200
    assert as_("stranger").get(address).status_code == 404
    assert as_("outsider").get(address).status_code == 404
    if suffix == "html":
        page = answer.content.decode()
        assert page.count("=1+1 vận dụng") == 1
        assert f"chấp nhận ({cast.specialist}, " in page
        assert "&lt;i&gt;" in page
    if suffix == "xlsx":
        cells = [cell for sheet in openpyxl.load_workbook(BytesIO(answer.content)) for row in sheet for cell in row]
        assert any(cell.value and "vận dụng" in str(cell.value) for cell in cells)
        assert all(cell.data_type != "f" for cell in cells)


def test_an_edited_table_comes_back_after_a_preview(compared: Pairing, as_: Any) -> None:
    client = as_("specialist")
    address = f"/library/comparisons/{compared.comparison_id}/table"
    book = openpyxl.load_workbook(BytesIO(client.get(f"{address}.xlsx").content))
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "tuongdong" for cell in row))
    column = next(cell.column for cell in head if cell.value == "tuongdong") - 1
    sheet.cell((head[0].row or 0) + 1, column).value = "Đề nghị vận dụng"
    edited = BytesIO()
    book.save(edited)
    preview = client.post(f"{address}/", {"table": SimpleUploadedFile("bang.xlsx", edited.getvalue())})
    assert "Đề nghị vận dụng" in preview.content.decode()
    assert not Remark.objects.exists()
    packed = preview.context["packed"]
    assert client.post(f"{address}/", {"changes": packed + "x"}).status_code == 400
    assert client.post(f"{address}/", {"changes": packed}).status_code == 302
    assert Remark.objects.get().text == "Đề nghị vận dụng"
    assert as_("viewer").post(f"{address}/", {"changes": packed}).status_code == 403


def test_what_is_written_in_other_columns_is_told_and_not_taken(compared: Pairing, as_: Any) -> None:
    client = as_("specialist")
    _send(client, compared, "comment", comment="Cần hỏi thêm")
    client.post(f"/library/pairings/{compared.pk}/remark/", {"a": PAIR[0], "text": "dòng một\r\ndòng hai"})
    address = f"/library/comparisons/{compared.comparison_id}/table"
    data = client.get(f"{address}.xlsx").content
    same = client.post(f"{address}/", {"table": SimpleUploadedFile("bang.xlsx", data)})
    assert (same.context["changes"], same.context["beside"]) == ([], [])
    book = openpyxl.load_workbook(BytesIO(data))
    cell = next(c for row in book.worksheets[0] for c in row if str(c.value).startswith("Cần hỏi thêm"))
    cell.value = "Đã hỏi rồi"
    edited = BytesIO()
    book.save(edited)
    preview = client.post(f"{address}/", {"table": SimpleUploadedFile("bang.xlsx", edited.getvalue())})
    assert preview.context["changes"] == []
    assert "Đã hỏi rồi" in preview.content.decode().partition("notice warning")[2]


def test_a_table_that_comes_back_late_overwrites_nobody(compared: Pairing, as_: Any, cast: SimpleNamespace) -> None:
    change = [compared.comparison.ours_id, PAIR[0], "Khoản 1 Điều 1", "", "của bảng"]
    packed = signing.dumps([compared.comparison_id, [change]], salt="table", compress=True)
    deciding.remark_on(compared.comparison, cast.coordinator, compared.comparison.ours, PAIR[0], "vừa viết")
    address = f"/library/comparisons/{compared.comparison_id}/table/"
    page = as_("specialist").post(address, {"changes": packed}, follow=True).content.decode()
    assert Remark.objects.get().text == "vừa viết"
    assert "Khoản 1 Điều 1" in page.partition("notice warning")[2]


def test_tables_hold_only_hosts_that_may_be_seen(compared: Pairing, as_: Any, add: Any, cast: SimpleNamespace) -> None:
    assert compared.theirs_version is not None
    text = compared.theirs_version.value.text.replace("22/2024", "23/2024")
    hidden = add(text, "an.txt", who="stranger", agency=cast.theirs).document
    other = Pairing.objects.create(comparison=compared.comparison, theirs=hidden)
    compare_pairing(other.pk)
    page = as_("specialist").get(f"/library/comparisons/{compared.comparison_id}/table.html").content.decode()
    assert "22/2024" in page
    assert "23/2024" not in page


def test_a_file_that_is_no_table_of_ours_is_told(compared: Pairing, as_: Any) -> None:
    address = f"/library/comparisons/{compared.comparison_id}/table/"
    answer = as_("specialist").post(address, {"table": SimpleUploadedFile("cua-toi.xlsx", b"nothing")}, follow=True)
    assert answer.status_code == 200
    assert "notice error" in answer.content.decode()
    assert ("cua-toi.xlsx" in answer.content.decode(), "/tmp" in answer.content.decode()) == (True, False)


def test_a_comparison_is_made_of_what_may_be_seen(compared: Pairing, as_: Any, cast: SimpleNamespace) -> None:
    ours, theirs = compared.comparison.ours_id, compared.theirs_id
    sent = {"ours": ours, "theirs": [theirs], "agency": cast.ours.pk, "sharing": "draft"}
    assert as_("specialist").post("/library/comparisons/add/", sent).status_code == 302
    assert as_("viewer").post("/library/comparisons/add/", sent).status_code == 403
    stranger = sent | {"agency": cast.theirs.pk, "ours": theirs, "theirs": [ours]}
    assert as_("stranger").post("/library/comparisons/add/", stranger).status_code == 422
    alone = as_("specialist").post("/library/comparisons/add/", {**sent, "theirs": []})
    assert "Hãy chọn ít nhất một văn bản để so sánh." in alone.content.decode()


def test_the_most_alike_of_a_locality_are_offered(
    texts: tuple[str, str], add: Any, as_: Any, cast: SimpleNamespace
) -> None:
    ours = add(texts[0], "ta.txt").document
    shared = {"who": "stranger", "agency": cast.theirs, "sharing": "shared"}
    near = texts[1].replace("BẾN SAO", "HẢI PHÒNG").replace("Bến Sao", "Hải Phòng")
    alike = add(near, "giong.txt", **shared).document
    other = add(
        near.replace("22/2024", "23/2024").replace("nhà ở xã hội", "bến xe").replace("lãi suất", "bãi đỗ"), **shared
    ).document
    elsewhere = add(near.replace("HẢI PHÒNG", "CẦN THƠ").replace("Hải Phòng", "Cần Thơ"), "xa.txt", **shared).document
    hidden = add(near.replace("22/2024", "24/2024"), "an.txt", who="stranger", agency=cast.theirs).document
    renew_index()
    found = (
        as_("specialist")
        .get("/library/comparisons/add/", {"ours": ours.pk, "locality": "Hải Phòng", "alike": "1"})
        .context["found"]
    )
    assert found[0] == alike
    assert {one.locality for one in found} == {"Hải Phòng"}
    assert elsewhere not in found
    assert hidden not in found
    assert other not in found[:1]
    everywhere = as_("specialist").get("/library/comparisons/add/", {"ours": ours.pk, "alike": "1"}).context["found"]
    assert {alike, elsewhere} == set(everywhere[:2])


def test_a_comparison_that_goes_leaves_all_its_decisions_in_the_record(compared: Pairing, as_: Any) -> None:
    _send(as_("specialist"), compared, "comment", comment="Cần hỏi thêm")
    as_("coordinator").post(f"/library/comparisons/{compared.comparison_id}/delete/")
    gone = {line.kind: line.before for line in Change.objects.filter(action="delete")}
    assert set(gone) == {"library.comparison", "library.decision"}
    assert gone["library.decision"]["comment"] == "Cần hỏi thêm"


def test_a_host_that_is_no_longer_shared_is_no_longer_shown(compared: Pairing, as_: Any) -> None:
    compared.theirs.sharing = "draft"
    compared.theirs.save()
    assert as_("specialist").get(compared.comparison.get_absolute_url()).status_code == 404
    assert as_("specialist").get(f"/library/comparisons/{compared.comparison_id}/table.xlsx").status_code == 404
    assert _send(as_("specialist"), compared, "accept") == 404


def test_a_pair_becomes_a_policy_with_a_state_in_each_locality(
    compared: Pairing, as_: Any, cast: SimpleNamespace
) -> None:
    client = as_("specialist")
    sent = {"name": "Hỗ trợ lãi suất", "agency": cast.ours.pk, "pairing": compared.pk, "a": PAIR[0], "b": PAIR[1]}
    assert client.post("/library/policies/add/", sent).status_code == 302
    policy = Policy.objects.get()
    assert [one.eid for one in policy.items.all()] == list(PAIR)
    for state in ("waiting", "results"):
        client.post(f"/library/policies/{policy.pk}/states/", {"locality": cast.danang.pk, "state": state})
    assert PolicyState.objects.get().state == "results"
    figure = {
        "locality": cast.danang.pk,
        "name": "Căn hộ",
        "amount": "1200",
        "day": "2025-06-30",
        "source": "Báo cáo 12",
    }
    client.post(f"/library/policies/{policy.pk}/figures/", figure)
    page = as_("viewer").get(f"/library/policies/{policy.pk}/").content.decode()
    assert "1.200" in page
    assert "đã có kết quả" in page
    assert "đã có kết quả" in as_("viewer").get("/library/policies/").content.decode()
    assert as_("stranger").get(f"/library/policies/{policy.pk}/").status_code == 404
    assert as_("viewer").post(f"/library/policies/{policy.pk}/states/", {}).status_code == 403


def test_a_policy_is_put_together_by_hand_from_what_search_finds(
    compared: Pairing, as_: Any, cast: SimpleNamespace
) -> None:
    renew_index()
    client = as_("specialist")
    client.post("/library/policies/add/", {"name": "Hỗ trợ lãi suất", "agency": cast.ours.pk})
    policy = Policy.objects.get()
    address = f"/library/search/?q=lãi+suất&policy={policy.pk}"
    page = client.get(address)
    units = {eid for _hit, _words, units in page.context["hits"] for eid, _name in units}
    assert {"art_1", "art_1__cl_1", "art_2__cl_1"} <= units
    assert "Thêm vào chính sách" not in as_("viewer").get(address).content.decode()
    assert "Thêm vào chính sách" not in as_("stranger").get(address).content.decode()
    sent = {"document": compared.comparison.ours_id, "eid": PAIR[0], "next": address}
    for _ in range(2):  # once more changes nothing
        assert client.post(f"/library/policies/{policy.pk}/items/", sent).headers["Location"] == iri_to_uri(address)
    assert [one.eid for one in policy.items.all()] == [PAIR[0]]
    evil = client.post(f"/library/policies/{policy.pk}/items/", sent | {"eid": "art_2", "next": "https://evil.example"})
    assert evil.headers["Location"] == policy.get_absolute_url()
    client.post(f"/library/policies/{policy.pk}/items/", sent | {"eid": "art_99"})
    assert policy.items.count() == 2


def test_places_and_policies_stand_in_the_vietnamese_order(as_: Any, cast: SimpleNamespace) -> None:
    places = [Locality.objects.create(name=name) for name in ("Yên Bái", "An Giang", "Cần Thơ")]
    for name in ("Ưu đãi thuế", "Đấu giá", "Ươm tạo", "An sinh"):
        policy = Policy.objects.create(name=name, agency=cast.ours)
        for place in (*places, cast.danang):
            PolicyState.objects.create(policy=policy, locality=place)
    page = as_("specialist").get("/library/policies/")
    assert page.context["places"] == ["An Giang", "Cần Thơ", "Đà Nẵng", "Yên Bái"]
    assert [row.name for row, _states in page.context["grid"]] == ["An sinh", "Đấu giá", "Ươm tạo", "Ưu đãi thuế"]
    form = as_("specialist").get(policy.get_absolute_url()).context["state_form"]
    offered = [str(name) for _value, name in form.fields["locality"].choices][1:]
    assert offered == ["An Giang", "Cần Thơ", "Đà Nẵng", "Thành phố Hồ Chí Minh", "Yên Bái"]
