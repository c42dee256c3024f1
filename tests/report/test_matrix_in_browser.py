"""The matrix in a browser: cells and evidence by keyboard, who has and who lacks, a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from test_matrix import ROWS

from tuongdong.report.matrix import matrix
from tuongdong.report.matrix_html import write_matrix_html

pytestmark = pytest.mark.browser


@pytest.fixture(params=[1280, 360])
def page(browser: Browser, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Page]:
    """The page at desk and at telephone width; an error of its script fails the test."""
    write_matrix_html(matrix(ROWS, "Hà Nội"), tmp_path / "bang.html")
    opened = browser.new_page(viewport={"width": request.param, "height": 800})
    told: list[str] = []
    opened.on("pageerror", lambda error: told.append(str(error)))
    opened.goto((tmp_path / "bang.html").as_uri())
    yield opened
    opened.close()
    assert told == []


def test_a_cell_opens_and_closes_by_keyboard_at_its_locality(page: Page) -> None:
    page.locator("#matrix tbody th button").first.focus()
    for key in ("ArrowRight", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    card = page.locator("dialog article:focus")
    expect(card.locator("h3")).to_have_text("Hà Nội")
    expect(card.locator(".title")).to_have_text("Về ngân sách")
    expect(card.locator("mark.v")).to_have_count(1)
    assert page.evaluate("document.querySelector('dialog').scrollWidth <= document.querySelector('dialog').clientWidth")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert page.evaluate("document.activeElement.dataset.name") == "Hà Nội"


def test_who_has_and_who_lacks_is_chosen(page: Page) -> None:
    shown = page.locator("#shown")
    page.select_option("#locality", "Hà Nội")
    expect(shown).to_have_text("1 / 2 chính sách")
    page.select_option("#held", "lacks")
    expect(shown).to_have_text("1 / 2 chính sách")
    expect(page.locator("#matrix tbody tr:visible th button")).to_have_text("=1+1 <b>")
    page.locator("#matrix thead th[data-locality='Cần Thơ'] button").click()
    expect(page.locator("#held")).to_have_value("has")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
