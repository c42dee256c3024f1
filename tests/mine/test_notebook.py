"""The notebook of the documentation runs on an invented corpus and draws its two figures."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("polars", reason="the notebook reads with Polars")
pytest.importorskip("numba", reason="mining needs the extra `mine`")

from tuongdong.mine import mine

NOTEBOOK = Path(__file__).resolve().parents[2] / "docs" / "mining.ipynb"


def test_the_notebook_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write_corpus: Callable[..., Path]) -> None:
    mine(write_corpus(tmp_path / "in"), tmp_path / "out")
    monkeypatch.setenv("TUONGDONG_OUT", str(tmp_path / "out"))
    values: dict[str, Any] = {}
    for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), values)
    assert values["policies"]["localities"][0] == 4
    assert "Nghệ An" in values["figure_1"]
    assert "70 %: Khánh Hòa" in values["figure_2"]
