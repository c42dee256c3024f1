"""
The records of an exchange.

    Programme   what the visits serve (kế hoạch gốc)
    Visit       a delegation's journey to one or several hosts
    Host, Member, Session, Question, Experience, Obstacle, Proposal, Adoption      what belongs to a visit
    Task        what somebody is to do; a Step each time its state or deadline changes
    Evidence    what a record is founded on: a provision with the quoted words, a document, an answer, a session
    Sameness    what a person said of two records that read alike
    Preference  when a task is due soon, and in which tone it is shown: an agency's choice
    Paper       draft -> submitted -> signed -> issued; number and day come from the clerk
    GuestLink   a host without an account answers these questions, until it ends or is revoked

What belongs to a visit is seen and changed by whoever may see and change the visit. A task is seen, and its progress
told, by its lead agency, too.
"""

import datetime as dt
import hashlib
import secrets
from typing import Any, Final

from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tuongdong.web.exchange.deadlines import cell_of, last_day
from tuongdong.web.people.audit import Audited
from tuongdong.web.people.models import Account, Agency, Owned

__all__ = [
    "Adoption",
    "Attachment",
    "Evidence",
    "Experience",
    "Field",
    "GuestLink",
    "Host",
    "Member",
    "Obstacle",
    "OfVisit",
    "Paper",
    "Preference",
    "Programme",
    "Proposal",
    "Question",
    "Sameness",
    "Session",
    "Step",
    "Task",
    "Visit",
]


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
    conclusions = models.TextField(_("kết luận, cam kết (mỗi dòng một ý)"), blank=True)
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


class Member(OfVisit):
    class Side(models.TextChoices):
        GUEST = "guest", _("đoàn công tác")
        HOST = "host", _("chủ nhà")

    audit_fields = ("visit", "name", "position", "side")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="members")
    name = models.CharField(_("họ và tên"), max_length=120, blank=True)
    position = models.CharField(_("chức vụ, cơ quan"), max_length=250)
    side = models.CharField(_("bên"), max_length=5, choices=Side.choices, default=Side.GUEST)

    class Meta:
        ordering = ["side", "id"]

    def __str__(self) -> str:
        return self.name or self.position


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


class Question(OfVisit):
    """A question to a host, with what it is founded on, and the answer."""

    audit_fields = ("visit", "host", "field", "text", "basis", "answer", "answered_by")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="questions")
    host = models.CharField(_("hỏi cơ quan"), max_length=200, blank=True)
    field = models.CharField(_("lĩnh vực"), max_length=120, blank=True)
    text = models.TextField(_("câu hỏi"))
    basis = models.TextField(_("căn cứ"), blank=True)
    answer = models.TextField(_("trả lời"), blank=True)
    answered_by = models.CharField(_("người trả lời"), max_length=200, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:120]


class Experience(OfVisit):
    """What works there, with figures, and what we may do with it."""

    class Use(models.TextChoices):
        COPY = "copy", _("áp dụng")
        ADAPT = "adapt", _("vận dụng có điều chỉnh")
        COMBINE = "combine", _("kết hợp")
        INSPIRE = "inspire", _("tham khảo")

    audit_fields = ("visit", "host", "field", "text", "figures", "use")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="experiences")
    host = models.CharField(_("nơi có kinh nghiệm"), max_length=200, blank=True)
    field = models.CharField(_("lĩnh vực"), max_length=120, blank=True)
    text = models.TextField(_("kinh nghiệm"))
    figures = models.TextField(_("số liệu kết quả"), blank=True)
    use = models.CharField(_("cách vận dụng"), max_length=8, choices=Use.choices, default=Use.ADAPT)

    class Meta:
        ordering = ["field", "id"]

    def __str__(self) -> str:
        return self.text[:120]


class Obstacle(OfVisit):
    """A khó khăn, vướng mắc: on which provision, at which step, why, who can remove it, how the host did."""

    audit_fields = ("visit", "field", "text", "provision", "step", "cause", "who", "host_way")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="obstacles")
    field = models.CharField(_("lĩnh vực"), max_length=120, blank=True)
    text = models.TextField(_("khó khăn, vướng mắc"))
    provision = models.CharField(_("quy định liên quan"), max_length=200, blank=True)
    step = models.CharField(_("ở bước"), max_length=200, blank=True)
    cause = models.TextField(_("nguyên nhân"), blank=True)
    who = models.CharField(_("cơ quan có thể tháo gỡ"), max_length=200, blank=True)
    host_way = models.TextField(_("cách làm của bạn"), blank=True)

    class Meta:
        ordering = ["field", "id"]

    def __str__(self) -> str:
        return self.text[:120]


class Proposal(OfVisit):
    class Kind(models.TextChoices):
        ORIENTATION = "orientation", _("phương hướng")
        TASK = "task", _("nhiệm vụ")
        SOLUTION = "solution", _("giải pháp")
        PETITION = "petition", _("kiến nghị")

    class Decision(models.TextChoices):
        OPEN = "", _("chưa quyết định")
        ACCEPTED = "accepted", _("đồng ý")
        REJECTED = "rejected", _("không đồng ý")

    audit_fields = (
        "visit",
        "field",
        "period",
        "kind",
        "text",
        "addressee",
        "instrument",
        "decision",
        "obstacle",
        "experience",
    )

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="proposals")
    field = models.CharField(_("lĩnh vực"), max_length=120, blank=True)
    period = models.CharField(_("giai đoạn"), max_length=20, blank=True)
    kind = models.CharField(_("loại"), max_length=12, choices=Kind.choices, default=Kind.SOLUTION)
    text = models.TextField(_("nội dung đề xuất"))
    addressee = models.CharField(_("nơi nhận"), max_length=120, blank=True)
    instrument = models.CharField(_("văn bản cần sửa"), max_length=200, blank=True)
    decision = models.CharField(_("quyết định"), max_length=8, choices=Decision.choices, blank=True)
    obstacle = models.ForeignKey(
        Obstacle, models.SET_NULL, null=True, blank=True, related_name="proposals", verbose_name=_("tháo gỡ vướng mắc")
    )
    experience = models.ForeignKey(
        Experience, models.SET_NULL, null=True, blank=True, related_name="proposals", verbose_name=_("từ kinh nghiệm")
    )

    class Meta:
        ordering = ["period", "field", "id"]

    def __str__(self) -> str:
        return self.text[:120]


class Adoption(OfVisit):
    """A proposal that became a document."""

    audit_fields = ("visit", "proposal", "document", "day")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="adoptions")
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="adoptions", verbose_name=_("đề xuất"))
    document = models.CharField(_("văn bản đã ban hành"), max_length=200)
    day = models.DateField(_("ngày"), null=True, blank=True)

    class Meta:
        ordering = ["day", "id"]

    def __str__(self) -> str:
        return self.document


class Attachment(OfVisit):
    """A file or a photograph with its caption; the bytes lie among the originals, under their hash."""

    audit_fields = ("visit", "name", "caption", "sha256")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="attachments")
    name = models.CharField(_("tên tệp"), max_length=255)
    caption = models.CharField(_("chú thích"), max_length=300, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    question = models.ForeignKey(
        Question, models.SET_NULL, null=True, blank=True, related_name="files", verbose_name=_("kèm câu trả lời")
    )
    sender = models.CharField(_("người gửi"), max_length=200, blank=True)
    """Who sent it through a guest link; "" for the office itself."""

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.caption or self.name


class Evidence(OfVisit):
    """What a record is founded on."""

    class Kind(models.TextChoices):
        PROVISION = "provision", _("điều khoản")
        DOCUMENT = "document", _("văn bản")
        MATCH = "match", _("quy định tương đồng")
        ANSWER = "answer", _("câu trả lời")
        SESSION = "session", _("buổi làm việc")
        SOURCE = "source", _("văn bản nguồn")
        POLICY = "policy", _("chính sách, tình trạng triển khai")

    audit_fields = ("visit", "about", "about_id", "kind", "reference", "quote")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="evidence")
    about = models.CharField(max_length=20)
    about_id = models.PositiveBigIntegerField()
    kind = models.CharField(_("loại căn cứ"), max_length=10, choices=Kind.choices, default=Kind.PROVISION)
    reference = models.CharField(_("dẫn chiếu (số ký hiệu, điều khoản)"), max_length=250)
    quote = models.TextField(_("trích nguyên văn"), blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["about", "about_id"])]

    def __str__(self) -> str:
        return self.reference


class Sameness(OfVisit):
    """What a person said of two records that read alike: one and the same, or two. Nothing is deleted by it."""

    audit_fields = ("visit", "about", "one", "other", "same")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="samenesses")
    about = models.CharField(max_length=20)
    one = models.PositiveBigIntegerField()
    other = models.PositiveBigIntegerField()
    same = models.BooleanField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["about", "one", "other"], name="sameness_once")]

    def __str__(self) -> str:
        return f"{self.about} {self.one} {'=' if self.same else '≠'} {self.other}"


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
    due = models.CharField(_("thời hạn"), max_length=20, blank=True)
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

    @property
    def who(self) -> str:
        return self.lead_name or (self.lead.name if self.lead else "")

    def cell(self, today: dt.date | None = None) -> str:
        return cell_of(self.state, self.due_on, self.done_on, today or timezone.localdate())


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
        return f"{self.get_state_display()} {self.due}"

    @property
    def visit(self) -> Visit:
        return self.task.visit


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

    def __str__(self) -> str:
        from tuongdong.report.papers import KINDS

        return KINDS[self.kind].name


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
