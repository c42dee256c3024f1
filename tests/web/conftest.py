"""The cast of every web test: two agencies, one account a role, an outsider who must be refused everywhere."""

import importlib
import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

import servers

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PASSWORD = "Mat-khau-de-thu-2026"


@pytest.fixture(autouse=True)
def office_home(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """Originals and the index of a test lie in its own folder; passwords are hashed fast."""
    from django.core.cache import cache

    from tuongdong.web.library import deciding, indexing, linking
    from tuongdong.web.library.views import comparisons

    settings.HOME = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    yield tmp_path
    indexing._open.cache_clear()
    for remembered in (deciding._by_hand, comparisons._options, linking._coverage):
        remembered.cache_clear()  # rows of the next test have the same ids
    cache.clear()


@pytest.fixture
def cast(db: None) -> SimpleNamespace:
    """`cast.specialist`, ... of our agency; `cast.stranger`, a specialist of another; `cast.outsider`; `cast.chief`."""
    from tuongdong.web.people.models import Account, Agency, Locality, Membership, Role

    danang, hcm = Locality.objects.create(name="Đà Nẵng"), Locality.objects.create(name="Thành phố Hồ Chí Minh")
    ours = Agency.objects.create(name="Sở Tài chính", locality=danang)
    theirs = Agency.objects.create(name="Sở Xây dựng", locality=hcm)
    people = SimpleNamespace(password=PASSWORD, ours=ours, theirs=theirs, danang=danang, hcm=hcm)
    for role in Role:
        account = Account.objects.create_user(f"{role.value}@danang.example", PASSWORD, name=f"Lê {role.value}")
        Membership.objects.create(account=account, agency=ours, role=role)
        setattr(people, role.value, account)
    people.stranger = Account.objects.create_user("stranger@hcm.example", PASSWORD, name="Trần Lạ")
    Membership.objects.create(account=people.stranger, agency=theirs, role=Role.SPECIALIST)
    people.outsider = Account.objects.create_user("outsider@else.example", PASSWORD, name="Người Ngoài")
    people.chief = Account.objects.create_superuser("chief@danang.example", PASSWORD, name="Quản Trị")
    return people


@pytest.fixture
def as_(cast: SimpleNamespace) -> Any:
    """`as_("specialist")`: a browser in which this account is signed in."""

    def sign_in(who: str) -> Client:
        client = Client()
        client.force_login(getattr(cast, who), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


OURS = """HỘI ĐỒNG NHÂN DÂN
THÀNH PHỐ SÔNG MÂY
Số: 11/2025/NQ-HĐND
Mây Ngàn, ngày 10 tháng 5 năm 2025
NGHỊ QUYẾT
Về một số chính sách hỗ trợ nhà ở xã hội
Điều 1. Mức hỗ trợ lãi suất
1. Hỗ trợ lãi suất vay mua nhà ở xã hội không quá 70% trong thời hạn 05 năm cho người lao động khu công nghiệp.
2. Người vay phải có hợp đồng lao động từ 12 tháng trở lên theo quy định tại Nghị định số 100/2024/NĐ-CP.
Điều 2. Quỹ đất dành cho nhà ở xã hội
Chủ đầu tư dành tối thiểu 20% diện tích đất ở để xây dựng nhà ở xã hội.
Điều 3. Phí thu gom chất thải
Ủy ban nhân dân thành phố quy định mức phí thu gom chất thải rắn sinh hoạt.
"""
THEIRS = """HỘI ĐỒNG NHÂN DÂN
THÀNH PHỐ BẾN SAO
Số: 22/2024/NQ-HĐND
Bến Sao, ngày 12 tháng 6 năm 2024
NGHỊ QUYẾT
Về chính sách nhà ở xã hội
Điều 1. Đối tượng
Người lao động làm việc tại các khu công nghiệp của thành phố.
Điều 2. Hỗ trợ lãi suất
1. Hỗ trợ lãi suất vay mua nhà ở xã hội không quá 50% trong thời hạn 03 năm cho người lao động khu công nghiệp.
Điều 3. Quỹ đất dành cho nhà ở xã hội
Chủ đầu tư dành tối thiểu 20% diện tích đất ở để xây dựng nhà ở xã hội.
"""


@pytest.fixture
def texts() -> tuple[str, str]:
    """Our resolution and that of a host."""
    return OURS, THEIRS


@pytest.fixture
def add(cast: SimpleNamespace) -> Any:
    """`add(text)`: a document in the library, read as the worker reads it."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tuongdong.web.library.ingest import take_in
    from tuongdong.web.library.models import Upload
    from tuongdong.web.library.tasks import accept

    def put(
        text: str | bytes,
        name: str = "van-ban.txt",
        who: str = "specialist",
        agency: Any = None,
        sharing: str = "draft",
    ) -> Any:
        data = text.encode() if isinstance(text, str) else text
        home = (agency or cast.ours).pk
        batch = accept([SimpleUploadedFile(name, data)], getattr(cast, who), home, sharing)
        upload = Upload.objects.get(batch=batch)
        take_in(upload.pk)
        upload.refresh_from_db()
        return upload

    return put


@pytest.fixture
def compared(cast: SimpleNamespace, add: Any) -> Any:
    """A comparison of our draft with a host's shared resolution."""
    from tuongdong.web.library.models import Comparison, Pairing
    from tuongdong.web.library.tasks import compare_pairing

    ours = add(OURS, "ta.txt").document
    theirs = add(THEIRS, "ban.txt", who="stranger", agency=cast.theirs, sharing="shared").document
    made = Comparison.objects.create(title="Nhà ở xã hội", ours=ours, agency=cast.ours, created_by=cast.specialist)
    pairing = Pairing.objects.create(comparison=made, theirs=theirs)
    compare_pairing(pairing.pk)
    pairing.refresh_from_db()
    return pairing


@pytest.fixture
def forgetful(transactional_db: None) -> Iterator[None]:
    """The record of changes refuses to be emptied, as it should; after the tour its guard steps aside for that."""
    yield
    from django.db import connection

    guarding: Any = importlib.import_module("tuongdong.web.people.migrations.0002_changes_append_only")
    with connection.schema_editor() as editor:
        guarding.unguard(None, editor)
        editor.execute("DELETE FROM people_change")
        guarding.guard(None, editor)


@pytest.fixture
def opened(browser: "Browser", forgetful: None, as_: Any, live_server: Any) -> Iterator[Any]:
    """`opened("specialist")`: a page of its own session, signed in (None: a guest); faults of scripts fail the test."""
    contexts: list[Any] = []
    told: list[str] = []

    def open_for(who: str | None) -> "Page":
        context = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
        context.set_default_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: told.append(str(error)))
        if who:
            session = as_(who).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return page

    yield open_for
    for context in contexts:
        context.close()
    assert told == []


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a server that may be written to: TEST_DATABASE_URL, or one of the machine's own binaries."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    if not servers.has_postgresql():
        pytest.skip("no PostgreSQL: install it, or set TEST_DATABASE_URL")
    with servers.postgresql(lasting=False) as address:
        yield address
