"""The documentation cannot lie: its examples run, its links lead somewhere, and every command is described."""

import csv
import doctest
import importlib
import os
import pkgutil
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

import tuongdong
from tuongdong import examples
from tuongdong.cli import COMMANDS, cli

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
# ```bash run ... ```, then perhaps ```text out ... ``` with lines that must be in what it prints
BLOCK_RE = re.compile(r"^```(bash|python) run\n(.*?)^```\n(?:\s*```text out\n(.*?)^```)?", re.M | re.S)
LINK_RE = re.compile(r"\]\(([^)#]+)[^)]*\)")
BLOCKS = [
    pytest.param(
        *match.groups(),
        id=f"{page.relative_to(ROOT)}:{page.read_text(encoding='utf-8')[: match.start()].count(chr(10)) + 1}",
    )
    for page in PAGES
    for match in BLOCK_RE.finditer(page.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("language", "code", "expected"), BLOCKS)
def test_examples_run(language: str, code: str, expected: str | None, tmp_path: Path) -> None:
    for path in (examples.ours(), examples.theirs(), examples.visit()):
        shutil.copy(path, tmp_path / path.name)
    other = examples.theirs().read_text(encoding="utf-8").replace("Bến Sao", "Đồi Thông").replace("40%", "35%")
    (tmp_path / "doi-thong.md").write_text(other, encoding="utf-8")
    own = Path(sys.executable).parent
    environment = os.environ | {
        "PATH": f"{own}{os.pathsep}{os.environ['PATH']}",
        "TUONGDONG_HOME": str(tmp_path / "home"),
    }
    command = ["bash", "-euc", code] if language == "bash" else [sys.executable, "-c", code]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for line in (expected or "").splitlines():
        assert line in done.stdout


def test_there_are_examples() -> None:
    assert len(BLOCKS) >= 10


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK_RE.findall(page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_described(command: str) -> None:
    described = (ROOT / "docs" / "lenh.md").read_text(encoding="utf-8")
    assert f"\n## tuongdong {command}\n" in described, f"docs/lenh.md has no section for {command}"


def test_only_commands_that_exist_are_described() -> None:
    described = re.findall(r"^## tuongdong (\S+)$", (ROOT / "docs" / "lenh.md").read_text(encoding="utf-8"), re.M)
    assert set(described) == set(COMMANDS)


def commands_without_json(group: click.Group, *above: str) -> set[str]:
    found: set[str] = set()
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            found |= commands_without_json(command, *above, name)
        elif command and not any(option.name == "form" for option in command.params):
            found.add(" ".join((*above, name)))
    return found


def test_commands_without_json_are_named() -> None:
    described = (ROOT / "docs" / "lenh.md").read_text(encoding="utf-8")
    [named] = re.findall(r"trừ ([^;.]+), đều có `--format json`", described)
    assert set(re.findall(r"`([^`]+)`", named)) == commands_without_json(cli)


def test_the_growth_figure_is_drawn_from_what_was_measured() -> None:
    growth = runpy.run_path(str(ROOT / "docs" / "growth.py"))
    with growth["FIGURES"].open(encoding="utf-8") as file:
        drawn = growth["growth"](list(csv.DictReader(file, delimiter="\t")))
    assert growth["PICTURE"].read_text(encoding="utf-8") == drawn


def test_make_targets_that_are_named_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    for page in PAGES:
        named = set(re.findall(r"(?:^    |`)make ([a-z]+)", page.read_text(encoding="utf-8"), re.M))
        assert named <= targets, page


def modules_with_examples() -> list[str]:
    found = []
    for info in pkgutil.walk_packages(tuongdong.__path__, "tuongdong."):
        path = ROOT / "src" / Path(*info.name.split("."))
        source = path / "__init__.py" if info.ispkg else path.with_suffix(".py")
        if ".web" not in info.name and source.exists() and ">>>" in source.read_text(encoding="utf-8"):
            found.append(info.name)
    return found


@pytest.mark.parametrize("name", modules_with_examples())
def test_examples_in_docstrings_run(name: str) -> None:
    module = importlib.import_module(name)
    assert doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS).failed == 0
