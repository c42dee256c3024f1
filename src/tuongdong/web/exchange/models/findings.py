"""What a visit found: questions and answers, experiences, obstacles, proposals, and what each is founded on."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from tuongdong.web.exchange.models.journey import OfVisit, Session, Visit
from tuongdong.web.people.telling import KINDS

__all__ = [
    "Adoption",
    "Attachment",
    "Conclusion",
    "Evidence",
    "Experience",
    "Obstacle",
    "Proposal",
    "Question",
    "Sameness",
]


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


class Conclusion(OfVisit):
    """What was agreed or concluded, and is nobody's task."""

    audit_fields = ("visit", "text")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="conclusions")
    text = models.TextField(_("kết luận, cam kết"))

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
    kind = models.CharField(_("loại đề xuất"), max_length=12, choices=Kind.choices, default=Kind.SOLUTION)
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

    audit_fields = ("visit", "name", "caption", "sha256", "session")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="attachments")
    name = models.CharField(_("tên tệp"), max_length=255)
    caption = models.CharField(_("chú thích"), max_length=300, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    question = models.ForeignKey(
        Question, models.SET_NULL, null=True, blank=True, related_name="files", verbose_name=_("kèm câu trả lời")
    )
    session = models.ForeignKey(
        Session, models.SET_NULL, null=True, blank=True, related_name="files", verbose_name=_("của buổi làm việc")
    )
    sender = models.CharField(_("người gửi"), max_length=200, blank=True)
    """Who sent it through a guest link; "" for the office itself."""

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.caption or self.name


def _record_name(about: str) -> str:
    """ "obstacle" as people read it."""
    return str(KINDS.get(f"exchange.{about}", about))


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

    audit_fields = ("visit", "about", "about_id", "kind", "reference", "quote", "target")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="evidence")
    about = models.CharField(max_length=20)
    about_id = models.PositiveBigIntegerField()
    kind = models.CharField(_("loại căn cứ"), max_length=10, choices=Kind.choices, default=Kind.PROVISION)
    reference = models.CharField(_("dẫn chiếu (số ký hiệu, điều khoản)"), max_length=250)
    quote = models.TextField(_("trích nguyên văn"), blank=True)
    target = models.CharField(max_length=80, blank=True)
    """What it points to of the office's own: "session 12", "question 5", "policy 3", "comparison 2"; "source 120 240"
    for a place in the text that the visit was drafted from; "" for words alone."""

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["about", "about_id"])]

    @classmethod
    def audit_said(cls, name: str, value: Any) -> str | None:
        return _record_name(value) if name == "about" else None

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

    @classmethod
    def audit_said(cls, name: str, value: Any) -> str | None:
        return _record_name(value) if name == "about" else None

    def __str__(self) -> str:
        return f"{_record_name(self.about)} {self.one} {'=' if self.same else '≠'} {self.other}"
