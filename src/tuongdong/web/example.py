"""The example office: two agencies, the invented resolutions, a comparison with decisions, a policy."""

from pathlib import Path
from typing import Any, Final

__all__ = ["EMAIL", "OTHERS", "PASSWORD", "fill"]

EMAIL: Final = "vidu@mayngan.example"
# who signs papers, and who gives them number and day
OTHERS: Final = {
    "lanh-dao@mayngan.example": ("Hoàng Lãnh Đạo", "leader"),
    "van-thu@mayngan.example": ("Vũ Văn Thư", "clerk"),
}
PASSWORD: Final = "vi-du-tuong-dong"  # noqa: S105  # of invented people in an example that is made anew each time


def fill() -> None:
    """Fills an empty office; nothing when it holds documents already."""
    from tuongdong import examples
    from tuongdong.web.library import reading
    from tuongdong.web.library.models import Document
    from tuongdong.web.people.accounts import make_account
    from tuongdong.web.people.models import Agency

    if Document.objects.exists():
        return
    ours = make_account(
        EMAIL,
        name="Lê Thị Ví Dụ",
        agency="Sở Tài chính",
        locality="Mây Ngàn",
        roles=("specialist", "coordinator", "administrator"),
        password=PASSWORD,
        admin=True,
    )
    make_account(
        "dong-nghiep@mayngan.example",
        name="Phạm Đồng Nghiệp",
        agency="Sở Tài chính",
        locality="Mây Ngàn",
        roles=("specialist",),
        password=PASSWORD,
        admin=False,
    )
    for email, (name, role) in OTHERS.items():
        make_account(
            email,
            name=name,
            agency="Sở Tài chính",
            locality="Mây Ngàn",
            roles=(role,),
            password=PASSWORD,
            admin=False,
        )
    theirs = make_account(
        "vidu@bensao.example",
        name="Trần Văn Mẫu",
        agency="Sở Xây dựng",
        locality="Bến Sao",
        roles=("specialist", "coordinator"),
        password=PASSWORD,
        admin=False,
    )
    agencies = {str(one.locality): one for one in Agency.objects.select_related("locality") if one.locality}
    here = _take(examples.ours(), ours, agencies["Mây Ngàn"], "draft")
    there = _take(examples.theirs(), theirs, agencies["Bến Sao"], "shared")
    reading.done()
    if here and there:
        _compare(ours, agencies["Mây Ngàn"], here, there)
    from tuongdong.web.exchange.demo import fill_exchange
    from tuongdong.web.people.audit import acting

    with acting(ours):
        fill_exchange(ours, agencies["Mây Ngàn"])


def _take(path: Path, account: Any, agency: Any, sharing: str) -> Any:
    """The document of a file, read at once."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tuongdong.web.library.ingest import take_in
    from tuongdong.web.library.models import Upload
    from tuongdong.web.library.tasks import accept

    batch = accept([SimpleUploadedFile(path.name, path.read_bytes())], account, agency.pk, sharing)
    upload = Upload.objects.get(batch=batch)
    take_in(upload.pk)
    upload.refresh_from_db()
    return upload.document


def _compare(account: Any, agency: Any, here: Any, there: Any) -> None:
    """A comparison in which somebody has begun to decide, and a policy from its first pair."""
    from tuongdong.report.side import Side
    from tuongdong.web.library import deciding
    from tuongdong.web.library.models import Comparison, Pairing, Policy, PolicyItem, PolicyState
    from tuongdong.web.library.tasks import compare_pairing
    from tuongdong.web.people.audit import acting
    from tuongdong.web.people.models import Locality

    with acting(account):
        made = Comparison.objects.create(title=f"{here} – {there}", ours=here, agency=agency, created_by=account)
        pairing = Pairing.objects.create(comparison=made, theirs=there)
        compare_pairing(pairing.pk)
        pairing.refresh_from_db()
        rows = [row for row in deciding.entries(pairing) if row.match and row.relation == "differs"]
        found = [row for row in rows if row.match and any(one.kind == "percentage" for one in row.match.differences)]
        if not found:
            return
        first = found[0]
        deciding.decide(pairing, account, first.a, first.b, verdict="accepted", comment="Cần hỏi thêm về nguồn vốn.")
        deciding.remark_on(made, account, here, first.a, "Đề nghị vận dụng mức của Bến Sao sau khi đánh giá tác động.")
        name = Side(here.value, "").subject(first.a)
        policy = Policy.objects.create(name=name, agency=agency, created_by=account)
        PolicyItem.objects.create(policy=policy, document=here, eid=first.a)
        PolicyItem.objects.create(policy=policy, document=there, eid=first.b)
        for name, state in (("Mây Ngàn", "waiting"), ("Bến Sao", "results")):
            PolicyState.objects.create(policy=policy, locality=Locality.objects.get(name=name), state=state)
