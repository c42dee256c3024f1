"""
Localities and agencies as they change, accounts with roles, tokens, and the record of changes.

Localities and agencies are dated: a unit that ended keeps its name on what it did, and its successors are told with the
day and, for agencies, the function that went over.
"""

import datetime as dt
import hashlib
import secrets
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from tuongdong.web.people.audit import Audited

__all__ = [
    "Account",
    "Agency",
    "AgencySuccession",
    "Change",
    "Locality",
    "LocalitySuccession",
    "Membership",
    "Owned",
    "Role",
    "Sharing",
    "Token",
]


class Dated(Audited):
    """What exists from a day to a day; None where it is not known or has not ended."""

    since = models.DateField(_("từ ngày"), null=True, blank=True)
    until = models.DateField(_("đến hết ngày"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def ended(self) -> bool:
        return self.until is not None and self.until < timezone.localdate()


class Locality(Dated):
    """A province, city or lower unit: "Đà Nẵng", as documents name it without its kind."""

    audit_fields = ("name", "kind", "since", "until")

    name = models.CharField(_("tên"), max_length=120)
    kind = models.CharField(_("loại đơn vị"), max_length=60, blank=True)
    successors = models.ManyToManyField(
        "self", symmetrical=False, through="LocalitySuccession", related_name="predecessors"
    )

    class Meta:
        ordering = ["name", "since"]
        constraints = [models.UniqueConstraint(fields=["name", "kind", "since"], name="locality_once")]

    def __str__(self) -> str:
        return self.name


class LocalitySuccession(Audited):
    """Bình Dương -> Thành phố Hồ Chí Minh, from 1 July 2025."""

    audit_fields = ("old", "new", "day", "note")

    old = models.ForeignKey(Locality, models.CASCADE, related_name="successions")
    new = models.ForeignKey(Locality, models.CASCADE, related_name="origins")
    day = models.DateField(_("ngày"))
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class Agency(Dated):
    """A department, committee or office, with the one above it."""

    audit_fields = ("name", "short", "locality", "parent", "since", "until")

    name = models.CharField(_("tên cơ quan"), max_length=200)
    short = models.CharField(_("tên viết tắt"), max_length=60, blank=True)
    locality = models.ForeignKey(
        Locality, models.PROTECT, null=True, blank=True, related_name="agencies", verbose_name=_("địa phương")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("cơ quan cấp trên")
    )
    successors = models.ManyToManyField(
        "self", symmetrical=False, through="AgencySuccession", related_name="predecessors"
    )

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["name", "locality", "since"], name="agency_once")]

    def __str__(self) -> str:
        return f"{self.name} ({self.locality.name})" if self.locality else self.name

    @property
    def audit_agency_id(self) -> int | None:
        return self.pk


class AgencySuccession(Audited):
    """Sở Kế hoạch và Đầu tư -> Sở Tài chính. `function`: the part that went over, "" for all."""

    audit_fields = ("old", "new", "day", "function")

    old = models.ForeignKey(Agency, models.CASCADE, related_name="successions")
    new = models.ForeignKey(Agency, models.CASCADE, related_name="origins")
    day = models.DateField(_("ngày"))
    function = models.CharField(_("chức năng chuyển giao"), max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"

    @property
    def audit_agency_id(self) -> int | None:
        return self.old_id


class Role(models.TextChoices):
    """What a person is in an agency. What each may do: `access.ACTIONS`."""

    VIEWER = "viewer", _("người xem")
    SPECIALIST = "specialist", _("chuyên viên")
    COORDINATOR = "coordinator", _("điều phối")
    CLERK = "clerk", _("văn thư")
    LEADER = "leader", _("lãnh đạo")
    ADMINISTRATOR = "administrator", _("quản trị")


class Sharing(models.TextChoices):
    """Who sees a thing of an agency."""

    DRAFT = "draft", _("nội bộ cơ quan")
    SHARED = "shared", _("chia sẻ chung")


class AccountManager(BaseUserManager["Account"]):
    """Accounts by mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save()
        return account

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        return self.create_user(email, password, is_superuser=True, **fields)


class Account(Audited, AbstractBaseUser):
    """A person who signs in, by mail address."""

    audit_fields = ("email", "name", "is_active", "is_superuser")
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    email = models.EmailField(_("thư điện tử"), unique=True)
    name = models.CharField(_("họ và tên"), max_length=120, blank=True)
    is_active = models.BooleanField(_("đang dùng"), default=True)
    is_superuser = models.BooleanField(_("quản trị hệ thống"), default=False)
    joined = models.DateTimeField(default=timezone.now)

    objects = AccountManager()
    scopes: frozenset[str] | None = None
    """Set when a token acts: what it may do. None: all that the account may."""

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="email_once")]
        ordering = ["name", "email"]

    def __str__(self) -> str:
        return self.name or self.email

    @cached_property
    def roles(self) -> Mapping[int, frozenset[Role]]:
        """By agency; as they stand when first asked, once a request."""
        found: dict[int, set[Role]] = defaultdict(set)
        for agency, role in self.memberships.values_list("agency_id", "role"):
            found[agency].add(Role(role))
        return {agency: frozenset(roles) for agency, roles in found.items()}


class Membership(Audited):
    """A role of an account in an agency."""

    audit_fields = ("account", "agency", "role")

    account = models.ForeignKey(Account, models.CASCADE, related_name="memberships")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="memberships", verbose_name=_("cơ quan"))
    role = models.CharField(_("vai trò"), max_length=20, choices=Role.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "agency", "role"], name="role_once")]
        ordering = ["agency__name", "role"]

    def __str__(self) -> str:
        return f"{self.account}: {self.get_role_display()}, {self.agency}"


class Token(Audited):
    """A key for the API. Only its hash is kept: it is shown once, when made."""

    audit_fields = ("account", "name", "scopes", "expires", "revoked")

    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    name = models.CharField(_("tên"), max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField(default=list)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField(_("hết hạn"), null=True, blank=True)
    revoked = models.BooleanField(default=False)
    last_used = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-created"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def issue(cls, account: Account, name: str, scopes: list[str], days: int | None) -> tuple["Token", str]:
        """A new token and the key itself."""
        key = f"td_{secrets.token_urlsafe(32)}"
        expires = timezone.now() + dt.timedelta(days=days) if days else None
        return cls.objects.create(
            account=account, name=name, scopes=scopes, expires=expires, digest=cls.digest_of(key)
        ), key

    @staticmethod
    def digest_of(key: str) -> str:
        return hashlib.sha256(key.encode()).hexdigest()


class Change(models.Model):
    """A line of the record. The database itself refuses to change or remove one (migration 0002)."""

    when = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.ForeignKey(Account, models.DO_NOTHING, null=True, related_name="+", db_constraint=False)
    actor_name = models.CharField(max_length=120, blank=True)
    action = models.CharField(max_length=20)
    kind = models.CharField(max_length=60)
    thing_id = models.CharField(max_length=40)
    thing_name = models.CharField(max_length=300)
    agency = models.ForeignKey(Agency, models.DO_NOTHING, null=True, related_name="+", db_constraint=False)
    before = models.JSONField()
    after = models.JSONField()
    request_id = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["kind", "thing_id"]), models.Index(fields=["agency", "-id"])]

    def __str__(self) -> str:
        return f"{self.when:%Y-%m-%d %H:%M} {self.actor_name} {self.action} {self.thing_name}"


class Owned(Audited):
    """What an agency owns and may share: what `access` speaks of."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("cơ quan"))
    sharing = models.CharField(_("phạm vi xem"), max_length=10, choices=Sharing.choices, default=Sharing.DRAFT)
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")

    class Meta:
        abstract = True
