"""What somebody is to do, how it moved, and how an agency watches it."""

import datetime as dt
from typing import Any, Final

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tuongdong.web.exchange.deadlines import cell_of, last_day, shown
from tuongdong.web.exchange.models.journey import OfVisit, Visit
from tuongdong.web.people.audit import Audited
from tuongdong.web.people.models import Account, Agency

__all__ = ["Preference", "Step", "Task"]


class Task(OfVisit):
    """
    What somebody is to do.

    `due` is a day, a month ("2026-12") or a quarter ("2026-Q3"), and `due_on` its last day; `regular` and "" have none.
    An agency that ended stays as it was named, its successor is shown beside it.
    """

    class State(models.TextChoices):
        OPEN = "open", _("mới")
        ASSIGNED = "assigned", _("đã giao")
        PROGRESS = "progress", _("đang thực hiện")
        REVIEW = "review", _("chờ duyệt")
        DONE = "done", _("hoàn thành")
        CANCELLED = "cancelled", _("hủy")

    CLOSED: Final = (State.DONE, State.CANCELLED)
    audit_fields = (
        "visit",
        "what",
        "lead",
        "lead_name",
        "with_names",
        "watch",
        "due",
        "due_proposed",
        "state",
        "result",
        "done_on",
    )

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="tasks")
    what = models.TextField(_("nhiệm vụ"))
    lead = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="led_tasks", verbose_name=_("cơ quan chủ trì")
    )
    lead_name = models.CharField(_("tên cơ quan chủ trì"), max_length=250, blank=True)
    with_names = models.CharField(_("cơ quan phối hợp"), max_length=400, blank=True)
    watch = models.CharField(_("cơ quan theo dõi"), max_length=200, blank=True)
    due = models.CharField(pgettext_lazy("nhiệm vụ", "thời hạn"), max_length=20, blank=True)
    due_proposed = models.CharField(_("thời hạn cơ quan đề xuất"), max_length=20, blank=True)
    due_on = models.DateField(null=True, editable=False, db_index=True)
    state = models.CharField(
        _("tình hình"), max_length=10, choices=State.choices, default=State.ASSIGNED, db_index=True
    )
    result = models.TextField(_("kết quả, văn bản chứng minh"), blank=True)
    done_on = models.DateField(_("ngày hoàn thành"), null=True, blank=True)
    seq = models.PositiveIntegerField(default=0)
    """Counts changes, so that the second of two editors is told."""

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["lead", "state"])]

    def __str__(self) -> str:
        return self.what[:120]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.due_on = last_day(self.due)
        self.seq += 1
        super().save(*args, **kwargs)

    @classmethod
    def audit_said(cls, name: str, value: Any) -> str | None:
        return shown(value) if name in ("due", "due_proposed") else None

    @property
    def who(self) -> str:
        return self.lead_name or (self.lead.name if self.lead else "")

    def cell(self, today: dt.date | None = None) -> str:
        return cell_of(self.state, self.due_on, self.done_on, today or timezone.localdate())

    def standing(self, today: dt.date | None = None) -> str:
        """The state in words that also say what is overdue or was done late: "đã giao, quá hạn"; "hoàn thành trễ"."""
        cell, state = self.cell(today), str(self.get_state_display())
        if cell == "done_late":
            return str(_("hoàn thành trễ"))
        return f"{state}, {_('quá hạn')}" if cell == "open_overdue" else state


class Step(OfVisit):
    """A change of a task's state or deadline, with the reason and the document that it rests on."""

    audit_fields = ("task", "state", "due", "reason", "document")

    task = models.ForeignKey(Task, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=10, choices=Task.State.choices)
    due = models.CharField(max_length=20, blank=True)
    reason = models.TextField(_("lý do"), blank=True)
    document = models.CharField(_("văn bản"), max_length=200, blank=True)
    when = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Account, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_state_display()}, {shown(self.due)}"

    @classmethod
    def audit_said(cls, name: str, value: Any) -> str | None:
        return shown(value) if name == "due" else None

    @property
    def visit(self) -> Visit:
        return self.task.visit


class Preference(Audited):
    """How an agency watches its deadlines: how early a task counts as due soon, and in which tone each state is shown."""

    class Tone(models.TextChoices):
        WARN = "warn", _("vàng")
        BAD = "bad", _("đỏ")
        INFO = "info", _("xanh")
        PLAIN = "plain", _("không màu")

    audit_fields = ("agency", "soon_days", "soon_tone", "late_tone")

    agency = models.OneToOneField(Agency, models.CASCADE, related_name="preference")
    soon_days = models.PositiveSmallIntegerField(
        _("sắp đến hạn: còn không quá (ngày)"), default=7, validators=[MaxValueValidator(120)]
    )
    soon_tone = models.CharField(_("màu sắp đến hạn"), max_length=5, choices=Tone.choices, default=Tone.WARN)
    late_tone = models.CharField(_("màu quá hạn"), max_length=5, choices=Tone.choices, default=Tone.BAD)

    def __str__(self) -> str:
        return f"{self.agency}: {self.soon_days}"

    @property
    def audit_agency_id(self) -> int | None:
        return self.agency_id
