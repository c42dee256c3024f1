"""Answers that come late, twice, out of order or not at all: what somebody did in the browser is saved, or told and kept."""

import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from tuongdong.web.exchange.models import Evidence, Host, Paper, Question, Visit
from tuongdong.web.library import deciding
from tuongdong.web.library.models import Comparison, Decision, Pairing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LEFT = "Chưa lưu được."


@pytest.fixture
def pair(opened: Any, compared: Pairing) -> SimpleNamespace:
    """The page of a comparison, and one row of it."""
    entry = next(one for one in deciding.entries(compared) if one.a and one.b)
    address = f"/library/comparisons/{compared.comparison_id}/"
    page = opened("specialist")
    page.goto(address)
    return SimpleNamespace(page=page, row=page.locator(f"#{entry.key}"), entry=entry, pairing=compared, address=address)


@pytest.fixture
def questions(opened: Any, cast: SimpleNamespace) -> tuple[Page, str]:
    """The page on which questions are added to a visit."""
    visit = Visit.objects.create(title="Đi học hỏi", agency=cast.ours, created_by=cast.specialist)
    page = opened("specialist")
    address = f"/exchange/visits/{visit.pk}/questions/"
    page.goto(address)
    return page, address


class Held:
    """What is asked of an address waits here, in the order in which it came."""

    def __init__(self, page: Page, address: str, *, answered: bool = False) -> None:
        """`answered`: the server has done it, and its answer waits; else nothing has reached the server."""
        self.page, self.answered, self.open = page, answered, False
        self.waiting: list[Callable[[], None]] = []
        page.route(address, self._hold)

    def _hold(self, route: Route) -> None:
        if self.open:
            route.continue_()
        elif self.answered:
            answer = route.fetch()
            self.waiting.append(lambda: route.fulfill(response=answer))
        else:
            self.waiting.append(route.continue_)

    def wait_for(self, count: int) -> None:
        until(self.page, lambda: len(self.waiting) == count)

    def let_go(self) -> None:
        self.open = True
        for go in reversed(self.waiting):  # the last first, where several were sent
            go()


def until(page: Page, reached: Callable[[], bool]) -> None:
    """Returns as soon as it is so."""
    end = time.monotonic() + 60
    while not reached():
        assert time.monotonic() < end, "it never came to be"
        page.wait_for_timeout(20)  # lets the browser's events come in


def save(page: Page, words: str) -> None:
    page.get_by_label("Câu hỏi").first.fill(words)
    page.get_by_role("button", name="Lưu").first.click()


def comment(pair: SimpleNamespace, words: str) -> None:
    """Writes an opinion on the row and presses the button."""
    if not pair.row.locator("textarea[name=comment]").is_visible():
        pair.row.locator("[data-key=c]").click()
    pair.row.locator("textarea[name=comment]").fill(words)
    pair.row.locator("details[open] button").click()


def decision_of(pair: SimpleNamespace) -> Decision:
    return Decision.objects.get(pairing=pair.pairing, a=pair.entry.a, b=pair.entry.b)


def test_decisions_of_a_row_wait_for_one_another(pair: SimpleNamespace) -> None:
    held = Held(pair.page, "**/decide/")
    pair.row.locator("[data-key=a]").click()
    held.wait_for(1)
    comment(pair, "Chờ Sở Tài chính")
    comment(pair, "Chờ Sở Tài chính và Sở Xây dựng")
    pair.row.locator("[data-key=r]").click()
    assert len(held.waiting) == 1
    held.let_go()
    expect(pair.row).to_have_class("pair rejected")
    expect(pair.row).to_contain_text("Chờ Sở Tài chính và Sở Xây dựng")
    stands = decision_of(pair)
    assert (stands.verdict, stands.comment) == ("rejected", "Chờ Sở Tài chính và Sở Xây dựng")
    assert Comparison.objects.get().seq == 4  # each of the four reached the server


def test_a_double_click_decides_once(pair: SimpleNamespace) -> None:
    held = Held(pair.page, "**/decide/")
    pair.row.locator("[data-key=a]").dblclick()
    held.wait_for(1)
    held.let_go()
    expect(pair.row).to_have_class("pair accepted")
    assert Comparison.objects.get().seq == 1


def test_words_typed_while_an_answer_is_late_stay(pair: SimpleNamespace) -> None:
    held = Held(pair.page, "**/decide/")
    comment(pair, "Một")
    held.wait_for(1)
    pair.row.locator("textarea[name=comment]").fill("Một, hai")
    held.let_go()
    expect(pair.row.locator(".pair-foot > .small")).to_contain_text("Một")
    expect(pair.row.locator("textarea[name=comment]")).to_have_value("Một, hai")
    pair.row.locator("details[open] button").click()
    expect(pair.row.locator(".pair-foot > .small")).to_contain_text("Một, hai")
    assert decision_of(pair).comment == "Một, hai"


def test_a_late_answer_does_not_hide_what_another_decided_since(pair: SimpleNamespace, cast: SimpleNamespace) -> None:
    held = Held(pair.page, "**/decide/", answered=True)
    pair.row.locator("[data-key=a]").click()
    held.wait_for(1)
    with pair.page.expect_response(lambda one: "/live/" in one.url and pair.entry.key in one.text()):
        deciding.decide(pair.pairing, cast.coordinator, pair.entry.a, pair.entry.b, verdict="rejected")
    held.let_go()
    expect(pair.row).to_have_class("pair rejected")
    expect(pair.row).to_contain_text(cast.coordinator.name)


def fail(route: Route, how: str) -> None:
    """The server is down; or it answers with a fault."""
    if how == "down":
        route.abort()
    else:
        route.fulfill(status=500, content_type="text/html", body="<h1>Lỗi</h1>")


@pytest.mark.parametrize("how", ["down", "fault"])
def test_a_decision_that_fails_is_told_and_tried_again(pair: SimpleNamespace, how: str) -> None:
    pair.page.route("**/decide/", lambda route: fail(route, how))
    comment(pair, "Đề nghị giữ")
    expect(pair.row.get_by_role("alert")).to_contain_text(LEFT)
    expect(pair.row.locator("textarea[name=comment]")).to_have_value("Đề nghị giữ")
    pair.row.locator("[data-key=a]").click()  # decided in spite of it: both are sent in their order
    expect(pair.row.get_by_role("alert")).to_contain_text(LEFT)
    pair.page.unroute("**/decide/")
    pair.row.get_by_role("button", name="Thử lại").click()
    expect(pair.row).to_have_class("pair accepted")
    expect(pair.row.get_by_role("alert")).to_have_count(0)
    stands = decision_of(pair)
    assert (stands.verdict, stands.comment) == ("accepted", "Đề nghị giữ")


def test_an_answer_that_never_comes_is_told(pair: SimpleNamespace) -> None:
    pair.page.clock.install()
    pair.page.goto(pair.address)
    held = Held(pair.page, "**/decide/")
    pair.row.locator("[data-key=a]").click()
    held.wait_for(1)
    pair.page.clock.fast_forward(61_000)
    expect(pair.row.get_by_role("alert")).to_contain_text("Máy chủ không trả lời")


@pytest.mark.parametrize("how", ["down", "fault"])
def test_a_form_that_fails_is_told_and_tried_again(questions: tuple[Page, str], how: str) -> None:
    page, address = questions
    page.route(f"**{address}", lambda route: fail(route, how))
    save(page, "Quỹ đất bố trí ra sao?")
    expect(page.get_by_role("alert")).to_contain_text(LEFT)
    expect(page.get_by_label("Câu hỏi").first).to_have_value("Quỹ đất bố trí ra sao?")
    page.unroute(f"**{address}")
    page.get_by_role("button", name="Thử lại").click()
    expect(page.get_by_role("cell", name="Quỹ đất bố trí ra sao?")).to_be_visible()
    assert Question.objects.count() == 1


def test_a_form_that_is_refused_keeps_its_words_and_may_come_again(opened: Any, cast: SimpleNamespace) -> None:
    """The server leads back to the page with a message: the words stay all the same, and the second time counts."""
    visit = Visit.objects.create(title="Đi học hỏi", agency=cast.ours, created_by=cast.specialist)
    host = Host.objects.create(visit=visit, name="UBND thành phố Bến Sao")
    page = opened("specialist")
    page.goto(f"/exchange/visits/{visit.pk}/hosts/{host.pk}/")
    page.get_by_label("Trích nguyên văn").fill("Chủ đầu tư dành tối thiểu 20% diện tích")
    page.get_by_role("button", name="Thêm căn cứ").click()
    expect(page.get_by_role("alert")).to_contain_text("Cần dẫn chiếu")
    expect(page.get_by_label("Trích nguyên văn")).to_have_value("Chủ đầu tư dành tối thiểu 20% diện tích")
    page.get_by_label("Dẫn chiếu").fill("98/2023/QH15")
    page.get_by_role("button", name="Thêm căn cứ").click()
    expect(page.get_by_text("98/2023/QH15")).to_be_visible()
    assert Evidence.objects.get().reference == "98/2023/QH15"


def test_a_form_pressed_twice_is_sent_once_and_comes_back_empty(questions: tuple[Page, str]) -> None:
    page, _address = questions
    posts: list[str] = []
    page.on("request", lambda one: posts.append(one.url) if one.method == "POST" else None)
    page.get_by_label("Câu hỏi").first.fill("Ai chủ trì?")
    page.get_by_role("button", name="Lưu").first.dblclick()
    expect(page.get_by_role("cell", name="Ai chủ trì?")).to_be_visible()
    expect(page.get_by_label("Câu hỏi").first).to_have_value("")
    assert len(posts) == 1


def test_a_session_that_ended_is_told_and_signing_in_brings_the_words_back(
    pair: SimpleNamespace, cast: SimpleNamespace
) -> None:
    sign_out(pair.page)
    comment(pair, "Gõ lúc phiên đã hết")
    expect(pair.row.get_by_role("alert")).to_contain_text("Phiên đăng nhập đã hết")
    with pair.page.context.expect_page() as opening:
        pair.row.get_by_role("link", name="Đăng nhập lại").click()
    sign_in(opening.value, cast.specialist.email, cast.password)
    expect(opening.value.get_by_role("heading", name="Đã đăng nhập lại")).to_be_visible()
    opening.value.close()
    pair.row.get_by_role("button", name="Thử lại").click()
    expect(pair.row).to_contain_text("Gõ lúc phiên đã hết")
    expect(pair.row.get_by_role("alert")).to_have_count(0)
    assert decision_of(pair).comment == "Gõ lúc phiên đã hết"


def test_a_form_whose_session_ended_keeps_its_words(questions: tuple[Page, str], cast: SimpleNamespace) -> None:
    page, _address = questions
    sign_out(page)
    save(page, "Gõ lúc phiên đã hết")
    expect(page.get_by_role("alert")).to_contain_text("Phiên đăng nhập đã hết")
    with page.context.expect_page() as opening:
        page.get_by_role("link", name="Đăng nhập lại").click()
    sign_in(opening.value, cast.specialist.email, cast.password)
    expect(opening.value.get_by_role("heading", name="Đã đăng nhập lại")).to_be_visible()
    page.get_by_role("button", name="Thử lại").click()
    expect(page.get_by_role("cell", name="Gõ lúc phiên đã hết")).to_be_visible()


def test_nothing_is_written_under_another_name(pair: SimpleNamespace, cast: SimpleNamespace) -> None:
    other = sign_out(pair.page)
    sign_in(other, cast.coordinator.email, cast.password)
    other.wait_for_url("**/library/")
    comment(pair, "Lời của chuyên viên")
    expect(pair.row.get_by_role("alert")).to_contain_text("tài khoản khác")
    assert not Decision.objects.exists()


def sign_out(page: Page) -> Page:
    """In another tab of the same browser, which is given back at the door."""
    other = page.context.new_page()
    other.goto("/library/")
    other.click("details.me summary")
    other.get_by_role("button", name="Đăng xuất").click()
    other.wait_for_url("**/account/login/**")
    return other


def sign_in(page: Page, email: str, password: str) -> None:
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.click("main form button")


@pytest.fixture
def asked(questions: tuple[Page, str]) -> Iterator[list[str]]:
    """The kinds of what the page asked, each answered with no."""
    kinds: list[str] = []

    def no(dialog: Dialog) -> None:
        kinds.append(dialog.type)
        dialog.dismiss()

    questions[0].on("dialog", no)
    yield kinds
    questions[0].remove_listener("dialog", no)


def test_leaving_with_words_not_saved_asks(questions: tuple[Page, str], asked: list[str]) -> None:
    page, _address = questions
    page.get_by_label("Câu hỏi").first.fill("Chưa lưu")
    page.get_by_role("link", name="Thư viện").click(no_wait_after=True)
    until(page, lambda: asked == ["beforeunload"])
    expect(page.get_by_label("Câu hỏi").first).to_have_value("Chưa lưu")
    page.get_by_role("button", name="Lưu").first.click()
    expect(page.get_by_role("cell", name="Chưa lưu")).to_be_visible()
    page.get_by_role("link", name="Thư viện").click()
    page.wait_for_url("**/library/")
    assert asked == ["beforeunload"]  # saved: nothing to ask


def test_saving_one_form_asks_for_the_words_in_another(questions: tuple[Page, str], asked: list[str]) -> None:
    page, address = questions
    page.goto(address.removesuffix("questions/"))
    page.get_by_label("Gửi cho").fill("Sở Xây dựng")
    page.get_by_role("button", name="Lập dự thảo").click()
    until(page, lambda: asked == ["confirm"])
    expect(page.get_by_label("Gửi cho")).to_have_value("Sở Xây dựng")
    assert not Paper.objects.exists()


def test_going_back_shows_a_page_as_it_is_now(questions: tuple[Page, str]) -> None:
    page, _address = questions
    save(page, "Tên cũ")
    expect(page.get_by_role("cell", name="Tên cũ")).to_be_visible()
    page.get_by_role("link", name="Thư viện").click()
    page.wait_for_url("**/library/")
    Question.objects.update(text="Tên mới")
    page.go_back()
    expect(page.get_by_role("cell", name="Tên mới")).to_be_visible()


def test_going_back_from_a_search_leaves_it(opened: Any, compared: Pairing) -> None:
    page = opened("specialist")
    page.goto("/library/")
    page.goto("/library/search/")
    page.locator("#q").press_sequentially("nha o")
    page.wait_for_url("**q=nha*o*")
    page.go_back()
    page.wait_for_url("**/library/")


def test_a_search_that_fails_is_told_and_tried_again(opened: Any, compared: Pairing) -> None:
    page = opened("specialist")
    page.goto("/library/search/")
    page.route("**/search/?**", lambda route: route.abort())
    page.fill("#q", "xyz")
    expect(page.get_by_role("alert")).to_contain_text("Chưa tải được.")
    page.unroute("**/search/?**")
    page.get_by_role("button", name="Thử lại").click()
    expect(page.locator("#hits")).to_contain_text("Không tìm thấy")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_what_was_decided_in_another_tab_comes_in(pair: SimpleNamespace) -> None:
    other = pair.page.context.new_page()
    other.goto(pair.address)
    other.locator(f"#{pair.entry.key} [data-key=a]").click()
    expect(other.locator(f"#{pair.entry.key}")).to_have_class("pair accepted")
    expect(pair.row).to_have_class("pair accepted", timeout=30_000)


def test_of_two_who_write_on_one_row_the_second_is_told(pair: SimpleNamespace, cast: SimpleNamespace) -> None:
    pair.row.locator("[data-key=c]").click()
    pair.row.locator("textarea[name=comment]").fill("Lời của tôi")
    deciding.decide(pair.pairing, cast.coordinator, pair.entry.a, pair.entry.b, comment="Lời của điều phối viên")
    pair.row.locator("details[open] button").click()
    expect(pair.row.get_by_role("alert")).to_contain_text("Người khác vừa ghi ở đây")
    expect(pair.row).to_contain_text("Lời của điều phối viên")
    expect(pair.row.locator("textarea[name=comment]")).to_have_value("Lời của tôi")
    assert decision_of(pair).comment == "Lời của điều phối viên"
    pair.row.locator("details[open] button").click()
    expect(pair.row.get_by_role("alert")).to_have_count(0)
    assert decision_of(pair).comment == "Lời của tôi"
