"""
The record of changes in people's words: "sửa quyết định: nhận định chưa quyết định → chấp nhận".
"""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateField, Field, ForeignKey, Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tuongdong.web.people.audit import Audited
from tuongdong.web.people.models import Change

__all__ = ["KINDS", "Line", "tell"]

KINDS: Final = {
    "library.document": _("văn bản"),
    "library.comparison": _("bảng đối chiếu"),
    "library.decision": _("quyết định"),
    "library.remark": _("nhận xét"),
    "library.doubt": _("điểm cần xem lại"),
    "library.policy": _("chính sách"),
    "library.policyitem": _("quy định của chính sách"),
    "library.policystate": _("tình trạng triển khai"),
    "library.figure": _("số liệu"),
    "people.account": _("tài khoản"),
    "people.membership": _("vai trò"),
    "people.token": _("khóa truy cập"),
    "people.agency": _("cơ quan"),
    "people.agencysuccession": _("cơ quan kế tục"),
    "people.locality": _("địa phương"),
    "people.localitysuccession": _("đơn vị kế tục"),
    "exchange.visit": _("chuyến công tác"),
    "exchange.task": _("nhiệm vụ"),
    "exchange.step": _("bước của nhiệm vụ"),
    "exchange.paper": _("văn bản của chuyến công tác"),
    "exchange.session": _("buổi làm việc"),
    "exchange.question": _("câu hỏi"),
    "exchange.experience": _("kinh nghiệm"),
    "exchange.obstacle": _("khó khăn, vướng mắc"),
    "exchange.proposal": _("đề xuất"),
    "exchange.conclusion": _("kết luận, cam kết"),
    "exchange.adoption": _("đề xuất đã thành văn bản"),
    "exchange.attachment": _("tệp kèm theo"),
    "exchange.evidence": _("căn cứ"),
    "exchange.field": _("lĩnh vực"),
    "exchange.guestlink": _("liên kết cho cơ quan bạn"),
    "exchange.host": _("cơ quan chủ nhà"),
    "exchange.member": _("thành phần"),
    "exchange.preference": _("cách theo dõi thời hạn"),
    "exchange.programme": _("kế hoạch gốc"),
    "exchange.sameness": _("hai mục là một hay khác nhau"),
}
_ACTIONS: Final = {"add": _("thêm"), "change": _("sửa"), "delete": _("xóa")}
# Fields whose models give them no name for people.
_FIELDS: Final = {
    "a": _("quy định của ta"),
    "about": _("loại mục"),
    "about_id": _("số của mục"),
    "agency": _("cơ quan"),
    "b": _("quy định của họ"),
    "account": _("tài khoản"),
    "by_hand": _("ghép tay"),
    "comment": _("ý kiến"),
    "comparison": _("bảng đối chiếu"),
    "current": _("bản văn bản"),
    "decided_by": _("người quyết định"),
    "document": _("văn bản"),
    "due": pgettext_lazy("nhiệm vụ", "thời hạn"),
    "eid": _("điều, khoản, điểm"),
    "kind": _("loại văn bản"),
    "new": _("kế tục"),
    "old": _("trước đó"),
    "one": _("mục thứ nhất"),
    "other": _("mục thứ hai"),
    "pairing": _("bảng đối chiếu"),
    "policy": _("chính sách"),
    "relation": _("quan hệ"),
    "revoked": _("đã thu hồi"),
    "same": _("là một"),
    "scopes": _("quyền"),
    "settled_by": _("người đã xem"),
    "sha256": _("dấu của tệp"),
    "state": _("tình hình"),
    "target": _("dẫn đến"),
    "task": _("nhiệm vụ"),
    "text": _("nội dung"),
    "verdict": _("nhận định"),
    "visit": _("chuyến công tác"),
    "written_by": _("người viết"),
}


class Line(NamedTuple):
    """A change as it is read."""

    row: Change
    action: str
    kind: str
    fields: list[tuple[str, str, str]]
    """Name, before, after."""


def tell(rows: Iterable[Change]) -> list[Line]:
    """The lines of the record, with the names of what they point to as these are now."""
    names: dict[tuple[type[Model], Any], str] = {}
    return [
        Line(
            row,
            str(_ACTIONS.get(row.action, row.action)),
            str(KINDS.get(row.kind, row.kind)),
            [
                (
                    _name(field, name),
                    _value(field, row.before.get(name), names),
                    _value(field, row.after.get(name), names),
                )
                for name in {**row.before, **row.after}
                for field in (_field(row.kind, name),)
                if row.before.get(name) or row.after.get(name)
            ],
        )
        for row in rows
    ]


def _field(kind: str, name: str) -> Field[Any, Any] | None:
    """The field of a model, if the model still has it."""
    try:
        found = apps.get_model(kind)._meta.get_field(name)
    except (LookupError, FieldDoesNotExist):
        return None
    return found if isinstance(found, Field) else None


def _name(field: Field[Any, Any] | None, name: str) -> str:
    """The name that the model gives it for people, else ours."""
    given = str(field.verbose_name) if field else ""
    return given if given not in ("", name.replace("_", " ")) else str(_FIELDS.get(name, name))


def _value(field: Field[Any, Any] | None, value: Any, names: dict[tuple[type[Model], Any], str]) -> str:
    """A value as people read it: a choice by its label, a row by its name."""
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return str(_("có") if value else _("không"))
    if isinstance(field, ForeignKey):
        model = field.related_model
        if (model, value) not in names:
            found = model._default_manager.filter(pk=value).first()
            names[model, value] = str(found) if found else f"#{value}"
        return names[model, value]
    if isinstance(field, DateField):  # of days and of moments
        moment = field.to_python(value)
        return (
            date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")
            if hasattr(moment, "hour")
            else date_format(moment)
        )
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if field is None:
        return str(value)
    said = field.model.audit_said(field.name, value) if issubclass(field.model, Audited) else None
    return said if said is not None else str(dict(field.flatchoices).get(value, value))
