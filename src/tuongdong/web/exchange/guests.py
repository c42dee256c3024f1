"""The page of a host without an account: only the questions of one link, until it ends or is revoked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tuongdong.web.exchange.forms import LinkForm
from tuongdong.web.exchange.models import GuestLink
from tuongdong.web.exchange.scope import visit_for

__all__ = ["guest", "link_add", "link_revoke"]

LONGEST_ANSWER = 20_000


@login_required
@require_POST
def link_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link for the questions of a visit; the address is shown this once."""
    visit = visit_for(request, pk, "exchange.edit")
    form = LinkForm(request.POST)
    questions = list(
        visit.questions.filter(pk__in=[q for q in request.POST.getlist("questions") if q.isdigit()])
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
        if not given.keys() <= known.keys():
            raise Http404
        with transaction.atomic():
            for name, value in given.items():
                one = known[name]
                if value and value != one.answer:
                    one.answer, one.answered_by = value[:LONGEST_ANSWER], link.name
                    one.save()
        messages.success(request, _("Đã nhận trả lời. Xin cảm ơn."))
        return redirect("exchange:guest", key)
    return render(request, "exchange/guest.html", {"link": link, "questions": questions})
