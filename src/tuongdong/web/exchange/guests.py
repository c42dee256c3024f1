"""The page of a host without an account: only the questions of one link, until it ends or is revoked."""

from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tuongdong.read.detect import detect
from tuongdong.web.exchange.forms import LinkForm
from tuongdong.web.exchange.models import Attachment, GuestLink, Question
from tuongdong.web.exchange.scope import visit_for
from tuongdong.web.library import originals
from tuongdong.web.reader import number_of

__all__ = ["guest", "link_add", "link_revoke"]

LONGEST_ANSWER = 20_000
MOST_FILES, MOST_BYTES = 5, 20 << 20
"""A question's files, and the size of each."""
# What a file is, its content tells, whatever its name says: papers, tables, pictures. No pages, no programs, no archives.
TAKEN: Final = frozenset({"docx", "doc", "odt", "rtf", "pdf", "xlsx", "xls", "ods", "image"})


@login_required
@require_POST
def link_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link for the questions of a visit; the address is shown this once."""
    visit = visit_for(request, pk, "exchange.edit")
    form = LinkForm(request.POST)
    questions = list(
        visit.questions.filter(pk__in=[number_of(q) for q in request.POST.getlist("questions")])
        if request.POST.getlist("questions")
        else visit.questions.all()
    )
    if not form.is_valid() or not questions:
        messages.error(request, _("Cần tên người nhận, số ngày từ 1 đến 90 và ít nhất một câu hỏi."))
        return redirect(visit)
    _link, key = GuestLink.issue(visit, form.cleaned_data["name"], questions, form.cleaned_data["days"])
    address = request.build_absolute_uri(reverse("exchange:guest", args=[key]))
    return render(request, "exchange/link.html", {"visit": visit, "address": address})


@login_required
@require_POST
def link_revoke(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    visit = visit_for(request, pk, "exchange.edit")
    row = get_object_or_404(GuestLink, pk=link, visit=visit)
    row.revoked = True
    row.save()
    return redirect(visit)


@never_cache
def guest(request: HttpRequest, key: str) -> HttpResponse:
    """The questions of the link with room for answers. 410 once it has ended; other questions are none of the guest's."""
    link = get_object_or_404(GuestLink.objects.select_related("visit"), digest=GuestLink.digest_of(key))
    if not link.open:
        return render(request, "exchange/guest_ended.html", status=410)
    questions = list(link.questions.all())
    if request.method == "POST":
        known = {f"answer-{one.pk}": one for one in questions}
        given = {name: str(value).strip() for name, value in request.POST.items() if name.startswith("answer-")}
        files = _files(request, questions)
        if not given.keys() <= known.keys() or files is None:
            raise Http404
        faults = [fault for one, file in files if (fault := _fault(one, file))]
        if faults:
            return render(
                request,
                "exchange/guest.html",
                {"link": link, "questions": [_typed(one, given) for one in questions], "faults": faults},
                status=422,
            )
        with transaction.atomic():
            for question, file in files:
                _keep(link, question, file)
            for name, value in given.items():
                one = known[name]
                if value and value != one.answer:
                    one.answer, one.answered_by = value[:LONGEST_ANSWER], link.name
                    one.save()
        messages.success(request, _("Đã nhận trả lời. Xin cảm ơn."))
        return redirect("exchange:guest", key)
    return render(request, "exchange/guest.html", {"link": link, "questions": questions})


def _files(request: HttpRequest, questions: list[Question]) -> list[tuple[Question, Any]] | None:
    """The files that came, each with its question; None when one is for a question that is not the guest's."""
    known = {f"file-{one.pk}": one for one in questions}
    if not request.FILES.keys() <= known.keys():
        return None
    return [(known[name], file) for name in request.FILES for file in request.FILES.getlist(name)]


def _fault(question: Question, file: Any) -> str:
    """Why a file is not taken; "" when it is."""
    if question.files.count() >= MOST_FILES:
        return _("“%(name)s”: mỗi câu hỏi nhận không quá %(most)s tệp.") % {"name": file.name, "most": MOST_FILES}
    if (file.size or 0) > MOST_BYTES:
        return _("“%(name)s”: tệp lớn quá 20 MB.") % {"name": file.name}
    if detect(file.read(), "." + str(file.name).rpartition(".")[2]) not in TAKEN:
        return _("“%(name)s”: chỉ nhận tệp Word, Excel, PDF, ODF và ảnh.") % {"name": file.name}
    return ""


def _typed(question: Question, given: dict[str, str]) -> Question:
    """The question with what the guest has just typed, so that nothing is lost; it is not kept."""
    question.answer = given.get(f"answer-{question.pk}", question.answer)
    return question


def _keep(link: GuestLink, question: Question, file: Any) -> None:
    file.seek(0)
    sha256, size = originals.keep(file.chunks(), str(file.name))
    Attachment.objects.get_or_create(
        visit=link.visit,
        question=question,
        sha256=sha256,
        defaults={"name": str(file.name)[:255], "size": size, "sender": link.name},
    )
