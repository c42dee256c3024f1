"""The cast of every web test: two agencies, one account a role, an outsider who must be refused everywhere."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

PASSWORD = "Mat-khau-de-thu-2026"


@pytest.fixture(autouse=True)
def office_home(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """Originals and the index of a test lie in its own folder; passwords are hashed fast."""
    from tuongdong.web.library import indexing

    settings.HOME = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    yield tmp_path
    indexing._open.cache_clear()


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
