"""What people may type about people. A form names its fields: nothing else of a row can be set."""

from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tuongdong.text import sort_key
from tuongdong.web.people.models import Account, Agency, AgencySuccession, Locality, LocalitySuccession, Role

__all__ = [
    "SCOPES",
    "AccountForm",
    "AgencyForm",
    "AgencySuccessionForm",
    "ChoiceInOrder",
    "DayInput",
    "LocalityForm",
    "LocalitySuccessionForm",
    "MembershipForm",
    "NewAccountForm",
    "TokenForm",
]


class _InOrder(ModelChoiceIterator):  # type: ignore[type-arg]  # of rows of any model
    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        rows = self.queryset.select_related("locality") if self.queryset.model is Agency else self.queryset.all()
        yield from map(self.choice, sorted(rows, key=lambda row: sort_key(str(row))))


class ChoiceInOrder(forms.ModelChoiceField[Any]):
    """Rows to choose from, in the Vietnamese order: databases put Đà Nẵng after Yên Bái."""

    iterator = _InOrder


class DayInput(forms.DateInput):
    """A day, with the browser's own picker."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


_DAYS = {"since": DayInput(), "until": DayInput(), "day": DayInput()}


class LocalityForm(forms.ModelForm[Locality]):
    class Meta:
        model = Locality
        fields = ["name", "kind", "since", "until"]
        widgets = _DAYS


class LocalitySuccessionForm(forms.ModelForm[LocalitySuccession]):
    class Meta:
        model = LocalitySuccession
        fields = ["new", "day", "note"]
        field_classes = {"new": ChoiceInOrder}
        labels = {"new": _("đơn vị kế tục")}
        widgets = _DAYS


class AgencyForm(forms.ModelForm[Agency]):
    class Meta:
        model = Agency
        fields = ["name", "short", "locality", "parent", "since", "until"]
        field_classes = {"locality": ChoiceInOrder, "parent": ChoiceInOrder}
        widgets = _DAYS


class AgencySuccessionForm(forms.ModelForm[AgencySuccession]):
    class Meta:
        model = AgencySuccession
        fields = ["new", "day", "function"]
        field_classes = {"new": ChoiceInOrder}
        labels = {"new": _("cơ quan kế tục")}
        widgets = _DAYS


class MembershipForm(forms.Form):
    """A role in one of the agencies that the administrator keeps."""

    agency = ChoiceInOrder(Agency.objects.none(), label=_("Cơ quan"))
    role = forms.ChoiceField(choices=Role.choices, label=_("Vai trò"))

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]


class NewAccountForm(MembershipForm):
    """An account and its first role. The person chooses the password by mail."""

    email = forms.EmailField(label=_("Thư điện tử"))
    name = forms.CharField(label=_("Họ và tên"), max_length=120)
    field_order = ("name", "email", "agency", "role")

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if Account.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("Địa chỉ này đã có tài khoản."))
        return email


class AccountForm(forms.ModelForm[Account]):
    class Meta:
        model = Account
        fields = ["name", "is_active"]


# What a key may be allowed, as people call it. A test sees to it that none is missing.
SCOPES: Final = {
    "document:read": _("đọc văn bản, tìm kiếm"),
    "document:write": _("thêm và sửa văn bản"),
    "comparison:read": _("đọc bảng đối chiếu"),
    "comparison:write": _("quyết định, ghi nhận xét"),
    "policy:read": _("đọc chính sách"),
    "policy:write": _("sửa chính sách"),
    "exchange:read": _("đọc phần trao đổi"),
    "exchange:write": _("ghi phần trao đổi"),
}


class TokenForm(forms.Form):
    """A key for the API."""

    name = forms.CharField(label=_("Tên gợi nhớ"), max_length=80)
    days = forms.IntegerField(label=_("Số ngày có hiệu lực"), min_value=1, max_value=730, initial=90)
    scopes = forms.MultipleChoiceField(
        label=_("Quyền"),
        choices=[(scope, format_lazy("{} ({})", name, scope)) for scope, name in SCOPES.items()],
        widget=forms.CheckboxSelectMultiple,
        initial=["document:read"],
    )
