"""Where the real documents, their labels and the scorer are."""

import importlib.util
import os
from pathlib import Path
from types import ModuleType

__all__ = ["DATA", "scorer"]

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("TUONGDONG_DATA", ROOT.parent / "shared" / "data"))


def scorer() -> ModuleType:
    """The scorer that stands beside the data, loaded from its file."""
    path = DATA.parent / "eval" / "score.py"
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
