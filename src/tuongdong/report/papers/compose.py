"""
The papers of an exchange, each from its Record: what stands in them, before it is Word.

    compose(kind, record)    the Paper of a kind of KINDS

Number and date stay blank: the clerk (văn thư) gives them. What is taken from evidence carries its reference in brackets.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from tuongdong.extract.bodies import find_bodies, locality_name
from tuongdong.report.papers.blocks import Addressees, Annex, Bases, Block, Grid, Heading, Lines, Paper, Text
from tuongdong.report.papers.record import Assignment, Finding, Member, Office, Record, Wish
from tuongdong.report.word import Head, Signer
from tuongdong.text import capital, day_words

__all__ = ["CELLS", "KINDS", "Kind", "compose"]

CELLS: Final[Mapping[str, str]] = {
    "done_in_time": "Hoàn thành đúng hạn",
    "done_late": "Hoàn thành quá hạn",
    "open_in_time": "Chưa hoàn thành, trong hạn",
    "open_overdue": "Chưa hoàn thành, quá hạn",
    "no_deadline": "Không ấn định thời hạn",
}
"""The four official cells, and what is counted apart."""


class Kind(NamedTuple):
    """A kind of paper: its code in the number ("" for official letters), its name, and who composes it."""

    code: str
    name: str
    compose: Callable[[Record], Paper]


def compose(kind: str, record: Record) -> Paper:
    """ValueError for a kind that is not in KINDS."""
    if kind not in KINDS:
        raise ValueError(f"no paper {kind!r}; there are {', '.join(KINDS)}")
    return KINDS[kind].compose(record)


# --- what papers share


def _head(record: Record, code: str, subject: str | None = None) -> Head:
    """What the office leaves open is a dotted blank, as in the decree's own forms: Số:     /BC-……"""
    office = record.office
    return Head(
        issuer=office.name or "………………………",
        parent=office.parent,
        code="-".join(filter(None, (code, office.code or "……"))),
        place=office.place or "……",
        subject=subject,
    )


def _signer(record: Record) -> Signer:
    office = record.office
    return Signer(office.signer_position or "THỦ TRƯỞNG CƠ QUAN", office.signer_name, office.signer_form)


def _paper(
    record: Record,
    code: str,
    doctype: str,
    title: str,
    blocks: Iterable[Block],
    recipients: Iterable[str],
    annexes: Iterable[Block] = (),
) -> Paper:
    return Paper(
        _head(record, code),
        doctype,
        title,
        tuple(blocks),
        (*(capital(one) for one in recipients), "Lưu: VT"),
        _signer(record),
        annexes=tuple(annexes),
    )


def _letter(
    record: Record, subject: str, blocks: Iterable[Block], recipients: Iterable[str] = (), annexes: Iterable[Block] = ()
) -> Paper:
    to = recipients or _hosts(record)
    return Paper(
        _head(record, "", subject),
        "",
        "",
        (Addressees(tuple(to) or ("…",)), *blocks),
        ("Như trên", "Lưu: VT"),
        _signer(record),
        annexes=tuple(annexes),
    )


def _hosts(record: Record) -> tuple[str, ...]:
    return tuple(dict.fromkeys(meeting.host for meeting in record.meetings)) or record.hosts


def _superiors(record: Record) -> tuple[str, ...]:
    """To whom a report goes, which has no "Kính gửi": the agency above, else whom its proposals ask; a blank, where neither is known."""
    if record.office.parent:
        return (record.office.parent,)
    return tuple(dict.fromkeys(wish.to for wish in record.proposals if wish.to)) or ("…",)


def _join(parts: Iterable[str], last: str = " và ") -> str:
    told = [part for part in parts if part]
    return last.join(filter(None, (", ".join(told[:-1]), told[-1]))) if told else ""


def _day(iso: str | None) -> str:
    """As papers print it; the year that a text leaves open is a blank, as on paper: 09/7/……"""
    told = day_words(iso or "")
    return f"{told}/……" if iso and iso.startswith("--") else told


def _days(record: Record) -> str:
    days = [_day(day) for day in record.days]
    return (
        f"từ ngày {days[0]} đến ngày {days[-1]}"
        if len(days) > 1
        else f"ngày {days[0]}"
        if days
        else "thời gian do hai bên thống nhất"
    )


def _dated(record: Record) -> str:
    """Of what is past: when it was, in brackets, where that is known."""
    return f" ({_days(record)})" if record.days else ""


def _with(text: str, evidence: str) -> str:
    """A statement with its reference."""
    return f"{text.rstrip(' .;')} ({evidence})." if evidence else f"{text.rstrip(' .;')}."


def _or(blocks: Sequence[Block], none: str) -> list[Block]:
    """The blocks, or the sentence that there is nothing."""
    return list(blocks) or [Text(none)]


def _when(there: bool, *blocks: Block) -> tuple[Block, ...]:
    return blocks if there else ()


def _grouped(items: Iterable[Finding] | Iterable[Wish]) -> dict[str, list[Finding | Wish]]:
    groups: dict[str, list[Finding | Wish]] = defaultdict(list)
    for item in items:
        groups[item.field or "Chung"].append(item)
    return groups


def _members_grid(record: Record) -> Grid:
    rows = [
        (str(at), member.name or "…", capital(member.position)) for at, member in enumerate(_guests(record), start=1)
    ]
    return Grid(("TT", "Họ và tên", "Chức vụ, cơ quan"), (0.08, 0.37, 0.55), tuple(rows))


def _guests(record: Record) -> list[Member]:
    return [member for member in record.members if member.side == "guest"]


def _questions_grid(record: Record, answers: bool = False) -> Grid:
    last = "Trả lời" if answers else "Ghi chú"
    heads = ("TT", "Lĩnh vực", "Nội dung đề nghị trao đổi", "Căn cứ", last)
    shares = (0.06, 0.12, 0.3, 0.24, 0.28) if answers else (0.06, 0.13, 0.37, 0.32, 0.12)
    rows = tuple(
        (str(at), q.field, capital(q.text), q.evidence, q.answer if answers else "")
        for at, q in enumerate(record.questions, start=1)
    )
    return Grid(heads, shares, rows)


def _tasks_grid(tasks: Iterable[Assignment], with_state: bool = False) -> Grid:
    if with_state:
        stated = tuple(
            (str(at), capital(t.what), t.lead, t.due or "Không", _stands(t), t.result)
            for at, t in enumerate(tasks, start=1)
        )
        return Grid(
            ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Tình hình", "Kết quả"),
            (0.06, 0.36, 0.18, 0.13, 0.12, 0.15),
            stated,
        )
    rows = tuple(
        (str(at), capital(t.what), t.lead, capital(_join(t.with_, ", ")), t.due or "Không ấn định")
        for at, t in enumerate(tasks, start=1)
    )
    return Grid(
        ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn"), (0.06, 0.42, 0.2, 0.18, 0.14), rows
    )


def _stands(task: Assignment) -> str:
    """The state, and whether it came or is late."""
    if task.cell == "open_overdue":
        return capital(_join((task.state, "quá hạn"), ", "))
    return capital(f"{task.state} trễ" if task.cell == "done_late" else task.state)


def _meetings(record: Record) -> list[Block]:
    blocks: list[Block] = []
    for at, meeting in enumerate(record.meetings, start=1):
        blocks.append(Heading(f"{at}. {capital(meeting.host)}", 2))
        if when := _join(
            (
                f"ngày {_day(meeting.day)}" if meeting.day else "",
                meeting.place or "",
                f"chủ trì: {meeting.chair}" if meeting.chair else "",
            ),
            ", ",
        ):
            blocks.append(Text(f"{capital(when)}."))
        if meeting.topics:
            blocks.append(Lines(meeting.topics))
    return blocks


def _agenda_grid(record: Record) -> Grid:
    """The sessions by day and hour, as a programme of work prints them."""
    order = sorted(record.meetings, key=lambda one: (one.day or "9", one.start or "9"))
    rows = tuple(
        (
            str(at),
            "\n".join(filter(None, (one.start.replace(":", " giờ "), _day(one.day)))) or "…",
            capital(one.host),
            one.place or "…",
            capital("; ".join(one.topics)) or "…",
            "\n".join(filter(None, (one.chair, one.chair_guest))) or "…",
        )
        for at, one in enumerate(order, start=1)
    )
    heads = ("TT", "Thời gian", "Làm việc với", "Địa điểm", "Nội dung", "Chủ trì")
    return Grid(heads, (0.06, 0.14, 0.18, 0.18, 0.28, 0.16), rows)


def _findings(items: Iterable[Finding]) -> list[Block]:
    blocks: list[Block] = []
    for at, (field, group) in enumerate(_grouped(items).items(), start=1):
        blocks.append(Heading(f"{at}. {field}", 2))
        blocks += [Text(f"- {_with(_told(item), item.evidence)}") for item in group]
    return blocks


def _told(item: Finding | Wish) -> str:
    if isinstance(item, Wish):
        return f"{item.text.rstrip(' .')} (gửi {item.to})" if item.to else item.text
    host = f"{capital(item.host)}: " if item.host else ""
    return capital(f"{host}{item.text}") + (f"; {item.more}" if item.more else "")


def _proposals(record: Record) -> list[Block]:
    periods: dict[str, list[Wish]] = defaultdict(list)
    for wish in record.proposals:
        periods[wish.period or "Chung"].append(wish)
    blocks: list[Block] = []
    for at, (period, wishes) in enumerate(periods.items(), start=1):
        blocks.append(Heading(f"{at}. {'Giai đoạn ' if period[:1].isdigit() else ''}{period}", 2))
        for field, group in _grouped(wishes).items():
            blocks += [
                Text(f"- {field} ({item.kind}): {_with(_told(item), item.evidence)}")
                for item in group
                if isinstance(item, Wish)
            ]
    return blocks


# --- the papers


def _register(record: Record) -> Paper:
    hosts = _join(_hosts(record))
    blocks: list[Block] = [
        Text(
            f"Thực hiện {record.programme or 'chương trình công tác'}, {record.office.name or 'chúng tôi'} "
            f"trân trọng đề nghị {hosts or 'Quý cơ quan'} bố trí buổi làm việc để trao đổi, học tập kinh nghiệm, thời gian dự kiến {_days(record)}."
        ),
        Text(
            f"Trưởng đoàn: {record.leader or '…'}. Thành phần đoàn tại Phụ lục I; nội dung đề nghị trao đổi tại Phụ lục II."
        ),
        Text("Rất mong nhận được sự quan tâm, phối hợp của Quý cơ quan./."),
    ]
    annexes: list[Block] = [
        Annex("I", "Danh sách đoàn công tác"),
        _members_grid(record),
        Annex("II", "Nội dung đề nghị trao đổi"),
        _questions_grid(record),
    ]
    return _letter(record, "đăng ký làm việc, trao đổi kinh nghiệm", blocks, annexes=annexes)


def _plan(record: Record) -> Paper:
    blocks: list[Block] = [
        *_when(bool(record.bases), Bases(record.bases)),
        Heading("I. Mục đích, yêu cầu"),
        Text(
            f"Phục vụ {record.purpose or record.programme or 'công tác xây dựng chính sách'}; trao đổi, học tập kinh nghiệm thực hiện các chính sách tương đồng."
        ),
        Heading("II. Thời gian, địa điểm, thành phần"),
        Text(
            f"Thời gian: {_days(record)}. Địa điểm: {_join(_hosts(record)) or '…'}. Trưởng đoàn: {record.leader or '…'}."
        ),
        _members_grid(record),
        Heading("III. Nội dung làm việc"),
        *_or(_meetings(record), "Theo chương trình làm việc được hai bên thống nhất."),
        Heading("IV. Tổ chức thực hiện"),
        *(
            [_tasks_grid(record.tasks)]
            if record.tasks
            else [Text("Văn phòng chủ trì, phối hợp với các cơ quan liên quan chuẩn bị tài liệu và hậu cần cho đoàn.")]
        ),
    ]
    return _paper(
        record,
        "KH",
        "Kế hoạch",
        f"Đoàn công tác trao đổi kinh nghiệm với {_join(_hosts(record)) or '…'}",
        blocks,
        _hosts(record),
    )


def _agenda(record: Record) -> Paper:
    led = f"Trưởng đoàn: {record.leader}. " if record.leader else ""
    blocks: list[Block] = [
        Text(f"Thời gian: {_days(record)}. {led}"),
        *_or([_agenda_grid(record)] if record.meetings else [], "Chưa có buổi làm việc nào."),
    ]
    return _paper(
        record,
        "CTr",
        "Chương trình",
        f"Làm việc của đoàn công tác với {_join(_hosts(record)) or '…'}",
        blocks,
        _hosts(record),
    )


def _questions(record: Record) -> Paper:
    blocks = _or([_questions_grid(record)] if record.questions else [], "Chưa có câu hỏi nào.")
    return _paper(
        record,
        "DM",
        "Danh mục",
        f"Nội dung đề nghị {_join(_hosts(record)) or 'Quý cơ quan'} trao đổi",
        blocks,
        _hosts(record),
    )


def _minutes(record: Record) -> Paper:
    hosts = [member for member in record.members if member.side == "host"]
    answered = any(question.answer for question in record.questions)
    blocks: list[Block] = [
        Text(f"Thời gian: {_days(record)}. Địa điểm: {_join(m.place or m.host for m in record.meetings) or '…'}."),
        Heading("I. Thành phần"),
        Heading("1. Đoàn công tác", 2),
        Lines(tuple(_join((m.name, m.position), ", ") for m in _guests(record)) or ("…",)),
        Heading("2. Cơ quan chủ nhà", 2),
        Lines(tuple(_join((m.name, m.position), ", ") for m in hosts) or ("…",)),
        Heading("II. Nội dung"),
        *_or(_meetings(record), "Hai bên trao đổi theo chương trình."),
        *_when(answered, Heading("III. Trả lời các nội dung trao đổi"), _questions_grid(record, answers=True)),
        Heading("IV. Thống nhất" if answered else "III. Thống nhất"),
        *_or(
            [Lines(record.conclusions)] if record.conclusions else [],
            "Hai bên tiếp tục trao đổi thông tin về các nội dung đã làm việc.",
        ),
        Text("Biên bản được lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản./."),
    ]
    host = Signer("Đại diện cơ quan chủ nhà")
    return Paper(
        _head(record, "BB"),
        "Biên bản",
        "Làm việc, trao đổi kinh nghiệm",
        tuple(blocks),
        (),
        Signer("Đại diện đoàn công tác"),
        second=host,
    )


def _results(record: Record) -> Paper:
    blocks: list[Block] = [
        *_when(bool(record.bases), Bases(record.bases)),
        Text(
            f"{record.office.name or 'Đoàn công tác'} báo cáo kết quả làm việc với {_join(_hosts(record)) or '…'}{_dated(record)} như sau:"
        ),
    ]
    sections: list[tuple[str, Sequence[Block]]] = [
        ("Nội dung làm việc", _or(_meetings(record), "Không có buổi làm việc nào được ghi.")),
        ("Kinh nghiệm ghi nhận", _or(_findings(record.experiences), "Chưa ghi nhận kinh nghiệm nào.")),
        ("Khó khăn, vướng mắc", _or(_findings(record.obstacles), "Không có.")),
        ("Kết luận, cam kết", _when(bool(record.conclusions), Lines(record.conclusions))),
        ("Đề xuất, kiến nghị", _or(_proposals(record), "Không có.")),
        ("Nhiệm vụ tiếp theo", _or([_tasks_grid(record.tasks)] if record.tasks else [], "Không có.")),
        ("Văn bản được nêu", _when(bool(record.documents), Lines(record.documents))),
    ]
    told = [section for section in sections if section[1]]
    for roman, (heading, content) in zip(("I", "II", "III", "IV", "V", "VI", "VII"), told, strict=False):
        blocks += [Heading(f"{roman}. {heading}"), *content]
    return _paper(record, "BC", "Báo cáo", "Kết quả trao đổi, học tập kinh nghiệm", blocks, _superiors(record))


def _conclusion(record: Record) -> Paper:
    blocks: list[Block] = [
        Text(
            f"Sau buổi làm việc với {_join(_hosts(record)) or '…'}{_dated(record)}, {record.chair or record.leader or 'Chủ tịch'} kết luận như sau:"
        ),
        *_when(bool(record.conclusions), Lines(record.conclusions)),
        Text(_ordered(record)),
    ]
    leads = tuple(dict.fromkeys(task.lead for task in record.tasks))
    return _paper(
        record,
        "TB",
        "Thông báo",
        "Kết luận sau đợt trao đổi kinh nghiệm",
        blocks,
        leads[:8],
        _when(bool(record.tasks), Annex("", "Nhiệm vụ được giao"), _tasks_grid(record.tasks)),
    )


def _ordered(record: Record) -> str:
    """How a notice ends: what the annex gives out, where it gives anything out."""
    if not record.tasks:
        return "Thông báo để các cơ quan liên quan biết, thực hiện./."
    given = "" if record.conclusions else "Giao các cơ quan thực hiện các nhiệm vụ tại Phụ lục kèm theo. "
    return f"{given}Các cơ quan được giao nhiệm vụ tại Phụ lục tổ chức thực hiện và báo cáo kết quả đúng thời hạn./."


def _thanks(record: Record) -> Paper:
    topics = _join(dict.fromkeys(topic.lower() for meeting in record.meetings for topic in meeting.fields))
    blocks = [
        Text(
            f"{record.office.name or 'Chúng tôi'} trân trọng cảm ơn Quý cơ quan đã đón tiếp trọng thị và cung cấp thông tin cho đoàn công tác{_dated(record)}"
            + (f" về {topics}." if topics else ".")
        ),
        Text(
            "Các kinh nghiệm được chia sẻ sẽ được nghiên cứu, vận dụng phù hợp với điều kiện của địa phương. Rất mong tiếp tục nhận được sự hợp tác của Quý cơ quan./."
        ),
    ]
    return _letter(record, "cảm ơn sau đợt trao đổi kinh nghiệm", blocks)


def _urge(record: Record) -> Paper:
    open_tasks = [task for task in record.tasks if task.cell.startswith("open") and not _is_own(task, record.office)]
    late = sum(task.cell == "open_overdue" for task in open_tasks)
    blocks: list[Block] = [
        Text(
            f"Qua theo dõi, đến nay còn {len(open_tasks)} nhiệm vụ chưa hoàn thành, trong đó {late} nhiệm vụ quá hạn. "
            f"Đề nghị các cơ quan khẩn trương thực hiện và báo cáo kết quả, nêu rõ nguyên nhân nếu chậm:"
        ),
        _tasks_grid(open_tasks, with_state=True),
        Text("Đề nghị các cơ quan quan tâm thực hiện./."),
    ]
    if not open_tasks:
        others = "các cơ quan khác " if any(task.cell.startswith("open") for task in record.tasks) else ""
        blocks = [Text(f"Qua theo dõi, đến nay {others}không còn nhiệm vụ có thời hạn nào chưa hoàn thành./.")]
    return _letter(
        record,
        "đôn đốc thực hiện nhiệm vụ",
        blocks,
        tuple(dict.fromkeys(task.lead for task in open_tasks)) or ("Các cơ quan được giao nhiệm vụ",),
    )


def _is_own(task: Assignment, office: Office) -> bool:
    """Whether the office leads the task itself: nobody writes to himself."""
    place = f" {locality_name(office.place)}" if office.place else ""
    return bool(office.name) and task.lead in (office.name, f"{office.name}{place}")


def _task_report(record: Record) -> Paper:
    leads = list(dict.fromkeys(task.lead for task in record.tasks))
    rows = [
        (lead, *(str(sum(t.lead == lead and t.cell == cell for t in record.tasks)) for cell in CELLS)) for lead in leads
    ]
    rows.append(("Cộng", *(str(sum(t.cell == cell for t in record.tasks)) for cell in CELLS)))
    blocks: list[Block] = [
        Heading("I. Kết quả chung"),
        Text(f"Tổng số {len(record.tasks)} nhiệm vụ; số liệu theo từng cơ quan:"),
        Grid(("Cơ quan", *CELLS.values()), (0.3, 0.14, 0.14, 0.14, 0.14, 0.14), tuple(rows)),
        Heading("II. Chi tiết"),
        _tasks_grid(record.tasks, with_state=True),
    ]
    if not record.tasks:
        blocks = [Text("Đến nay không có nhiệm vụ nào được giao./.")]
    return _paper(record, "BC", "Báo cáo", "Tình hình thực hiện nhiệm vụ", blocks, leads[:8])


def _summary(record: Record) -> Paper:
    blocks: list[Block] = [
        Heading("I. Khó khăn, vướng mắc theo lĩnh vực"),
        *_or(_findings(record.obstacles), "Không có."),
        Heading("II. Đề xuất, kiến nghị theo giai đoạn"),
        *_or(_proposals(record), "Không có."),
    ]
    return _paper(
        record, "BC", "Báo cáo", "Tổng hợp khó khăn, vướng mắc và đề xuất, kiến nghị", blocks, _superiors(record)
    )


def _news(record: Record) -> Paper:
    whose = _whose(record)
    when = f"{_days(record)}, " if record.days else ""
    led = f" do {record.leader} làm trưởng đoàn" if record.leader else ""
    lead = f"{when}đoàn công tác{f' {whose}' if whose else ''}{led} đã làm việc với {_join(_hosts(record)) or '…'}."
    blocks: list[Block] = [Text(capital(lead))]
    for meeting in record.meetings:
        if meeting.topics:
            blocks.append(
                Text(f"Tại buổi làm việc với {meeting.host}, hai bên trao đổi về {_join(meeting.topics, '; ')}.")
            )
    blocks += [Text(f"{capital(said).rstrip(' .')}.") for said in record.conclusions]
    return Paper(
        None, "", record.title or f"Trao đổi kinh nghiệm với {_join(_hosts(record))}", tuple(blocks), (), Signer("")
    )


def _whose(record: Record) -> str:
    """Whose delegation it was: of its leader's agency, where the post tells one; "" where the name may have run into it."""
    leader, office = record.leader, record.office.name
    post = next((leader.removesuffix(m.name) for m in _guests(record) if m.name and leader.endswith(m.name)), "")
    if of := _agency(post):
        return of
    return "" if _agency(leader) and office not in leader else office


def _agency(words: str) -> str:
    """The first agency that the words name."""
    return next((one.printed(words) for one in find_bodies(words, 0, len(words)) if one.kind == "agency"), "")


KINDS: Final[Mapping[str, Kind]] = {
    "register": Kind("", "Công văn đăng ký làm việc", _register),
    "plan": Kind("KH", "Kế hoạch đoàn công tác", _plan),
    "agenda": Kind("CTr", "Chương trình làm việc", _agenda),
    "questions": Kind("DM", "Danh mục nội dung trao đổi", _questions),
    "minutes": Kind("BB", "Biên bản làm việc", _minutes),
    "results": Kind("BC", "Báo cáo kết quả", _results),
    "conclusion": Kind("TB", "Thông báo kết luận", _conclusion),
    "thanks": Kind("", "Công văn cảm ơn", _thanks),
    "urge": Kind("", "Công văn đôn đốc", _urge),
    "tasks": Kind("BC", "Báo cáo định kỳ tình hình thực hiện nhiệm vụ", _task_report),
    "summary": Kind("BC", "Tổng hợp vướng mắc, kiến nghị", _summary),
    "news": Kind("", "Tin đăng trang điện tử", _news),
}
