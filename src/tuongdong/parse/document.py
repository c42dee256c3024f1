"""The whole of parse: head, body, findings."""

import re
from typing import Final

from tuongdong.errors import ParseError
from tuongdong.models import Document, Level, Provision, SourceText, Span

# Điều 5a. Phạm vi / Chương II / 2đ. Ngân sách / d1) Đất
_ARTICLE_RE: Final = re.compile(r"Điều (\d+[a-zđ]?)[.:] ?(.*)", re.I)
_CLAUSE_RE: Final = re.compile(r"(\d{1,3}[a-zđ]?)\. ?(.*)")
_POINT_RE: Final = re.compile(r"([a-zđ]{1,2}\d?)\) ?(.*)")
_TAIL_RE: Final = re.compile(r"(Nghị quyết|Luật) này (đã )?được .* thông qua|Nơi nhận")


def parse(source: SourceText, name: str = "") -> Document:
    """The document of a text. ParseError when nothing in it is a provision."""
    open_units: list[dict[str, object]] = []
    done: list[dict[str, object]] = []
    at = 0
    for line in source.text.split("\n"):
        start, at = at, at + len(line) + 1
        if not line:
            continue
        if _TAIL_RE.match(line):
            break
        for level, pattern, prefix in (
            (Level.ARTICLE, _ARTICLE_RE, "art_"),
            (Level.CLAUSE, _CLAUSE_RE, "cl_"),
            (Level.POINT, _POINT_RE, "point_"),
        ):
            if (match := pattern.match(line)) and (open_units or level is Level.ARTICLE):
                rank = list(Level).index(level)
                while open_units and list(Level).index(open_units[-1]["level"]) >= rank:  # type: ignore[arg-type]
                    open_units.pop()
                parent = open_units[-1]["eid"] if open_units else None
                unit: dict[str, object] = {
                    "level": level,
                    "num": match[1],
                    "parent": parent,
                    "start": start,
                    "end": start + len(line),
                    "eid": (f"{parent}__" if parent else "") + prefix + match[1].lower(),
                    "heading": (match[2] or None) if level is Level.ARTICLE else None,
                    "pieces": [] if level is Level.ARTICLE else [Span(start + match.start(2), start + len(line))],
                }
                done.append(unit)
                open_units.append(unit)
                break
        else:
            if open_units:
                open_units[-1]["pieces"].append(Span(start, start + len(line)))  # type: ignore[attr-defined]
        for unit in open_units:
            unit["end"] = start + len(line)
    if not done:
        raise ParseError("no_provision", path=name)
    provisions = tuple(
        Provision(
            eid=str(u["eid"]),
            level=u["level"],
            num=str(u["num"]),
            heading=u["heading"],  # type: ignore[arg-type]
            text="\n".join(p.of(source.text) for p in u["pieces"]),  # type: ignore[attr-defined]
            span=Span(u["start"], u["end"]),
            parent=u["parent"],
            pieces=tuple(u["pieces"]),  # type: ignore[arg-type]
        )
        for u in done
    )
    head = re.search(r"SỐ:? ?(\d+/\S+)\n(.*)", source.text[:2000], re.I)
    return Document(
        text=source.text,
        provisions=provisions,
        tables=source.tables,
        findings=source.findings,
        number=head[1] if head else None,
        title=head[2] if head else None,
    )
