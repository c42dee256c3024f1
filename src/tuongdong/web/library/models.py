"""
Documents and what people decide on them.

    Upload      a file on its way in: waiting, read, refused, a duplicate
    Document    what the library holds, with or without text; its head may be corrected by hand
    Version     a text of a document, as the stages took it apart; never changed once read
    Cited       a citation of a version, by number, so that "what cites this" is a question to the database
    Doubt       a finding, until somebody settles it
    Comparison  a document of ours beside others; a Pairing each, with the Decisions of people, and their Remarks
    Policy      provisions that are one policy, with its state in each locality

Values of the stages are kept whole, as `codec` writes them and compressed; row ids live here and not in the values.
"""

import zlib
from functools import lru_cache
from typing import Any, Final

import msgspec
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tuongdong import codec
from tuongdong import models as values
from tuongdong.graph.entries import Entry, document_key, entry_of, is_local, spellings
from tuongdong.messages import say
from tuongdong.text import fold, fold_marks
from tuongdong.web.people.audit import Audited
from tuongdong.web.people.models import Account, Agency, Locality, Owned, Sharing

__all__ = [
    "ENDING",
    "Cited",
    "Comparison",
    "Decision",
    "Document",
    "Doubt",
    "Figure",
    "Pairing",
    "Policy",
    "PolicyItem",
    "PolicyState",
    "Remark",
    "Upload",
    "Version",
    "fold_number",
    "pack",
    "pack_entry",
]


def fold_number(number: str | None) -> str:
    """The key under which a document's number is looked up, however it is spelled: databases do not fold Đ.

    >>> fold_number("05/2020/NĐ-CP") == fold_number("5/2020/nđ–cp ")
    True
    """
    return fold(document_key(number))[:80]


# Citations that end a document as a whole.
ENDING: Final = {"kind__in": ("repeal", "replace"), "eid": "", "own": False, "resolved": True, "part": False}


def pack(value: object) -> bytes:
    """A value of the stages as it is kept."""
    return zlib.compress(codec.to_json(value), 6)


class Document(Owned):
    """A document of the library. `hand`: the fields that a person corrected; a new reading leaves them alone."""

    HEAD = ("number", "doctype", "issuer", "locality", "title", "issued_on", "effective_on")
    audit_fields = (*HEAD, "field", "expires_on", "sharing", "agency", "current")

    number = models.CharField(_("số, ký hiệu"), max_length=80, blank=True, db_index=True)
    number_key = models.CharField(max_length=80, blank=True, db_index=True, editable=False)
    doctype = models.CharField(_("loại văn bản"), max_length=60, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    locality = models.CharField(_("địa phương"), max_length=120, blank=True)
    about = models.JSONField(_("địa phương áp dụng"), default=list, blank=True)
    title = models.TextField(_("trích yếu"), blank=True)
    field = models.CharField(_("lĩnh vực"), max_length=120, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    effective_on = models.DateField(_("ngày có hiệu lực"), null=True, blank=True)
    expires_on = models.DateField(_("ngày hết hiệu lực"), null=True, blank=True)
    words = models.TextField(default="", editable=False)
    """Number and title without diacritics, for finding it in lists."""
    current = models.ForeignKey("Version", models.SET_NULL, null=True, related_name="+")
    hand = models.JSONField(default=list)
    stale = models.BooleanField(default=True, db_index=True)
    """Whether the search index has yet to follow a change of this row."""

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["sharing", "-id"]), models.Index(fields=["agency", "-id"])]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.doctype.capitalize(), self.number])) or self.title[:120] or f"#{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("library:document", args=[self.pk])

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.stale, self.number_key = True, fold_number(self.number)
        self.words = fold_marks(f"{self.number} {self.title}")
        super().save(*args, **kwargs)
        self._touch_ended()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._touch_ended()
        return super().delete(*args, **kwargs)

    def _touch_ended(self) -> None:
        """The documents that this one ends: until when they are in force may be another day now, in the index too."""
        if self.current_id:
            ended = Cited.objects.filter(version=self.current_id, **ENDING).exclude(number="").values("number")
            Document.objects.filter(number_key__in=ended).update(stale=True)

    @property
    def is_local(self) -> bool:
        """Whether documents of several localities may bear its number."""
        return is_local(document_key(self.number))

    @property
    def value(self) -> values.Document | None:
        """The document as taken apart; None while it has no text."""
        return self.current.value if self.current else None


class Version(models.Model):
    """A text of a document. The original lies in TUONGDONG_HOME/originals under its hash."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    sha256 = models.CharField(max_length=64, db_index=True)
    text_sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=255)
    form = models.CharField(max_length=20)
    size = models.PositiveBigIntegerField()
    parsed = models.BinaryField()
    delegations = models.BinaryField()
    rows = models.BinaryField(null=True)
    """Its `graph.Entry`, packed; None where it was read before there was a graph."""
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.name} ({timezone.localtime(self.created):%H:%M %d/%m/%Y})"

    @property
    def value(self) -> values.Document:
        """Versions never change: what was unpacked once is kept for the next reader."""
        return _unpacked(_Packed(f"{self.pk}:{self.text_sha256}", bytes(self.parsed)))

    @property
    def gives_away(self) -> tuple[values.Delegation, ...]:
        """The delegations in it."""
        plain = msgspec.json.decode(zlib.decompress(bytes(self.delegations)))["value"]
        return codec.from_builtins(plain, tuple[values.Delegation, ...])

    @property
    def entry(self) -> Entry:
        """The rows that the graph of documents has of it; made from its text, once, where they are not there or older."""
        try:
            return msgspec.json.decode(zlib.decompress(bytes(self.rows or b"")), type=Entry)
        except (zlib.error, msgspec.DecodeError):
            made = entry_of(self.value, "")
            Version.objects.filter(pk=self.pk).update(rows=pack_entry(made))
            return made

    @property
    def spellings(self) -> dict[str, str]:
        """The numbers that it cites as it prints them, by the keys of `Cited`."""
        return {fold_number(key): number for key, number in spellings(self.entry.links).items()}


def pack_entry(entry: Entry) -> bytes:
    """The graph's rows of a document as they are kept."""
    return zlib.compress(msgspec.json.encode(entry), 6)


class _Packed:
    """A packed value that is known by its key: what is kept of it need not hold the bytes."""

    def __init__(self, key: str, data: bytes) -> None:
        self.key, self.data = key, data

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Packed) and self.key == other.key


@lru_cache(maxsize=256)
def _unpacked(packed: _Packed) -> values.Document:
    found = codec.from_json(zlib.decompress(packed.data), values.Document)
    packed.data = b""
    return found


class Upload(models.Model):
    """A file on its way into the library."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("đang chờ")
        READING = "reading", _("đang đọc")
        READY = "ready", _("đã vào thư viện")
        DUPLICATE = "duplicate", _("đã có")
        REFUSED = "refused", _("bị từ chối")
        FAILED = "failed", _("không đọc được")

    OPEN = (Status.WAITING, Status.READING)

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    sharing = models.CharField(max_length=10, choices=Sharing.choices, default=Sharing.DRAFT)
    batch = models.UUIDField(db_index=True)
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING, db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(max_length=60, blank=True)
    data = models.JSONField(default=dict)
    document = models.ForeignKey(Document, models.SET_NULL, null=True, related_name="uploads")
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    def say(self, lang: str) -> str:
        """Why it was not taken, in a sentence; "" when there is nothing to say."""
        return say(self.code, self.data, lang) if self.code else ""


class Cited(models.Model):
    """A citation in a version. `number`: the target's, folded for looking up ("" where it is not known)."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="cited")
    within = models.CharField(max_length=160)
    text = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    number = models.CharField(max_length=80, blank=True, db_index=True)
    name = models.TextField(blank=True)
    eid = models.CharField(max_length=160, blank=True)
    own = models.BooleanField()
    resolved = models.BooleanField()
    part = models.BooleanField(default=False)
    """Repealed or replaced in part only, in words that no eId stands for."""

    class Meta:
        ordering = ["start"]

    def __str__(self) -> str:
        return self.text


class Doubt(Audited):
    """A finding of the stages, until somebody settles it."""

    audit_fields = ("settled_by",)

    version = models.ForeignKey(Version, models.CASCADE, related_name="doubts")
    severity = models.CharField(max_length=10)
    code = models.CharField(max_length=60)
    message = models.TextField()
    data = models.JSONField(default=dict)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    settled_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.code

    @property
    def audit_agency_id(self) -> int:
        return self.version.document.agency_id

    def say(self, lang: str) -> str:
        return self.message if lang == "vi" else say(self.code, self.data, lang)


class Comparison(Owned):
    """A document of ours beside those of others."""

    audit_fields = ("title", "ours", "sharing", "agency")

    title = models.CharField(_("tên"), max_length=200)
    ours = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name=_("văn bản của ta"))
    seq = models.PositiveIntegerField(default=0)
    """Counts decisions and remarks, so that a page can ask for the newer ones."""

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("library:comparison", args=[self.pk])


class Pairing(models.Model):
    """Ours and one of theirs: what the machine found."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("đang chờ")
        READY = "ready", _("đã đối chiếu")
        FAILED = "failed", _("chưa đối chiếu được")

    comparison = models.ForeignKey(Comparison, models.CASCADE, related_name="pairings")
    theirs = models.ForeignKey(Document, models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    error = models.TextField(blank=True)
    ours_version = models.ForeignKey(Version, models.SET_NULL, null=True, related_name="+")
    theirs_version = models.ForeignKey(Version, models.SET_NULL, null=True, related_name="+")
    found = models.BinaryField(null=True)
    computed = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["comparison", "theirs"], name="pairing_once")]

    def __str__(self) -> str:
        return f"{self.comparison}: {self.theirs}"

    @property
    def value(self) -> values.Comparison | None:
        return codec.from_json(zlib.decompress(bytes(self.found)), values.Comparison) if self.found else None

    @property
    def outdated(self) -> bool:
        """A document has a newer text than the one that was compared."""
        return self.status == self.Status.READY and (
            self.ours_version_id != self.comparison.ours.current_id or self.theirs_version_id != self.theirs.current_id
        )


class Decision(Audited):
    """What people say of a pair of provisions, by their eIds: it stands whatever the machine finds next time."""

    class Verdict(models.TextChoices):
        OPEN = "", _("chưa quyết định")
        ACCEPTED = "accepted", _("chấp nhận")
        REJECTED = "rejected", _("loại")

    audit_fields = ("pairing", "a", "b", "verdict", "relation", "by_hand", "comment", "decided_by")

    pairing = models.ForeignKey(Pairing, models.CASCADE, related_name="decisions")
    a = models.CharField(max_length=160)
    b = models.CharField(max_length=160)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    relation = models.CharField(max_length=10, blank=True)
    by_hand = models.BooleanField(default=False)
    comment = models.TextField(blank=True)
    seq = models.PositiveIntegerField()
    decided_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["pairing", "a", "b"], name="decision_once")]

    def __str__(self) -> str:
        return f"{self.a} – {self.b}"

    @property
    def audit_agency_id(self) -> int:
        return self.pairing.comparison.agency_id


class Remark(Audited):
    """Nhận xét, đề xuất vận dụng: beside a provision of one of the documents, a row of the table."""

    audit_fields = ("comparison", "document", "eid", "text", "written_by")

    comparison = models.ForeignKey(Comparison, models.CASCADE, related_name="remarks")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    eid = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    seq = models.PositiveIntegerField()
    written_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["comparison", "document", "eid"], name="remark_once")]

    def __str__(self) -> str:
        return f"{self.document} {self.eid}"

    @property
    def audit_agency_id(self) -> int:
        return self.comparison.agency_id


class Policy(Owned):
    """A cơ chế, chính sách that several localities carry out."""

    audit_fields = ("name", "field", "lead", "description", "sharing", "agency")

    name = models.CharField(_("tên chính sách"), max_length=300)
    field = models.CharField(_("lĩnh vực"), max_length=120, blank=True)
    lead = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cơ quan chủ trì")
    )
    description = models.TextField(_("mô tả"), blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("library:policy", args=[self.pk])


class OfPolicy(Audited):
    """What belongs to a policy."""

    class Meta:
        abstract = True

    @property
    def audit_agency_id(self) -> int | None:
        policy: Policy = self.policy  # type: ignore[attr-defined]  # every child names its policy
        return policy.agency_id


class PolicyItem(OfPolicy):
    """A provision that is the policy."""

    audit_fields = ("policy", "document", "eid")

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="items")
    document = models.ForeignKey(Document, models.CASCADE, related_name="policy_items", verbose_name=_("văn bản"))
    eid = models.CharField(_("điều, khoản, điểm"), max_length=160)

    class Meta:
        ordering = ["document_id", "id"]
        constraints = [models.UniqueConstraint(fields=["policy", "document", "eid"], name="item_once")]

    def __str__(self) -> str:
        return f"{self.document} {self.eid}"


class PolicyState(OfPolicy):
    """How far a locality is with a policy."""

    class State(models.TextChoices):
        NONE = "none", _("chưa triển khai")
        WAITING = "waiting", _("chờ văn bản")
        UNDERWAY = "underway", _("đang triển khai")
        RESULTS = "results", _("đã có kết quả")

    audit_fields = ("policy", "locality", "state", "since", "note")

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="states")
    locality = models.ForeignKey(Locality, models.PROTECT, related_name="+", verbose_name=_("địa phương"))
    state = models.CharField(_("tình trạng"), max_length=10, choices=State.choices, default=State.NONE)
    since = models.DateField(_("tính đến ngày"), null=True, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)

    class Meta:
        ordering = ["locality__name"]
        constraints = [models.UniqueConstraint(fields=["policy", "locality"], name="state_once")]

    def __str__(self) -> str:
        return f"{self.locality}: {self.get_state_display()}"


class Figure(OfPolicy):
    """A result in numbers, with its day and source."""

    audit_fields = ("policy", "locality", "name", "amount", "unit", "day", "source")

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="figures")
    locality = models.ForeignKey(Locality, models.PROTECT, related_name="+", verbose_name=_("địa phương"))
    name = models.CharField(_("chỉ tiêu"), max_length=200)
    amount = models.DecimalField(_("số liệu"), max_digits=20, decimal_places=4)
    unit = models.CharField(_("đơn vị tính"), max_length=40, blank=True)
    day = models.DateField(_("ngày"))
    source = models.CharField(_("nguồn"), max_length=300)

    class Meta:
        ordering = ["name", "locality__name", "-day"]

    def __str__(self) -> str:
        return f"{self.name}: {self.amount} {self.unit}"
