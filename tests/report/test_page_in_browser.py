"""The page as people use it: in a browser, wide and on a phone, with and without its script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pairs import Pair
from playwright.sync_api import Browser, Page, expect

from tuongdong.report import write

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(pair: Pair, tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("page") / "bang.html"
    write(*pair, path)
    return path.as_uri()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page at desk width; anything on the console fails the test."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme="light")
    told: list[str] = []
    opened.on("console", lambda message: told.append(message.text))
    opened.on("pageerror", lambda error: told.append(str(error)))
    opened.goto(address)
    yield opened
    opened.close()
    assert told == []


def visible(page: Page) -> int:
    return page.locator(".row:visible").count()


def test_filters_by_relation_and_kind(page: Page) -> None:
    total = visible(page)
    page.get_by_role("button", name="giống", exact=True).click()
    same = visible(page)
    assert 0 < same < total
    expect(page.locator("#shown")).to_have_text(f"{same}/{total} dòng")
    assert page.locator(".row:visible:not(.same)").count() == 0
    page.get_by_role("button", name="Bỏ lọc").click()
    assert visible(page) == total
    page.get_by_text("Loại điểm khác").first.click()
    page.get_by_role("button", name="diện tích").click()
    assert page.locator(".row:visible").get_attribute("id") == "a-art_4__cl_1"


@pytest.mark.parametrize("typed", ["đốt rác phát điện", "dot rac phat dien", "  ĐỐT   rác "])
def test_finds_what_is_typed_without_marks_too(page: Page, typed: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(typed)
    expect(page.locator("#reset")).to_be_visible()
    expect(page.locator("#a-art_11__cl_1")).to_be_visible()
    expect(page.locator("#a-art_5__cl_1")).not_to_be_visible()
    page.wait_for_function("CSS.highlights.get('found')?.size > 0")
    page.keyboard.press("Escape")
    expect(page.locator("#a-art_5__cl_1")).to_be_visible()


def test_search_opens_a_folded_clause(page: Page) -> None:
    assert not page.get_by_text("đơn vị sự nghiệp công lập thuộc Thành phố quản lý").first.is_visible()
    page.locator("#search").fill("su nghiep cong lap")
    expect(page.get_by_text("đơn vị sự nghiệp công lập thuộc Thành phố quản lý").first).to_be_visible()


def test_what_is_not_there_is_said(page: Page) -> None:
    page.locator("#search").fill("xyzq")
    expect(page.locator("#none")).to_be_visible()


def test_light_and_dark(page: Page, browser: Browser, address: str) -> None:
    def paper(of: Page) -> str:
        found: str = of.evaluate("getComputedStyle(document.body).backgroundColor")
        return found

    light = paper(page)
    page.get_by_role("button", name="Sáng / tối").click()
    assert paper(page) != light
    dark = browser.new_page(color_scheme="dark")
    dark.goto(address)
    assert paper(dark) == paper(page)
    dark.close()


def test_a_phone_shows_it_without_sideways_scrolling(browser: Browser, address: str) -> None:
    phone = browser.new_page(viewport={"width": 360, "height": 740})
    phone.goto(address)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    row = phone.locator("#a-art_5__cl_1 .cell")
    boxes = [row.nth(0).bounding_box(), row.nth(1).bounding_box()]
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"] + 1, "one below the other"
    assert row.nth(1).get_by_text("Bến Sao").first.is_visible(), "each says whose words it shows"
    phone.close()


def test_it_reads_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert not page.locator(".tools").is_visible()
    expect(page.locator("#a-art_5__cl_1")).to_be_visible()
    page.locator("#a-art_2__cl_1 summary").click()
    assert page.get_by_text("đơn vị sự nghiệp công lập thuộc Thành phố quản lý").first.is_visible()
    context.close()


def test_every_control_is_reached_by_keyboard(page: Page) -> None:
    reached = set()
    for _ in range(16):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
    assert {"Tới bảng đối chiếu", "search", "giống", "Loại điểm khác", "unfold", "theme", "print"} <= reached
