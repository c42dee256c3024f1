"""
The pictures of the README, taken anew from the examples: `.venv/bin/python docs/pictures.py`.

Needs the developers' packages and the system's Chromium.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

IMAGES = Path(__file__).parent / "images"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# picture: what is scrolled to the top
PICTURES = {"tong-quan.png": "body", "doi-chieu.png": "#a-art_5__cl_1"}


COMMAND = [sys.executable, "-m", "tuongdong", "demo"]
PORT = 8769
SIZE = {"width": 1200, "height": 760}


def main() -> None:
    """All pictures."""
    with sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        tables(browser)
        office(browser)
        browser.close()


def tables(browser: Browser) -> None:
    """The comparison as a page."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([*COMMAND, "-o", folder], check=True)  # noqa: S603 - our own command
        for name, top in PICTURES.items():
            page = browser.new_page(viewport=SIZE)
            page.goto((Path(folder) / "doi-chieu.html").as_uri())
            page.add_style_tag(content="html { scroll-behavior: auto !important }")
            page.locator(top).evaluate("element => element.scrollIntoView()")
            page.screenshot(path=IMAGES / name)


def office(browser: Browser) -> None:
    """The leader's page of the example in the office's application."""
    with serving() as account:
        page = browser.new_page(viewport=SIZE, locale="vi")
        page.goto(f"http://127.0.0.1:{PORT}/exchange/")
        for name, value in zip(("login", "password"), account, strict=True):
            page.fill(f"input[name={name}]", value)
        page.click("main button[type=submit]")
        page.click("main table a")
        page.click("text=Trang lãnh đạo")
        page.screenshot(path=IMAGES / "trang-lanh-dao.png")


@contextmanager
def serving() -> Iterator[tuple[str, str]]:
    """The application with the example in it; gives the account that it prints."""
    with tempfile.TemporaryDirectory() as home:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [*COMMAND, "--serve", "--port", str(PORT)],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"TUONGDONG_HOME": home},
        )
        assert process.stdout
        said = dict(line.strip().split(": ", 1) for line in until(process.stdout, "Mật khẩu") if ": " in line)
        for _ in range(120):
            with suppress(OSError):
                urlopen(f"http://127.0.0.1:{PORT}/health").close()
                break
            time.sleep(0.5)
        try:
            yield said["Tài khoản"], said["Mật khẩu"]
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)


def until(lines: Iterator[str], start: str) -> Iterator[str]:
    """Lines up to the one that starts so."""
    for line in lines:
        yield line
        if line.startswith(start):
            return


if __name__ == "__main__":
    main()
