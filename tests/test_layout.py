"""The layout: imports run downwards only, and what a module offers is what it says that it offers."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "tuongdong"

# The flow, from the ground up. A module may import from layers below its own, and from its own stage.
LAYERS = [
    {
        "models",
        "codec",
        "text",
        "eids",
        "terms",
        "levels",
        "succession",
        "files",
        "messages",
        "errors",
        "settings",
        "examples",
        "data",
    },
    {"read"},
    {"parse"},
    {"cite", "measure"},
    {"compare"},
    {"mine", "search", "extract", "graph"},
    {"coverage"},
    {"report"},
    {"web"},
    {"cli"},
]
LAYER_OF = {stage: at for at, layer in enumerate(LAYERS) for stage in layer}
MODULES = sorted(SOURCE.rglob("*.py"))


def stage_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def module_name(path: Path) -> str:
    parts = ("tuongdong", *path.relative_to(SOURCE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def told(front: Path) -> set[str]:
    """The names of the map in a docstring: the first column of its indented lines, and what stands in backticks."""
    words = ast.get_docstring(ast.parse(front.read_text(encoding="utf-8"))) or ""
    names = [*re.findall(r"^    (\S.*?)(?:  |$)", words, re.M), *re.findall(r"`([^`]+)`", words)]
    return set(re.findall(r"\w+", " ".join(names)))


@pytest.mark.parametrize("folder", ["", "report", "cli"])
def test_the_front_door_tells_what_there_is(folder: str) -> None:
    front = SOURCE / folder
    there = {path.stem for path in front.glob("*.py")} | {path.parent.name for path in front.glob("*/__init__.py")}
    missing = {name for name in there if not name.startswith("__")} - told(front / "__init__.py")
    assert not missing, f"the docstring of {module_name(front / '__init__.py')} lacks {', '.join(sorted(missing))}"


def test_every_stage_with_a_layer_is_there() -> None:
    assert set(LAYER_OF) <= {path.stem for path in SOURCE.iterdir()}


def imports(tree: ast.AST) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(module, names) of every import of our own, also inside functions and for type checking."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "tuongdong":
            yield node.module, tuple(alias.name for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, ()) for alias in node.names if alias.name.split(".")[0] == "tuongdong")


def imported_stages(path: Path) -> set[str]:
    found: set[str] = set()
    for module, names in imports(ast.parse(path.read_text(encoding="utf-8"))):
        parts = module.split(".")
        found |= {parts[1]} if len(parts) > 1 else {name for name in names if name in LAYER_OF}
    return found - {"__version__"}


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_imports_run_downwards_only(path: Path) -> None:
    stage = stage_of(path)
    if stage in ("__init__", "__main__"):  # the front door shows every stage
        return
    assert stage in LAYER_OF, f"name the layer of {stage} in LAYERS"
    wrong = {other for other in imported_stages(path) - {stage} if LAYER_OF[other] > LAYER_OF[stage]}
    if LAYER_OF[stage]:  # the modules of the ground know each other, as errors know messages
        wrong |= {other for other in imported_stages(path) - {stage} if LAYER_OF[other] == LAYER_OF[stage]}
    assert not wrong, f"{module_name(path)} imports {', '.join(sorted(wrong))}, which stands above it or beside it"


def offered(path: Path) -> list[str] | None:
    """A module's `__all__`; None when it has none."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets):
            return [str(value) for value in ast.literal_eval(node.value)]
    return None


def defined(path: Path) -> set[str]:
    """The names that a module has at its top level."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return found


OFFERS = {module_name(path): offered(path) for path in MODULES}
WITH_ALL = [path for path in MODULES if OFFERS[module_name(path)] is not None]


@pytest.mark.parametrize("path", WITH_ALL, ids=module_name)
def test_what_is_offered_is_there_once_and_in_order(path: Path) -> None:
    names = offered(path) or []
    assert set(names) <= defined(path)
    assert len(names) == len(set(names))
    assert names == sorted(names, key=lambda name: (not name.isupper(), not name[:1].isupper(), name)), (
        "constants, classes, functions"
    )


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_only_what_a_module_offers_is_taken_from_it(path: Path) -> None:
    for module, names in imports(ast.parse(path.read_text(encoding="utf-8"))):
        known = OFFERS.get(module)
        if known is None or module.split(".")[1:2] == [stage_of(path)]:
            continue  # modules of one stage may share more
        modules = {name for name in names if f"{module}.{name}" in OFFERS}
        taken = set(names) - set(known) - modules - {"__version__"}
        assert not taken, f"{module_name(path)} takes {', '.join(sorted(taken))} from {module}, whose __all__ lacks it"
