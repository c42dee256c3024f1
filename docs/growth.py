"""
The growth figure of docs/mining.md, drawn from measured figures: `python docs/growth.py`.

`benchmarks/growth.tsv` holds what `benchmarks/mining.py run ours` printed at each size: passages, seconds, gigabytes, recall.
"""

import csv
import math
from pathlib import Path
from typing import Final

from lxml import etree

FIGURES: Final = Path(__file__).parents[1] / "benchmarks" / "growth.tsv"
PICTURE: Final = Path(__file__).parent / "images" / "growth.svg"
PANEL: Final = (330, 240)
EDGE: Final = (62, 34, 16, 44)  # left, top, right, bottom
INK, LINE, MARK = "#1c1f23", "#d8d4ca", "#0f5c63"


def growth(rows: list[dict[str, str]]) -> str:
    """Seconds and gigabytes over passages, both on scales of powers of ten, beside the line of plain proportion."""
    svg = etree.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {2 * PANEL[0]} {PANEL[1]}",
            "font-family": "sans-serif",
            "font-size": "11",
            "fill": INK,
        },
    )
    etree.SubElement(svg, "title").text = "Time and memory of vectors, candidates and scores, by passages"
    etree.SubElement(svg, "rect", width="100%", height="100%", fill="#fff")
    for at, (column, title) in enumerate((("seconds", "seconds, 2 cores"), ("gigabytes", "GB, all processes"))):
        points = [(float(row["passages"]), float(row[column])) for row in rows]
        _panel(svg, at * PANEL[0], title, points)
    markup: str = etree.tostring(svg, encoding="unicode", pretty_print=True)
    return markup


def _panel(svg: etree._Element, offset: float, title: str, points: list[tuple[float, float]]) -> None:
    low_x, high_x = 4.0, 6.0
    low_y, high_y = math.floor(math.log10(min(y for _, y in points))), math.ceil(math.log10(max(y for _, y in points)))

    def place(x: float, y: float) -> tuple[float, float]:
        wide, tall = PANEL[0] - EDGE[0] - EDGE[2], PANEL[1] - EDGE[1] - EDGE[3]
        return (
            offset + EDGE[0] + wide * (math.log10(x) - low_x) / (high_x - low_x),
            EDGE[1] + tall * (1 - (math.log10(y) - low_y) / (high_y - low_y)),
        )

    _words(svg, offset + EDGE[0], 20, title, "start", bold=True)
    for power in range(low_y, high_y + 1):
        (x1, y), (x2, _) = place(1e4, 10**power), place(1e6, 10**power)
        _line(svg, [(x1, y), (x2, y)], LINE)
        _words(svg, x1 - 6, y + 4, f"{10**power:g}", "end")
    for x, _ in points:
        bottom = place(x, 10**low_y)
        _line(svg, [bottom, place(x, 10**high_y)], LINE)
        _words(svg, bottom[0], bottom[1] + 16, f"{x / 1e3:g} k" if x < 1e6 else f"{x / 1e6:g} M", "middle")
    last_x, last_y = points[-1]
    least = max(1e4, 10**low_y * last_x / last_y)
    _line(svg, [place(least, last_y * least / last_x), place(last_x, last_y)], MARK, dashed=True)
    _line(svg, [place(*point) for point in points], MARK, width=2)
    for x, y in points:
        at = place(x, y)
        etree.SubElement(svg, "circle", cx=f"{at[0]:.1f}", cy=f"{at[1]:.1f}", r="3.5", fill=MARK)
        aside, anchor = (7, "start") if x == points[0][0] else (-7, "end")
        _words(svg, at[0] + aside, at[1] - 9, f"{y:g}", anchor, bold=True)
    _words(svg, offset + EDGE[0], PANEL[1] - 6, "passages; dashed: in proportion to the last", "start")


def _line(
    svg: etree._Element, points: list[tuple[float, float]], stroke: str, width: float = 1, dashed: bool = False
) -> None:
    told = {"points": " ".join(f"{x:.1f},{y:.1f}" for x, y in points), "fill": "none", "stroke": stroke}
    etree.SubElement(
        svg, "polyline", told | {"stroke-width": f"{width}"} | ({"stroke-dasharray": "4 4"} if dashed else {})
    )


def _words(svg: etree._Element, x: float, y: float, words: str, anchor: str, bold: bool = False) -> None:
    look = {"text-anchor": anchor} | ({"font-weight": "600"} if bold else {})
    etree.SubElement(svg, "text", {"x": f"{x:.1f}", "y": f"{y:.1f}"} | look).text = words


def main() -> None:
    with FIGURES.open(encoding="utf-8") as file:
        PICTURE.write_text(growth(list(csv.DictReader(file, delimiter="\t"))), encoding="utf-8")


if __name__ == "__main__":
    main()
