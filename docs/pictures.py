"""
The pictures of the README, taken anew from the example: `.venv/bin/python docs/pictures.py`.

Needs the developers' packages and the system's Chromium.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

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


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        subprocess.run([sys.executable, "-m", "tuongdong", "demo", "-o", folder], check=True)  # noqa: S603 - our own command
        program = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        for name, top in PICTURES.items():
            page = browser.new_page(viewport={"width": 1200, "height": 760})
            page.goto((Path(folder) / "doi-chieu.html").as_uri())
            page.add_style_tag(content="html { scroll-behavior: auto !important }")
            page.locator(top).evaluate("element => element.scrollIntoView()")
            page.screenshot(path=IMAGES / name)
        browser.close()


if __name__ == "__main__":
    main()
