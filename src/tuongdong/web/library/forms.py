"""What people may type in the library. A form names its fields: nothing else of a row can be set."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tuongdong.web.library.models import Document, Figure, Policy, PolicyItem, PolicyState
from tuongdong.web.people.access import agencies_for
from tuongdong.web.people.forms import ChoiceInOrder, DayInput
from tuongdong.web.people.models import Account, Agency, Sharing

__all__ = [
    "ComparisonForm",
    "FigureForm",
    "HeadForm",
    "ItemForm",
    "PolicyForm",
    "RecordForm",
    "StateForm",
    "UploadForm",
    "VersionForm",
]


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files. An empty one is told by name with the others that could not be read, and stops none of them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=ManyFiles(attrs={"multiple": True}), allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in files]


class OwnedForm(forms.Form):
    """For which agency, and who may see it."""

    agency = ChoiceInOrder(Agency.objects.none(), label=_("Cơ quan"), empty_label=None)
    sharing = forms.ChoiceField(label=_("Phạm vi xem"), choices=Sharing.choices, initial=Sharing.DRAFT)
    action = "document.add"

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may_share = agencies_for(account, f"{self.action.partition('.')[0]}.share")
        rows = Agency.objects.filter(pk__in=agencies_for(account, self.action)).select_related("locality")
        self.fields["agency"].queryset = rows  # type: ignore[attr-defined]
        self.fields["agency"].initial = rows.first()

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        agency = given.get("agency")
        if agency and given.get("sharing") == Sharing.SHARED and agency.pk not in self.may_share:
            self.add_error("sharing", _("Điều phối hoặc lãnh đạo của cơ quan mới được chia sẻ chung."))
        return given


class UploadForm(OwnedForm):
    """Files into the library."""

    uploads = FilesField(label=_("Tệp"))
    field_order = ("uploads", "agency", "sharing")


class VersionForm(forms.Form):
    """A newer text of a document, or the text of a record."""

    file = forms.FileField(label=_("Tệp"), allow_empty_file=True)  # told by name, as in FilesField


_DAYS = {"issued_on": DayInput(), "effective_on": DayInput(), "expires_on": DayInput()}


class HeadForm(forms.ModelForm[Document]):
    """The head of a document, put right by hand."""

    class Meta:
        model = Document
        fields = [
            "number",
            "doctype",
            "issuer",
            "locality",
            "title",
            "field",
            "issued_on",
            "effective_on",
            "expires_on",
            "sharing",
        ]
        widgets = _DAYS | {"title": forms.Textarea(attrs={"rows": 3})}


class RecordForm(OwnedForm):
    """A document without text: what is known of it; the text comes later."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=80)
    doctype = forms.CharField(label=_("Loại văn bản"), max_length=60, required=False)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200, required=False)
    locality = forms.CharField(label=_("Địa phương"), max_length=120, required=False)
    issued_on = forms.DateField(label=_("Ngày ban hành"), widget=DayInput(), required=False)
    title = forms.CharField(label=_("Trích yếu"), widget=forms.Textarea(attrs={"rows": 3}))
    field_order = ("number", "title", "doctype", "issuer", "locality", "issued_on", "agency", "sharing")


class ComparisonForm(OwnedForm):
    """A document of ours and those to put beside it."""

    action = "comparison.add"
    title = forms.CharField(label=_("Tên"), max_length=200, required=False)
    ours = forms.ModelChoiceField(
        Document.objects.none(),
        label=_("Văn bản của ta"),
        error_messages={"required": _("Hãy chọn văn bản của ta.")},
    )
    theirs = forms.ModelMultipleChoiceField(
        Document.objects.none(),
        label=_("Văn bản để so sánh"),
        error_messages={"required": _("Hãy chọn ít nhất một văn bản để so sánh.")},
    )

    def __init__(self, *args: Any, documents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ours"].queryset = self.fields["theirs"].queryset = documents  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("ours") in (given.get("theirs") or ()):
            self.add_error("theirs", _("Một văn bản không đối chiếu với chính nó."))
        return given


class PolicyForm(forms.ModelForm[Policy]):
    class Meta:
        model = Policy
        fields = ["name", "field", "lead", "description"]
        field_classes = {"lead": ChoiceInOrder}
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}


class StateForm(forms.ModelForm[PolicyState]):
    class Meta:
        model = PolicyState
        fields = ["locality", "state", "since", "note"]
        field_classes = {"locality": ChoiceInOrder}
        widgets = {"since": DayInput(), "note": forms.Textarea(attrs={"rows": 2})}


class FigureForm(forms.ModelForm[Figure]):
    class Meta:
        model = Figure
        fields = ["locality", "name", "amount", "unit", "day", "source"]
        field_classes = {"locality": ChoiceInOrder}
        widgets = {"day": DayInput()}


class ItemForm(forms.ModelForm[PolicyItem]):
    """A provision of a document that the account may see."""

    class Meta:
        model = PolicyItem
        fields = ["document", "eid"]

    def __init__(self, *args: Any, documents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = documents  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        document, eid = given.get("document"), given.get("eid")
        if document and eid:
            value = document.value
            if value is None or all(one.eid != eid for one in value.provisions):
                self.add_error("eid", _("Văn bản không có đơn vị này."))
        return given
