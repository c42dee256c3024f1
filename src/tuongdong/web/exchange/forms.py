"""What people may type about an exchange. A form names its fields: nothing else of a row can be set."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from django import forms
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tuongdong.web.exchange import models
from tuongdong.web.exchange.deadlines import parse_due, shown
from tuongdong.web.exchange.models import Programme, Task, Visit
from tuongdong.web.people.forms import DayInput
from tuongdong.web.people.models import Agency

__all__ = [
    "RECORDS",
    "FieldForm",
    "FileForm",
    "LinkForm",
    "MoveForm",
    "PreferenceForm",
    "ProgrammeForm",
    "RecordKind",
    "VisitForm",
    "form_of",
]


class ProgrammeForm(forms.ModelForm[Programme]):
    class Meta:
        model = Programme
        fields = ["title", "feeds", "term"]
        widgets = {"feeds": forms.Textarea({"rows": 2})}


class FieldForm(forms.ModelForm[models.Field]):
    class Meta:
        model = models.Field
        fields = ["name", "order"]


class VisitForm(forms.ModelForm[Visit]):
    class Meta:
        model = Visit
        fields = ["title", "programme", "purpose", "leader", "first_day", "last_day", "bases"]
        widgets = {name: forms.Textarea({"rows": 3}) for name in ("purpose", "bases")} | {
            "first_day": DayInput(),
            "last_day": DayInput(),
        }

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        first, last = told.get("first_day"), told.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("Ngày kết thúc phải sau ngày bắt đầu."))
        return told


class FileForm(forms.Form):
    """A file on its way in."""

    file = forms.FileField(label=gettext_lazy("Tệp"))


class LinkForm(forms.Form):
    """Who is asked, and for how long the link lives."""

    name = forms.CharField(label=gettext_lazy("Gửi cho"), max_length=200)
    days = forms.IntegerField(label=gettext_lazy("Số ngày có hiệu lực"), min_value=1, max_value=90, initial=14)


class PreferenceForm(forms.ModelForm[models.Preference]):
    class Meta:
        model = models.Preference
        fields = ["soon_days", "soon_tone", "late_tone"]


class MoveForm(forms.Form):
    """A task's new state; `seq` is the task as the reader saw it."""

    seq = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(label=gettext_lazy("Tình hình"), choices=Task.State.choices)
    due = forms.CharField(
        label=gettext_lazy("Thời hạn"),
        required=False,
        max_length=30,
        help_text=gettext_lazy("15/12/2026, 12/2026, Quý III/2026, Thường xuyên, hoặc để trống"),
    )
    result = forms.CharField(
        label=gettext_lazy("Kết quả, văn bản chứng minh"), required=False, widget=forms.Textarea({"rows": 2})
    )
    reason = forms.CharField(label=gettext_lazy("Lý do (khi đổi thời hạn)"), required=False, max_length=500)
    document = forms.CharField(label=gettext_lazy("Văn bản cho đổi thời hạn"), required=False, max_length=200)

    def __init__(self, *args: Any, sets_due: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not sets_due:
            self.fields["due"].help_text = _("Thời hạn khác với thời hạn đang có là đề xuất, cần lý do.")

    def clean_due(self) -> str:
        return _due(self.cleaned_data["due"])


def _due(words: str) -> str:
    try:
        return parse_due(words)
    except ValueError as error:
        raise forms.ValidationError(
            _("“%(due)s” không phải là ngày, tháng hay quý có thật.") % {"due": words}
        ) from error


class TaskForm(forms.ModelForm[Task]):
    """A task. The deadline of one that is there moves on its own page, where it takes a reason and a document."""

    seq = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Task
        fields = ["what", "lead", "lead_name", "with_names", "watch", "due", "due_proposed"]
        widgets = {"what": forms.Textarea({"rows": 3})}
        help_texts = {"due": gettext_lazy("15/12/2026, 12/2026, Quý III/2026, Thường xuyên, hoặc để trống")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = Agency.objects.select_related("locality")  # type: ignore[attr-defined] # a ModelChoiceField
        if self.instance.pk:
            del self.fields["due"]
            self.initial["seq"] = self.instance.seq
        for name in ("due", "due_proposed"):
            if self.initial.get(name):
                self.initial[name] = shown(self.initial[name])

    def clean_due(self) -> str:
        return _due(self.cleaned_data["due"])

    def clean_due_proposed(self) -> str:
        return _due(self.cleaned_data["due_proposed"])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if self.instance.pk and told.get("seq") != Task.objects.values_list("seq", flat=True).get(pk=self.instance.pk):
            self.add_error(None, _("Người khác vừa sửa nhiệm vụ này: hãy tải lại trang rồi sửa lần nữa."))
        renamed = "lead_name" in self.changed_data
        if told.get("lead") and (not told.get("lead_name") or ("lead" in self.changed_data and not renamed)):
            told["lead_name"] = told["lead"].name
        if not told.get("lead") and not told.get("lead_name"):
            self.add_error("lead_name", _("Cần cơ quan chủ trì."))
        return told


class RecordKind(NamedTuple):
    """A kind of record of a visit: its rows, what may be typed, and what to call them."""

    model: type[Model]
    fields: tuple[str, ...]
    name: Promise
    columns: tuple[str, ...]
    form: type[forms.ModelForm[Any]] | None = None


RECORDS: Final[Mapping[str, RecordKind]] = {
    "hosts": RecordKind(models.Host, ("name", "agency"), gettext_lazy("Cơ quan chủ nhà"), ("name",)),
    "members": RecordKind(
        models.Member,
        ("name", "position", "side", "session"),
        gettext_lazy("Thành phần"),
        ("name", "position", "side", "session"),
    ),
    "sessions": RecordKind(
        models.Session,
        ("host", "day", "start", "place", "chair_host", "chair_guest", "fields", "topics", "statements"),
        gettext_lazy("Buổi làm việc"),
        ("host", "day", "fields", "topics"),
    ),
    "questions": RecordKind(
        models.Question,
        ("host", "field", "text", "basis", "answer", "answered_by"),
        gettext_lazy("Câu hỏi, trả lời"),
        ("field", "text", "basis", "answer"),
    ),
    "conclusions": RecordKind(models.Conclusion, ("text",), gettext_lazy("Kết luận, cam kết"), ("text",)),
    "experiences": RecordKind(
        models.Experience,
        ("host", "field", "text", "figures", "use"),
        gettext_lazy("Kinh nghiệm"),
        ("host", "field", "text", "use"),
    ),
    "obstacles": RecordKind(
        models.Obstacle,
        ("field", "text", "provision", "step", "cause", "who", "host_way"),
        gettext_lazy("Khó khăn, vướng mắc"),
        ("field", "text", "provision", "who"),
    ),
    "proposals": RecordKind(
        models.Proposal,
        ("field", "period", "kind", "text", "addressee", "instrument", "obstacle", "experience", "decision"),
        gettext_lazy("Đề xuất, kiến nghị"),
        ("period", "field", "kind", "text", "decision"),
    ),
    "adoptions": RecordKind(
        models.Adoption,
        ("proposal", "document", "day"),
        gettext_lazy("Đã thành văn bản"),
        ("proposal", "document", "day"),
    ),
    "tasks": RecordKind(
        models.Task, ("what",), gettext_lazy("Nhiệm vụ"), ("what", "lead_name", "due", "state"), TaskForm
    ),
}


def form_of(kind: str, visit: Visit) -> type[forms.ModelForm[Any]]:
    """The form of a kind of record; what it points to is of the same visit."""
    told = RECORDS[kind]
    if told.form:
        return told.form
    widgets: dict[str, Any] = {}
    for name in told.fields:
        field = told.model._meta.get_field(name)
        if field.get_internal_type() == "TextField":
            widgets[name] = forms.Textarea({"rows": 2})
        elif field.get_internal_type() == "DateField":
            widgets[name] = DayInput()
        elif field.get_internal_type() == "TimeField":
            widgets[name] = forms.TimeInput({"type": "time"}, format="%H:%M")
        elif name == "field":
            widgets[name] = forms.TextInput({"list": "fields"})
    made = forms.modelform_factory(told.model, fields=told.fields, widgets=widgets)
    for choice in made.base_fields.values():
        rows = getattr(choice, "queryset", None)
        if rows is not None and rows.model is Agency:
            choice.queryset = rows.select_related("locality")  # type: ignore[attr-defined] # what has a queryset takes one
        if rows is not None and issubclass(rows.model, models.OfVisit):
            choice.queryset = rows.filter(visit=visit)  # type: ignore[attr-defined] # what has a queryset takes one
    return made
