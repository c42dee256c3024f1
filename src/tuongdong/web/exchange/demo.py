"""A whole exchange of invented cities, from programme to issued report, for the example office."""

import datetime as dt
from typing import Any

from django.utils import timezone

from tuongdong import examples
from tuongdong.codec import to_builtins
from tuongdong.read import read
from tuongdong.web.exchange import drafts, follow
from tuongdong.web.exchange.models import Evidence, Field, Paper, Programme, Proposal, Question, Task, Visit
from tuongdong.web.exchange.prepare import questions_of
from tuongdong.web.exchange.records import record_of
from tuongdong.web.library.models import Comparison
from tuongdong.web.people.models import Agency

__all__ = ["fill_exchange"]

_FIELDS = ("Nhà ở xã hội", "Khu công nghiệp", "Chất thải rắn sinh hoạt", "Đầu tư")


def fill_exchange(account: Any, agency: Agency) -> Visit:
    """The exchange; the comparison of the example office, where there is one, gives its questions."""
    for order, name in enumerate(_FIELDS):
        Field.objects.get_or_create(name=name, defaults={"order": order})
    visit = _visit(account, agency)
    _questions(visit, agency)
    _learned(visit)
    _elsewhere(visit, account)
    _tasks(visit, account)
    for kind, state, number in (("register", Paper.State.ISSUED, "21"), ("results", Paper.State.SUBMITTED, "")):
        plain = to_builtins(record_of(visit))
        plain.pop("today", None)
        Paper.objects.create(
            visit=visit,
            kind=kind,
            state=state,
            number=number,
            issued_on=visit.first_day if number else None,
            content=plain,
        )
    return visit


def _visit(account: Any, agency: Agency) -> Visit:
    """The visit of the example report: its sessions, members and proposals accepted, its obstacles still to be looked at."""
    programme = Programme.objects.create(
        title="Kế hoạch sơ kết một năm thực hiện chính sách mới",
        feeds="Báo cáo sơ kết, phần nhà ở và môi trường",
        term="2026-2030",
        agency=agency,
        created_by=account,
    )
    visit = Visit(agency=agency, created_by=account, programme=programme)
    drafts.start(visit, read(examples.visit()))
    visit.bases = "Nghị quyết số 15/2025/NQ-HĐND ngày 10 tháng 12 năm 2025 của HĐND thành phố Mây Ngàn"
    visit.save()
    visit.conclusions.create(text="Hai bên trao đổi định kỳ mỗi quý về thủ tục đầu tư trong khu công nghiệp")
    for item in list(drafts.items(visit)):
        if item.group in ("sessions", "participants", "tasks"):
            drafts.accept(visit, item.group, item.at, item.text)
    for at, session in enumerate(visit.sessions.all()):
        session.day, session.start = (visit.first_day or timezone.localdate()) + dt.timedelta(at), dt.time(8, 30)
        session.place = f"Trụ sở {session.host}"
        session.save()
    return visit


def _questions(visit: Visit, agency: Agency) -> None:
    host = visit.hosts.first()
    comparison = Comparison.objects.filter(agency=agency).first()
    pairing = comparison.pairings.first() if comparison else None
    if not pairing or not pairing.value or not pairing.ours_version or not pairing.theirs_version:
        return
    for one in list(questions_of(pairing.value, pairing.ours_version.value, pairing.theirs_version.value))[:4]:
        Question.objects.create(
            visit=visit, host=host.name if host else "", field=_FIELDS[0], text=one.text, basis=one.basis
        )
    first = visit.questions.first()
    if first:
        first.answer, first.answered_by = (
            "Mức này được lấy ý kiến công nhân và cân đối từ quỹ phát triển nhà ở.",
            "Sở Xây dựng Bến Sao",
        )
        first.save()


def _learned(visit: Visit) -> None:
    """An experience, an obstacle and the proposal that comes of both, each with its evidence."""
    experience = visit.experiences.create(
        host="Bến Sao",
        field=_FIELDS[0],
        text="Dành quỹ đất trước khi chọn chủ đầu tư",
        figures="3 dự án, 1.200 căn trong 8 tháng",
    )
    obstacle = visit.obstacles.create(
        field=_FIELDS[0],
        text="Chủ đầu tư chậm hoàn thiện bảo lãnh ngân hàng",
        provision="08/2025/NQ-HĐND, khoản 3 Điều 8",
        who="HĐND thành phố",
        host_way="Tạm ứng theo tiến độ, có cam kết ba bên",
    )
    proposal = Proposal.objects.create(
        visit=visit,
        field=_FIELDS[0],
        period="2026-2030",
        kind=Proposal.Kind.SOLUTION,
        text="Cho phép tạm ứng theo tiến độ thay cho bảo lãnh toàn phần",
        addressee="HĐND thành phố",
        instrument="15/2025/NQ-HĐND",
        obstacle=obstacle,
        experience=experience,
    )
    kind, ours, theirs = Evidence.Kind, "15/2025/NQ-HĐND, khoản 2 Điều 5", "08/2025/NQ-HĐND, khoản 3 Điều 8"
    comparison = Comparison.objects.filter(agency=visit.agency).first()
    for row, of_kind, reference, quote, thing in (
        (experience, kind.SESSION, "buổi làm việc với thành phố Bến Sao", "", visit.sessions.first()),
        (obstacle, kind.PROVISION, theirs, "với điều kiện có bảo lãnh của ngân hàng thương mại", None),
        (obstacle, kind.ANSWER, "trả lời của Sở Xây dựng Bến Sao", "", visit.questions.exclude(answer="").first()),
        (proposal, kind.PROVISION, ours, "Chủ đầu tư được tạm ứng không quá 40% mức hỗ trợ", None),
        (proposal, kind.MATCH, f"{ours} – {theirs}", "", comparison),
    ):
        visit.evidence.create(
            about=row._meta.model_name or "",
            about_id=row.pk,
            kind=of_kind,
            reference=reference,
            quote=quote,
            target=f"{thing._meta.model_name} {thing.pk}" if thing else "",
        )
    visit.proposals.create(
        field=_FIELDS[2],
        period="2026-2030",
        kind=Proposal.Kind.TASK,
        text="Lập lộ trình giá dịch vụ xử lý rác",
        addressee="UBND thành phố",
    )


def _elsewhere(visit: Visit, account: Any) -> None:
    """A second journey under the same programme: what it found reads like what the first did, for a person to say so."""
    other = Visit.objects.create(
        agency=visit.agency,
        created_by=account,
        programme=visit.programme,
        title="Trao đổi kinh nghiệm với thành phố Đồi Thông",
        leader=visit.leader,
        first_day=timezone.localdate() - dt.timedelta(40),
        last_day=timezone.localdate() - dt.timedelta(40),
    )
    other.hosts.create(name="UBND thành phố Đồi Thông")
    other.obstacles.create(
        field=_FIELDS[0],
        text="Việc hoàn thiện bảo lãnh ngân hàng của chủ đầu tư còn chậm",
        who="HĐND thành phố",
        host_way="Cho dùng chứng thư bảo lãnh điện tử",
    )
    other.proposals.create(
        field=_FIELDS[0],
        period="2026-2030",
        text="Thay bảo lãnh toàn phần bằng tạm ứng theo tiến độ",
        addressee="HĐND thành phố",
    )


def _tasks(visit: Visit, account: Any) -> None:
    """One task of each of the four cells, and one without a deadline, counted from today."""
    today = timezone.localdate()
    plan = (
        (-20, Task.State.DONE, -25),
        (-15, Task.State.DONE, -5),
        (5, Task.State.PROGRESS, 0),
        (-3, Task.State.REVIEW, 0),
    )
    for at, (due, state, done) in enumerate(plan):
        task = Task.objects.create(
            visit=visit,
            what=f"Báo cáo chuyên đề {at + 1} về {_FIELDS[at].lower()}",
            lead=visit.agency,
            lead_name=visit.agency.name,
            due=(today + dt.timedelta(due)).isoformat(),
        )
        follow.move(
            task,
            account,
            seq=task.seq,
            state=state,
            due=task.due,
            result="Báo cáo kèm theo" if state == Task.State.DONE else "",
        )
        if state == Task.State.DONE:
            task.refresh_from_db()
            task.done_on = today + dt.timedelta(done)
            task.save()
