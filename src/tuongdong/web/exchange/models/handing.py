"""What goes out: papers on their way, and links for hosts without an account."""

import datetime as dt
import hashlib
import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tuongdong.codec import from_builtins
from tuongdong.errors import TuongdongError
from tuongdong.web.exchange.models.findings import Question
from tuongdong.web.exchange.models.journey import OfVisit, Visit

__all__ = ["GuestLink", "Paper", "Sent"]


class Paper(OfVisit):
    """A paper on its way. `content` is the record as it stood, so that an issued paper never changes."""

    class State(models.TextChoices):
        DRAFT = "draft", _("dự thảo")
        SUBMITTED = "submitted", _("đã trình")
        SIGNED = "signed", _("đã ký")
        ISSUED = "issued", _("đã ban hành")

    audit_fields = ("visit", "kind", "state", "number", "issued_on")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=12)
    state = models.CharField(_("trạng thái"), max_length=10, choices=State.choices, default=State.DRAFT)
    number = models.CharField(_("số"), max_length=20, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    content = models.JSONField(default=dict, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def clean(self) -> None:
        """A paper that came in a file must be one that can be made."""
        from tuongdong.report.papers import KINDS, Record

        try:
            from_builtins(self.content, Record)
        except TuongdongError as error:
            raise ValidationError({"content": str(error)}) from error
        if self.kind not in KINDS:
            raise ValidationError({"kind": self.kind})

    @classmethod
    def audit_said(cls, name: str, value: Any) -> str | None:
        from tuongdong.report.papers import KINDS

        return gettext(KINDS[value].name) if name == "kind" and value in KINDS else None

    def __str__(self) -> str:
        from tuongdong.report.papers import KINDS

        return gettext(KINDS[self.kind].name)


class Sent(models.Model):
    """A form that was carried out, by its token, and where it led: a second press leads there, too."""

    token = models.CharField(max_length=32)
    by = models.PositiveBigIntegerField()
    location = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "by"], name="sent_once")]

    def __str__(self) -> str:
        return self.location


class GuestLink(OfVisit):
    """A link for a host without an account. Only its hash is kept: it is shown once, when made."""

    audit_fields = ("visit", "name", "expires", "revoked")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="links")
    name = models.CharField(_("gửi cho"), max_length=200)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    questions = models.ManyToManyField(Question, related_name="links")
    expires = models.DateTimeField(_("hết hạn"))
    revoked = models.BooleanField(default=False)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def issue(cls, visit: Visit, name: str, questions: list[Question], days: int) -> tuple["GuestLink", str]:
        """A new link and the key itself."""
        key = secrets.token_urlsafe(32)
        link = cls.objects.create(
            visit=visit, name=name, digest=cls.digest_of(key), expires=timezone.now() + dt.timedelta(days=days)
        )
        link.questions.set(questions)
        return link, key

    @staticmethod
    def digest_of(key: str) -> str:
        return hashlib.sha256(key.encode()).hexdigest()

    @property
    def open(self) -> bool:
        return not self.revoked and self.expires > timezone.now()
