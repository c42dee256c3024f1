"""
Markdown, as editors write it and as legal portals export it.

    paragraphs      lines up to an empty line are one paragraph; portals also leave the empty lines out
    emphasis        **bold** goes to `bold`, *italic* and _italic_ go; \\- escapes and <br> are undone
    headings        # and ## are paragraphs in bold
    pages' marks    <div>, <p> and <center> part paragraphs, <strong> is bold
    tables          | a | b |, grids of +---+, and portals' cells between lines that hold a bar alone
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from tuongdong.models import SourceText
from tuongdong.read.builder import Run, TextBuilder, is_rule
from tuongdong.read.lines import begins_paragraph, goes_on, is_capitals, joint
from tuongdong.read.plain import decode_any
from tuongdong.read.tables import Paragraph, place, rows_of

__all__ = ["read_markdown", "styled"]

# **bold** / *italic* / ***both*** / \* / __bold__ / _italic_
_MARK_RE: Final = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])|(?P<stars>\*+)|(?P<under>(?<!\w)_{1,2}(?=[^\s_])|(?<=[^\s_])_{1,2}(?!\w))"
)
_BREAK_RE: Final = re.compile(r"<br\s*/?>|\\$| {2,}$", re.I)
# ***Nơi nhận:\*** : a hard break inside the emphasis
_MARKED_BREAK_RE: Final = re.compile(r"\\(\*+)$")
# 2. / a) / IV. / Điều 3.
_LABEL_ALONE_RE: Final = re.compile(r"(?:\d{1,3}|[a-zđ]|[IVX]{1,5}|Điều \d{1,3})[.)]")
# I. DANH / 2. MỨC / PHẦN II. THỦ TỤC
_NUMBERED_RE: Final = re.compile(r"(?:\d{1,3}|(?:PHẦN )?[IVX]{1,5}|[A-H])\. ")
_LINK_RE: Final = re.compile(r"!?\[((?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]\((?:https?:|#|/|mailto:)[^)\s]*(?: \"[^\"]*\")?\)")
# <div align="center"> / </p>: what sets a head in the middle / <img src="stamp.png"> / <strong>
_SET_RE: Final = re.compile(r"</?(?:div|p|center|img)(?: [^<>\n]*)?>", re.I)
_STRONG_RE: Final = re.compile(r"</?(?:strong|b)>", re.I)
_HEADING_RE: Final = re.compile(r" {0,3}#{1,6}(?: +|$)")
# 12 / 2.1. / B1 / Bước 2: what a row of a table begins with
_ROW_NUMBER_RE: Final = re.compile(r"\d{1,3}(?:\.\d{1,2})*[.)]?|B(?:ước )?\d{1,2}[.:]?")
_HEAD_RE: Final = re.compile(r"S?TT|Số TT", re.I)
_PIPE_ROW_RE: Final = re.compile(r"\|.*\S.*\|?")
_PIPE_RULE_RE: Final = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_GRID_RULE_RE: Final = re.compile(r"\+(?:[-=:]+\+)+")
# pandoc's simple tables stand between these:   ------ ----------
_SIMPLE_RULE_RE: Final = re.compile(r" *-{3,}(?: +-{3,})+ *")


# VIỆT NAMĐộc lập - Tự do - Hạnh phúc------- : a head whose line breaks were lost
_GLUED_RE: Final = re.compile(r"(?<=VIỆT NAM)(?=Độc lập)|-{5,}")
# Số: 12/NQ-CP / Nơi nhận: ... : the first cell of two that only arrange the page
_ARRANGED_RE: Final = re.compile(r"Số ?: ?\d*/?|N(?:ơi|ƠI) (?:nhận|NHẬN)\b")
_SIGNATURE_RE: Final = re.compile(r"N(?:ơi|ƠI) (?:nhận|NHẬN)\b")
# PHỤ LỤC / PHỤ LỤC II
_ANNEX_RE: Final = re.compile(r"PHỤ LỤC\b")
_TABLE_SIGNS: Final = ("|", "+", "-")
_SHORTEST_TITLE: Final = 20  # letters of what stands between two tables
_LONGEST_CELL: Final = 200  # lines; a bar with none to match within them closes no cell
_LONGEST_WHOLE: Final = 1000  # lines of a cell without an empty one


class Block(NamedTuple):
    """Lines that belong together: a paragraph's, or the cells of a table."""

    lines: list[str]
    cells: list[list[list[str]]]


def read_markdown(data: bytes, path: Path) -> SourceText:
    """The text of a Markdown file."""
    raw, found = decode_any(data, path)
    raw = _LINK_RE.sub(r"\1", raw) if "](" in raw else raw
    raw = _STRONG_RE.sub("**", _SET_RE.sub("\n", raw)) if _SET_RE.search(raw) else raw
    builder = TextBuilder()
    for one in found:
        builder.find(one)
    lines = raw.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    spaced = _is_spaced(lines)
    held = ""
    for block in _blocks(lines):
        for paragraph in () if block.cells else _paragraphs(block.lines, spaced):
            if held and not _is_torn(held, paragraph):
                builder.paragraph(styled(held))
                held = ""
            held = f"{held} {paragraph}" if held else paragraph
        if block.cells:
            builder.paragraph(styled(held))
            held = ""
            rows = [[[Paragraph(styled(p)) for p in _paragraphs(cell)] for cell in row] for row in block.cells]
            place(builder, [rows_of(rows)])
    builder.paragraph(styled(held))
    return builder.build("md")


def _is_torn(paragraph: str, following: str) -> bool:
    """Whether an empty line tears a paragraph: a label alone above it, or small letters that go on below it."""
    above, below = plain_words(paragraph).strip(), plain_words(following).strip()
    if _LABEL_ALONE_RE.fullmatch(above):
        return not begins_paragraph(below)
    return len(above) > 20 and below[:1].islower() and above[-1].isalpha() and not begins_paragraph(below)


def styled(text: str) -> list[Run]:
    """
    The runs of a paragraph, its marks of emphasis taken out.

    >>> styled("**Điều 1.** Mức *chi*")
    [Run(text='Điều 1.', bold=True, font=''), Run(text=' Mức chi', bold=False, font='')]
    """
    if heading := _HEADING_RE.match(text):
        return [Run(plain_words(text[heading.end() :]), bold=True)]
    if "*" not in text and "_" not in text and "\\" not in text:
        return [Run(text)]
    runs: list[Run] = []
    words, bold, at = "", False, 0
    for mark in _MARK_RE.finditer(text):
        words += text[at : mark.start()]
        at = mark.end()
        if mark["escaped"]:
            words += mark["escaped"]
            continue
        if _is_sign(text, mark):
            words += mark[0]
        elif len(mark[0]) // 2 % 2:
            runs.append(Run(words, bold))
            words, bold = "", not bold
    runs.append(Run(words + text[at:], bold))
    return [run for run in runs if run.text]


def plain_words(text: str) -> str:
    """A paragraph's words without any mark."""
    if "*" not in text and "_" not in text and "\\" not in text and "#" not in text:
        return text
    return "".join(run.text for run in styled(text))


def _is_sign(text: str, mark: re.Match[str]) -> bool:
    """
    Whether a star is itself meant: a bullet ("* Lưu ý"), a note's sign "(*)", a product "20 * 30".
    """
    before, after = text[: mark.start()][-1:], text[mark.end() :][:1]
    if mark[0] != "*":
        return False
    return (before in ("", " ") and after in ("", " ") and text.count("*") % 2 == 1) or (before == "(" and after == ")")


def _blocks(lines: list[str]) -> Iterator[Block]:
    """A file's lines as paragraphs and tables."""
    at, open_lines = 0, list[str]()
    while at < len(lines):
        line = lines[at].strip()
        taken, cells = _table_at(lines, at, line) if line[:1] in _TABLE_SIGNS or line[-1:] == "|" else (0, [])
        if taken or not line or _HEADING_RE.match(line):
            if open_lines:
                yield Block(open_lines, [])
                open_lines = []
            if cells:
                yield Block([], cells)
            elif not taken and line:
                end = _heading_end(lines, at)
                yield Block([" ".join(each.strip() for each in lines[at:end])], [])
                at = end
                continue
            at += taken or 1
        else:
            open_lines.append(lines[at])
            at += 1
    if open_lines:
        yield Block(open_lines, [])


def _heading_end(lines: list[str], at: int) -> int:
    """The line after a heading: "## I. DANH" goes on in the capitals of the next."""
    words, after = lines[at].strip(" #"), at + 1
    if after == len(lines) or not _NUMBERED_RE.match(words) or not is_capitals(words) or not is_capitals(lines[after]):
        return after
    return after if begins_paragraph(lines[after]) or lines[after][0] in "#|*" else after + 1


def _table_at(lines: list[str], at: int, line: str) -> tuple[int, list[list[list[str]]]]:
    """How many lines a table that begins here takes, and its rows of cells of lines; (0, []) when none begins."""
    if line == "|":
        return _portal_table(lines, at)
    if _GRID_RULE_RE.fullmatch(line):
        return _grid_table(lines, at)
    if _SIMPLE_RULE_RE.fullmatch(line):
        return _simple_table(lines, at)
    if line.startswith("|") and _PIPE_ROW_RE.fullmatch(line):
        return _pipe_table(lines, at)
    if line.endswith("|"):
        return 1, [[_GLUED_RE.sub("\n", cell).split("\n") for cell in line.strip("|").split("|")]]
    return 0, []


def _portal_table(lines: list[str], at: int) -> tuple[int, list[list[list[str]]]]:
    """
    Cells between lines that hold a bar alone. A row opens and closes with a bar, so two bars running part rows:

        |
        Đô thị
        |
        190
        |
        |
        Nông thôn

    Portals leave out the line after a table too, so a row as wide as the one above also ends it; heads and signatures are
    two cells wide.
    """
    rows: list[list[list[str]]] = []
    end = at
    while end < len(lines) and lines[end].strip() == "|":
        if end + 1 < len(lines) and lines[end + 1].strip() == "|":
            end += 1
            continue
        row, after = _portal_row(lines, end, *_widths(rows))
        if not row:
            break
        rows.append(row)
        end = after
    return max(end - at, 1), rows


def _widths(rows: list[list[list[str]]]) -> tuple[int, int]:
    """How many cells the widest row has, and the last one that begins with a number, 0 when none does."""
    return max(map(len, rows), default=0), next((len(row) for row in reversed(rows) if _is_numbered(row)), 0)


def _is_numbered(row: list[list[str]]) -> bool:
    return _ROW_NUMBER_RE.fullmatch(_words_of(row[0])) is not None


def _portal_row(lines: list[str], at: int, width: int, numbered: int) -> tuple[list[list[str]], int]:
    """
    The cells of one row, and the line after it; ([], at) when no bar closes it. `width` is that of the widest row above,
    `numbered` that of rows that begin with a number.
    """
    cells: list[list[str]] = []
    begin = at + 1
    if _is_annex(lines, begin) or _is_below(lines, begin) or _is_title(lines, begin):
        return [], at
    while (end := _next_bar(lines, begin)) is not None:
        cells.append(lines[begin:end])
        begin = end + 1
        following = lines[begin].strip() if begin < len(lines) else ""
        if following in ("|", "") or _is_arranged(cells) or _is_text(lines, begin):
            return cells, begin
        wider = _HEAD_RE.fullmatch(_words_of(cells[0])) or (_is_numbered(cells) and not numbered)
        if len(cells) == width and not (wider and _is_rest(lines, begin)):
            return cells, begin
        if width and not _goes_on(lines, begin, cells, width, numbered):
            return cells, begin
        if width and _is_between(lines, begin, width - len(cells)):
            return cells, begin
    return cells, begin if cells else at


def _goes_on(lines: list[str], at: int, cells: list[list[str]], width: int, numbered: int) -> bool:
    """Whether a row that has some cells goes on with what begins at `at`."""
    if _is_numbered(cells) and len(cells) < (numbered or width) and _is_whole(lines, at):
        return True
    return _is_cell(lines, at) or _fills(lines, at, width - len(cells)) or _ends_row(lines, at)


def _is_rest(lines: list[str], at: int) -> bool:
    """
    Whether short cells follow up to two bars: the rest of a head, or of the first numbered row, where the rows above have fewer
    cells because they name a group ("A | Tại Bộ Y tế").
    """
    while _is_cell(lines, at):
        at = (_next_bar(lines, at) or at) + 1
        if lines[at : at + 1] == ["|"]:
            return True
    return False


def _ends_row(lines: list[str], at: int) -> bool:
    """
    Whether a row that begins its next cell at `at` ends with it, however long it is: two bars follow, where below text only
    the one stands that opens the next table.
    """
    end = _next_bar(lines, at)
    return end is not None and lines[end + 1 : end + 2] == ["|"] and _is_whole(lines, at)


def _is_whole(lines: list[str], at: int) -> bool:
    """Whether a bar follows before any empty line."""
    end = _next_bar(lines, at)
    return end is not None and all(line.strip() for line in lines[at:end])


def _fills(lines: list[str], at: int, missing: int) -> bool:
    """Whether a row that begins its next cell at `at` ends just when it has the cells it lacks, however long they are."""
    for more in range(missing, 0, -1):
        end = _next_bar(lines, at)
        if end is None:
            return False
        at = end + 1
        if at == len(lines) or lines[at].strip() in ("|", ""):
            return more == 1
    return False


def _is_arranged(cells: list[list[str]]) -> bool:
    """Whether a row is the second line of a head or a signature, and whole: "Số: 5/NQ-CP" and "Hà Nội, ngày ..."."""
    return len(cells) > 1 and _ARRANGED_RE.match(_words_of(cells[0])) is not None and bool(_words_of(cells[-1]))


def _words_of(cell: list[str]) -> str:
    return " ".join(" ".join(cell).replace("*", "").split())


def _next_bar(lines: list[str], at: int) -> int | None:
    """
    The next line that holds a bar alone, if it is near enough to close a cell that begins at `at`; what has no empty line may
    be longer.
    """
    whole = True
    for each in range(at, min(len(lines), at + _LONGEST_WHOLE)):
        line = lines[each].strip()
        if line == "|":
            return each
        whole = whole and line != ""
        if not whole and each >= at + _LONGEST_CELL:
            return None
    return None


def _is_text(lines: list[str], at: int) -> bool:
    """Whether what begins after a bar is no cell but text below the table: a heading, an annex, or what a signature follows."""
    end = _next_bar(lines, at)
    if end is None or _is_annex(lines, at) or any(map(_HEADING_RE.match, lines[at:end])):
        return True
    after = _next_bar(lines, end + 1)
    return after is not None and _SIGNATURE_RE.match(_words_of(lines[end + 1 : after])) is not None


def _is_annex(lines: list[str], at: int) -> bool:
    """Whether what begins after a bar, up to the next, holds a line that says "PHỤ LỤC" and below it a title: no cell does."""
    cell = [words for line in lines[at : _next_bar(lines, at) or at] if (words := line.strip("* "))]
    return any(map(_ANNEX_RE.match, cell[:-1]))


def _is_below(lines: list[str], at: int) -> bool:
    """Whether what begins after a bar stands below the table: an empty line, and then paragraphs up to the table that comes next."""
    below = [line.strip() for line in lines[at : _next_bar(lines, at) or at]]
    whole = "\n".join(below).strip()
    return below[:1] == [""] and "\n\n" in whole and not _ARRANGED_RE.match(whole.lstrip("*"))


def _is_title(lines: list[str], at: int) -> bool:
    """Whether a numbered title, in capitals or bold, begins after a bar, and below it a table of its own: "STT", or row 1."""
    title, *below = _cells_on(lines, at)[0][:2] or [[]]
    words, first = _words_of(title), _words_of(below[0]) if below else ""
    if not (_NUMBERED_RE.match(words) and (is_capitals(words) or _is_headed(title))):
        return False
    return bool(_HEAD_RE.fullmatch(first)) or (first == "1" and len(words) > _SHORTEST_TITLE)


def _is_between(lines: list[str], at: int, missing: int) -> bool:
    """
    Whether what begins after a bar stands between two tables: all that comes up to the end of the row is the head of the
    table below, in bold, which has as many cells as the row under it and more than the row above lacks; or it has two rows,
    below a numbered title in capitals.
    """
    (title, *head), end = _cells_on(lines, at)
    words = _words_of(title)
    if len(head) < 2 or len(words) < _SHORTEST_TITLE or not all(map(_is_headed, head)):
        return False
    below, _ = _cells_on(lines, end + 1)
    if _NUMBERED_RE.match(words) and is_capitals(words) and all(map(_is_headed, below)):
        return True
    return len(head) >= missing and len(below) == len(head)


def _cells_on(lines: list[str], at: int) -> tuple[list[list[str]], int]:
    """The cells from a place to the end of the row, and where the bar stands that ends it."""
    cells = list[list[str]]()
    while (end := _next_bar(lines, at)) is not None and end > at:
        cells.append(lines[at:end])
        at = end + 1
    return cells, at


def _is_headed(cell: list[str]) -> bool:
    """Whether a cell is of a table's head: words in bold."""
    bold = " ".join(cell).strip()
    return bold.startswith("**") and bold.endswith("**") and any(map(str.isalpha, bold))


def _is_cell(lines: list[str], at: int) -> bool:
    """Whether what begins after a bar is another cell of a row shorter than the others, and not the text below."""
    end = _next_bar(lines, at)
    return end is not None and end - at <= 6 and all(line.strip() for line in lines[at:end])


def _pipe_table(lines: list[str], at: int) -> tuple[int, list[list[list[str]]]]:
    """| a | b | rows; the rule under the head goes. A line without bars inside goes on with the last cell."""
    rows: list[list[list[str]]] = []
    end = at
    while end < len(lines) and (line := lines[end].strip()):
        if not line.startswith("|"):
            if not rows or begins_paragraph(line):
                break
            rows[-1][-1].append(line.rstrip("|"))
        elif not _PIPE_RULE_RE.fullmatch(line):
            rows.append([[cell.strip()] for cell in re.split(r"(?<!\\)\|", line.strip("|"))])
        end += 1
    return end - at, [row for row in rows if any(cell[0] for cell in row)]


def _grid_table(lines: list[str], at: int) -> tuple[int, list[list[list[str]]]]:
    """+---+---+ grids: a row's cells run over several lines."""
    rows: list[list[list[str]]] = []
    row: list[list[str]] = []
    end = at
    while end < len(lines) and (line := lines[end].strip()).startswith(("+", "|")):
        if line.startswith("+"):
            if row:
                rows.append(row)
            row = []
        else:
            for index, words in enumerate(line.strip("|").split("|")):
                if index == len(row):
                    row.append([])
                row[index].append(words.strip())
        end += 1
    return end - at, rows


def _simple_table(lines: list[str], at: int) -> tuple[int, list[list[list[str]]]]:
    """Columns under a rule of dashes with gaps, up to the next such rule; an empty line parts rows."""
    rule = lines[at]
    close = next((i for i in range(at + 1, min(at + 200, len(lines))) if _SIMPLE_RULE_RE.fullmatch(lines[i])), None)
    if close is None:
        return 0, []
    starts = [match.start() for match in re.finditer("-+", rule)]
    edges = [(start, next_start) for start, next_start in zip(starts, [*starts[1:], None], strict=True)]
    rows: list[list[list[str]]] = [[[] for _ in edges]]
    for line in lines[at + 1 : close]:
        if not line.strip():
            rows.append([[] for _ in edges])
        else:
            for cell, (start, stop) in zip(rows[-1], edges, strict=True):
                cell.append(line[start:stop].strip())
    return close - at + 1, [row for row in rows if any(row)]


def _is_spaced(lines: list[str]) -> bool:
    """Whether empty lines part paragraphs, so that a line break alone means nothing: what follows a full stop tells."""
    closed = [below for line, below in pairwise(lines) if line.rstrip(" *").endswith((".", ";", ":")) and below != "|"]
    return 2 * sum(1 for below in closed if not below.strip()) > len(closed)


def _paragraphs(lines: list[str], spaced: bool = False) -> Iterator[str]:
    """Lines as paragraphs, joined where they were only wrapped. Marks of emphasis may run over the break."""
    lines = [_MARKED_BREAK_RE.sub(r"\1\\", line) for line in lines] if any("\\" in line for line in lines) else lines
    spaced = spaced or any(line.endswith("\\") for line in lines)
    width = max(map(len, lines), default=0)
    paragraph, last = "", ""
    for line, broken in _pieces(lines):
        words = plain_words(line).strip()
        if not words or not paragraph:
            paragraph += line
        elif not broken and (
            _is_open(paragraph, line) or (_joins(last, words, width, spaced) and not _changes(paragraph, line))
        ):
            paragraph += joint(paragraph) + line
        else:
            yield paragraph
            paragraph = line
        last = words or last
    if paragraph:
        yield paragraph


def _pieces(lines: list[str]) -> Iterator[tuple[str, bool]]:
    """Lines parted at hard breaks, each with whether such a break, an empty line or a drawn rule stands before it."""
    broken = False
    for line in lines:
        pieces = _BREAK_RE.split(line)
        for index, piece in enumerate(pieces):
            if is_rule(piece):
                broken = True
                continue
            yield piece.strip(), broken or index > 0
            broken = False
        broken = broken or (len(pieces) > 1 and not pieces[-1].strip()) or not line.strip()


def _joins(line: str, following: str, width: int, spaced: bool) -> bool:
    """Where empty lines part paragraphs, only a label after a closing mark begins something within one."""
    if spaced:
        return not (begins_paragraph(following) and line.endswith((".", ";", ":", ",")))
    return goes_on(line, following, width)


def _changes(paragraph: str, line: str) -> bool:
    """
    BỘ TÀI CHÍNH / **CỤC THUẾ**: lines in capitals of which only one is bold are two names. Kính gửi: Ủy ban nhân dân các
    tỉnh / Căn cứ Luật: no addressee.
    """
    if line.startswith("Căn cứ ") and plain_words(paragraph).startswith("Kính gửi"):
        return True
    return is_capitals(line) and paragraph.startswith("**") != line.startswith("**") and is_capitals(paragraph)


def _is_open(paragraph: str, line: str) -> bool:
    """Whether bold was opened and goes on. A line that is bold on its own shows that the mark above was forgotten."""
    return _half_bold(paragraph) and not (line.startswith("**") and not _half_bold(line))


def _half_bold(text: str) -> bool:
    return sum(len(stars) // 2 % 2 for stars in re.findall(r"\*+", text)) % 2 == 1
