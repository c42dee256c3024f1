"""What a visit is: the programme that it serves, the delegation's journey, hosts, members, sessions."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tuongdong.web.people.audit import Audited
from tuongdong.web.people.models import Agency, Owned

__all__ = ["Field", "Host", "Member", "OfVisit", "Programme", "Session", "Visit"]


class Field(Audited):
    """A field (lĩnh vực) of the office's list."""

    audit_fields = ("name", "order")

    name = models.CharField(_("lĩnh vực"), max_length=120, unique=True)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class Programme(Owned):
    """A plan that visits serve: "kế hoạch của Thành ủy về xây dựng văn kiện"."""

    audit_fields = ("title", "feeds", "term", "agency", "sharing")

    title = models.CharField(_("tên kế hoạch gốc"), max_length=300)
    feeds = models.TextField(_("văn kiện, phần được phục vụ"), blank=True)
    term = models.CharField(_("giai đoạn, nhiệm kỳ"), max_length=40, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title


class Visit(Owned):
    """A delegation's journey. `source` and `draft`: the text that it was extracted from, and what was found."""

    audit_fields = ("title", "programme", "purpose", "leader", "first_day", "last_day", "agency", "sharing")

    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name=_("kế hoạch gốc")
    )
    title = models.CharField(_("tên chuyến công tác"), max_length=300)
    purpose = models.TextField(_("mục đích"), blank=True)
    leader = models.CharField(_("trưởng đoàn"), max_length=200, blank=True)
    first_day = models.DateField(_("từ ngày"), null=True, blank=True)
    last_day = models.DateField(_("đến ngày"), null=True, blank=True)
    bases = models.TextField(_("căn cứ (mỗi dòng một văn bản)"), blank=True)
    source = models.TextField(blank=True)
    draft = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-first_day", "-id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("exchange:visit", args=[self.pk])

    @property
    def visit(self) -> "Visit":
        """Of what belongs to a visit and of the visit itself alike."""
        return self


class OfVisit(Audited):
    """What belongs to a visit."""

    class Meta:
        abstract = True

    @property
    def audit_agency_id(self) -> int | None:
        visit: Visit = self.visit  # type: ignore[attr-defined]  # every child names its visit
        return visit.agency_id


class Host(OfVisit):
    audit_fields = ("visit", "name", "agency")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="hosts")
    name = models.CharField(_("cơ quan chủ nhà"), max_length=200)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cơ quan trong danh mục")
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Session(OfVisit):
    """A buổi làm việc."""

    audit_fields = ("visit", "host", "day", "place", "chair_host", "chair_guest", "fields", "topics", "statements")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="sessions")
    host = models.CharField(_("làm việc với"), max_length=200)
    day = models.DateField(_("ngày"), null=True, blank=True)
    start = models.TimeField(_("giờ"), null=True, blank=True)
    place = models.CharField(_("địa điểm"), max_length=200, blank=True)
    chair_host = models.CharField(_("chủ trì (chủ nhà)"), max_length=200, blank=True)
    chair_guest = models.CharField(_("chủ trì (đoàn công tác)"), max_length=200, blank=True)
    fields = models.CharField(_("lĩnh vực"), max_length=300, blank=True)
    topics = models.TextField(_("nội dung (mỗi dòng một ý)"), blank=True)
    statements = models.TextField(_("ý kiến phát biểu"), blank=True)

    class Meta:
        ordering = ["day", "id"]

    def __str__(self) -> str:
        return self.host


class Member(OfVisit):
    class Side(models.TextChoices):
        GUEST = "guest", _("đoàn công tác")
        HOST = "host", _("chủ nhà")

    audit_fields = ("visit", "name", "position", "side", "session")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="members")
    name = models.CharField(_("họ và tên"), max_length=120, blank=True)
    position = models.CharField(_("chức vụ, cơ quan"), max_length=250)
    side = models.CharField(_("bên"), max_length=5, choices=Side.choices, default=Side.GUEST)
    session = models.ForeignKey(
        Session,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="members",
        verbose_name=_("dự buổi làm việc (để trống: mọi buổi)"),
    )

    class Meta:
        ordering = ["side", "id"]

    def __str__(self) -> str:
        return self.name or self.position
