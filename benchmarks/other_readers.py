"""
Other readers on files, in a Python of their own: the text and the milliseconds of each file, one JSON line each.

    python benchmarks/other_readers.py [--once] viparse FILE ...         viparse, markitdown or pypdfium2

With `--once` the first file is not read before it counts.

This file imports nothing of the project, so that those readers need not be installed with it.
"""

import json
import sys
import time
from importlib import import_module


def viparse(path: str) -> str:
    # Its own two minutes are too short for the largest files.
    vars(import_module("viparse.engines.legacy"))["_TIMEOUT_SECONDS"] = 900
    return "\n".join(part.text for part in import_module("viparse").load(path, encoding="auto", output="text"))


def markitdown(path: str) -> str:
    return str(import_module("markitdown").MarkItDown().convert(path).text_content)


def pypdfium2(path: str) -> str:
    document = import_module("pypdfium2").PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def main() -> None:
    once = sys.argv[1] == "--once"
    name, *paths = sys.argv[1 + once :]
    reader = {"viparse": viparse, "markitdown": markitdown, "pypdfium2": pypdfium2}[name]
    import_module(name)
    # the first is read twice: what is loaded once is not counted
    for number, path in enumerate(paths if once else [paths[0], *paths], start=int(once)):
        begun = time.perf_counter()
        try:
            text = reader(path)
        except Exception as error:  # readers raise what they like; that they do is part of the comparison
            text = f"! {type(error).__name__}"
        took = (time.perf_counter() - begun) * 1000
        if number:
            print(json.dumps({"path": path, "text": text, "milliseconds": took}), flush=True)


if __name__ == "__main__":
    main()
