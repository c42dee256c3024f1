"""
The office in a real browser, as a person walks it: every page in both languages and both looks, wide and narrow, with
axe-core; uploading, searching and deciding by keyboard, under the pages' own content policy.
"""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from servers import free_port

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
PAGES = [
    "/library/",
    "/library/upload/",
    "/library/record/",
    "/library/1/",
    "/library/1/?on=2026-06-01",
    "/library/1/coverage/",
    "/library/1/graph/",
    "/library/1/edit/",
    "/library/search/?q=nhà+ở",
    "/library/comparisons/",
    "/library/comparisons/add/",
    "/library/comparisons/add/?ours=1&alike=1",
    "/library/comparisons/1/",
    "/library/policies/",
    "/library/policies/1/",
    "/library/policies/families/",
    "/library/policies/add/",
    "/people/agencies/",
    "/people/agencies/1/",
    "/people/localities/",
    "/people/accounts/",
    "/people/accounts/1/",
    "/people/accounts/add/",
    "/people/tokens/",
    "/people/changes/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/password/change/",
    "/account/sessions/",
    "/library/999/",
]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`tuongdong demo --serve`, with its worker, on a free port."""
    port = free_port()
    home = tmp_path_factory.mktemp("office")
    env = os.environ | {"TUONGDONG_HOME": str(home), "TUONGDONG_LOG": "WARNING"}
    env.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "tuongdong.cli", "demo", "--serve", "--port", str(port)]
    with (home / "log").open("wb") as log, subprocess.Popen(command, env=env, stdout=log, stderr=log) as server:
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address, server)
            yield address
        finally:
            server.terminate()
            server.wait(30)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(1200):
        assert server.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2) as answer:
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not answer")


@pytest.fixture(scope="session")
def signed_in(browser: Any, site: str) -> Any:
    """The cookies of the example account, signed in at the door."""
    context = browser.new_context(base_url=site)
    page = context.new_page()
    page.goto("/")
    page.fill("#id_login", "vidu@mayngan.example")
    page.fill("#id_password", "vi-du-tuong-dong")
    page.click("main button.main")
    page.wait_for_url("**/library/")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def page(browser: Any, site: str, signed_in: Any) -> Iterator[Any]:
    """A page of the example account, signed in; a script's fault fails the test."""
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900}, storage_state=signed_in)
    context.set_default_timeout(60_000)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda line: faults.append(line.text) if "Content Security Policy" in line.text else None)
    yield page
    context.close()
    assert faults == []


def broken_rules(page: Any) -> list[str]:
    """What axe-core finds on the page."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("language", "scheme", "width"), [("vi", "light", 1280), ("en", "dark", 360)])
def test_every_page_keeps_the_rules(page: Any, site: str, language: str, scheme: str, width: int) -> None:
    page.context.add_cookies([{"name": "lang", "value": language, "url": site}])
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    wrong = []
    for path in PAGES:
        page.goto(path)
        assert page.get_attribute("html", "lang") == language
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append(f"{path}: wider than {width}")
        wrong += [f"{path}: {rule}" for rule in broken_rules(page)]
    assert wrong == []


def test_the_door_keeps_the_rules(browser: Any, site: str) -> None:
    page = browser.new_page(base_url=site)
    for path in ("/account/login/", "/account/password/reset/"):
        page.goto(path)
        assert broken_rules(page) == []
    page.close()


def test_a_file_is_put_in_read_and_found(page: Any, tmp_path: Path) -> None:
    file = tmp_path / "moi.txt"
    file.write_text("QUYẾT ĐỊNH\nSố: 77/2025/QĐ-UBND\nĐiều 1. Bãi đỗ xe\nXây dựng bãi đỗ xe ngầm.\n", encoding="utf-8")
    page.goto("/library/upload/")
    page.set_input_files("input[type=file]", str(file))
    assert page.inner_text("[data-chosen]") == "moi.txt"
    page.click("main button.main")
    page.wait_for_selector(".chip.ready")  # by itself, as the worker reads it
    page.goto("/library/search/")
    for _ in range(20):  # the index follows within moments
        page.fill("#q", "")
        page.locator("#q").press_sequentially("bai do xe ngam")
        page.wait_for_timeout(700)
        if page.locator(".hit").count():
            break
    assert page.inner_text(".hit mark").casefold() == "bãi đỗ xe ngầm"
    page.click(".hit a")
    page.wait_for_selector("#art_1")


def test_deciding_by_keyboard(page: Any) -> None:
    page.goto("/library/comparisons/1/?tab=open")
    page.keyboard.press("j")
    row = page.evaluate("document.activeElement.id")
    assert row.startswith("p")
    page.keyboard.press("a")
    page.wait_for_selector(f"#{row}.accepted")
    assert page.evaluate("document.activeElement.id") == row  # the row keeps the focus
    page.keyboard.press("r")
    page.wait_for_selector(f"#{row}.rejected")
    page.keyboard.press("3")
    page.wait_for_selector(f"#{row} .chip.related")
    page.keyboard.press("n")
    page.keyboard.type("Đề nghị vận dụng")
    page.locator(f"#{row} details[open] button").click()
    page.wait_for_selector(f"#{row} >> text=Đề nghị vận dụng")


def test_the_counts_of_the_tabs_follow_each_decision(page: Any) -> None:
    page.goto("/library/comparisons/1/")
    counts = "Array.from(document.querySelectorAll('[data-count]'), (one) => one.id + ' ' + one.textContent).join()"
    row = page.locator(".pair:not(.rejected, .accepted):has([data-key=a])").last.get_attribute("id")
    page.locator(f"#{row}").focus()
    for key, verdict in (("r", ".rejected"), ("a", ".accepted"), ("a", ":not(.accepted)")):
        page.keyboard.press(key)
        page.wait_for_selector(f"#{row}{verdict}")
        told = page.evaluate(counts)
        page.reload()
        assert page.evaluate(counts) == told
        page.locator(f"#{row}").focus()


def test_what_is_being_written_stays_when_the_row_comes_back(page: Any) -> None:
    """An answer that arrives late, while somebody writes in another form of the row, takes no letter away."""
    page.goto("/library/comparisons/1/")
    page.route("**/decide/", lambda route: (page.wait_for_timeout(400), route.continue_()))
    page.keyboard.press("j")
    row = page.evaluate("document.activeElement.id")
    pressed = page.get_attribute(f"#{row} [data-key=a]", "aria-pressed")
    page.keyboard.press("a")
    page.keyboard.press("c")
    page.keyboard.type("Chờ ý kiến của Sở")
    page.wait_for_selector(f"#{row} [data-key=a]:not([aria-pressed={pressed}])")
    page.keyboard.type(" Tài chính")
    assert page.input_value(f"#c-{row}") == "Chờ ý kiến của Sở Tài chính"
    page.locator(f"#{row} details[open] button").click()
    page.wait_for_selector(f"#{row} >> text=Chờ ý kiến của Sở Tài chính")


def test_two_people_see_each_others_decisions(page: Any, browser: Any, site: str) -> None:
    page.goto("/library/comparisons/1/")
    other = browser.new_context(base_url=site).new_page()
    other.set_default_timeout(60_000)
    other.goto("/account/login/")
    other.fill("#id_login", "dong-nghiep@mayngan.example")
    other.fill("#id_password", "vi-du-tuong-dong")
    other.click("main button.main")
    other.wait_for_url("**/library/")
    other.goto("/library/comparisons/1/")
    row = other.locator(".pair:has(button[data-key=a][aria-pressed=false])").last.get_attribute("id")
    other.locator(f"#{row} button[data-key=a]").click()
    page.wait_for_selector(f"#{row} button[data-key=a][aria-pressed=true]")  # by itself, within seconds
    assert "Phạm Đồng Nghiệp" in page.inner_text(f"#{row}")
    other.context.close()


def test_language_and_theme_by_choice(page: Any) -> None:
    page.goto("/library/")
    page.click("details.me summary")
    page.click("button[value=en]")
    page.wait_for_selector("text=Library")
    page.click("details.me summary")
    page.click("button[value=dark]")
    page.wait_for_selector("html[data-theme=dark]")


def test_pages_can_be_read_without_scripts(browser: Any, site: str, page: Any) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False, storage_state=page.context.storage_state())
    plain = context.new_page()
    for _ in range(60):  # the index follows what was put in
        plain.goto("/library/search/?q=nhà+ở")
        if plain.locator(".hit").count():
            break
        plain.wait_for_timeout(1000)
    assert plain.locator(".hit").count()
    plain.goto("/library/comparisons/1/?tab=open")
    plain.locator("button[data-key=a]").first.click()
    plain.wait_for_url("**/comparisons/1/**")
    assert plain.locator(".chip.good").count()
    context.close()
