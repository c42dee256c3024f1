"""
An offline bundle: every wheel that the office's machine needs, a script that installs them without a network, and the documentation.

    python tools/bundle.py windows      dist/tuongdong-windows/, for Python 3.12 of 64-bit Windows
    python tools/bundle.py linux        dist/tuongdong-linux/

The wheels are those of requirements/run.txt, by hash. Copy the folder to the machine and run `cai-dat.bat` or `cai-dat.sh`; where a version is installed, this one takes its place.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOOLS = Path(sys.executable).parent
PYTHON = "3.12"
# name: what the resolver calls it, what wheels call it
PLATFORMS = {
    "windows": ("x86_64-pc-windows-msvc", ["win_amd64"]),
    "linux": ("x86_64-manylinux_2_28", ["manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"]),
}

BAT = """@echo off
chcp 65001 >nul
set TUONGDONG=%LOCALAPPDATA%\\tuongdong\\venv
py -{python} -m venv --clear "%TUONGDONG%" || (echo Chưa có Python {python}. Hãy cài Python {python} bản 64-bit rồi chạy lại. & pause & exit /b 1)
"%TUONGDONG%\\Scripts\\python" -m pip install --no-index --find-links "%~dp0wheels" "tuongdong[web,mine]" || (pause & exit /b 1)
echo Đã cài xong. Khởi động: "%TUONGDONG%\\Scripts\\tuongdong" serve
pause
"""
SH = """#!/bin/sh
# Cài tuongdong vào ~/.local/share/tuongdong, không cần mạng.
set -e
home="${{TUONGDONG_VENV:-$HOME/.local/share/tuongdong/venv}}"
[ -f "$home/pyvenv.cfg" ] && clear=--clear || clear=
python{python} -m venv $clear "$home" || {{ echo "Chưa có Python {python}. Hãy cài Python {python} (kèm venv) rồi chạy lại."; exit 1; }}
"$home/bin/python" -m pip install --quiet --no-index --find-links "$(dirname "$0")/wheels" "tuongdong[web,mine]"
echo "Đã cài xong. Khởi động: $home/bin/tuongdong serve"
"""


def main() -> None:
    """The folder of one platform, made anew."""
    name = sys.argv[1] if len(sys.argv) == 2 else ""
    if name not in PLATFORMS:
        sys.exit(f"usage: python tools/bundle.py {'|'.join(PLATFORMS)}")
    folder = ROOT / "dist" / f"tuongdong-{name}"
    shutil.rmtree(folder, ignore_errors=True)
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    _own_wheel(wheels)
    _others(*PLATFORMS[name], wheels)
    script = folder / ("cai-dat.bat" if name == "windows" else "cai-dat.sh")
    script.write_text(
        (BAT if name == "windows" else SH).format(python=PYTHON), "utf-8", newline="\r\n" if name == "windows" else "\n"
    )
    script.chmod(0o755)
    _documentation(folder)
    size = sum(f.stat().st_size for f in wheels.iterdir()) / 1e6
    print(f"{folder.relative_to(ROOT)}: {len(list(wheels.iterdir()))} wheels, {size:.0f} MB")


def _documentation(folder: Path) -> None:
    """What people read on a machine without a network."""
    shutil.copy(ROOT / "README.vi.md", folder)
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("*.py", "decisions", "__pycache__"))


def _own_wheel(wheels: Path) -> None:
    _run(TOOLS / "uv", "build", "--quiet", "--wheel", "--out-dir", wheels, ROOT)
    for leftover in wheels.glob(".gitignore"):
        leftover.unlink()


def _others(resolver: str, tags: list[str], wheels: Path) -> None:
    """The pinned wheels of a platform: markers are judged for it and not for the machine that packs."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as pinned:
        wanted = (
            "--python-platform",
            resolver,
            "--python-version",
            PYTHON,
            "--generate-hashes",
            "--no-header",
            "--no-annotate",
        )
        _run(TOOLS / "uv", "pip", "compile", "--quiet", *wanted, ROOT / "requirements" / "run.txt", "-o", pinned.name)
        tagged = [part for tag in tags for part in ("--platform", tag)]
        _run(
            TOOLS / "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes", "--only-binary=:all:",
            *tagged, "--python-version", PYTHON, "--implementation", "cp", "-r", pinned.name, "-d", wheels,
        )  # fmt: skip


def _run(*command: object) -> None:
    subprocess.run([str(part) for part in command], check=True)  # noqa: S603 - our own tools


if __name__ == "__main__":
    main()
