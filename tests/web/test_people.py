"""Accounts, agencies, roles, the record of changes; signing in."""

import io
import json
import logging
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.test import Client

from tuongdong.web.logs import JsonFormatter
from tuongdong.web.people.access import ACTIONS, allowed, scope_of
from tuongdong.web.people.forms import SCOPES
from tuongdong.web.people.models import Account, Agency, Change, Membership, Role, Token

pytestmark = pytest.mark.django_db


def test_every_role_does_what_the_table_says_and_nothing_in_another_agency(cast: SimpleNamespace) -> None:
    for action, roles in ACTIONS.items():
        for role in Role:
            account = getattr(cast, role.value)
            thing = Membership(agency=cast.ours)
            assert allowed(account, action, thing) == (role in roles), (action, role)
            assert not allowed(account, action, Membership(agency=cast.theirs)), (action, role)


def test_outsiders_and_locked_accounts_may_do_nothing(cast: SimpleNamespace) -> None:
    cast.specialist.is_active = False
    for action in ACTIONS:
        assert not allowed(cast.outsider, action)
        assert not allowed(cast.specialist, action)


def test_a_token_does_only_what_its_scopes_say(cast: SimpleNamespace) -> None:
    cast.specialist.scopes = frozenset({"document:read"})
    assert allowed(cast.specialist, "document.view")
    assert not allowed(cast.specialist, "document.add")
    assert not allowed(cast.specialist, "comparison.view")


def test_every_scope_has_its_words() -> None:
    apart = ("people", "territory", "audit")  # no call of the API asks for these
    assert set(SCOPES) == {scope_of(action) for action in ACTIONS if not action.startswith(apart)}


def test_a_change_is_recorded_with_before_and_after_and_who(cast: SimpleNamespace, as_: Any) -> None:
    answer = as_("administrator").post(
        f"/people/agencies/{cast.ours.pk}/", {"name": "Sở Tài chính mới", "locality": cast.danang.pk}
    )
    assert answer.status_code == 302
    line = Change.objects.first()
    assert line is not None
    assert (line.actor_id, line.action, line.kind) == (cast.administrator.pk, "change", "people.agency")
    assert (line.before, line.after) == ({"name": "Sở Tài chính"}, {"name": "Sở Tài chính mới"})


def test_the_record_is_told_in_peoples_words(cast: SimpleNamespace, as_: Any) -> None:
    client = as_("administrator")
    client.post(f"/people/accounts/{cast.viewer.pk}/roles/", {"agency": cast.ours.pk, "role": "clerk"})
    page = client.get("/people/changes/", {"kind": "people.membership", "who": "administrator"}).content.decode()
    assert "thêm</span> vai trò" in page
    assert "văn thư" in page
    assert f"#{cast.viewer.pk}" not in page
    cast.danang.since = "2025-07-01"
    cast.danang.save()
    days = as_("chief").get("/people/changes/", {"kind": "people.locality"}).content.decode()
    assert "01/07/2025" in days
    assert "2025-07-01" not in days
    assert "chưa có thay đổi" in client.get("/people/changes/?to=2020-01-01").content.decode().casefold()
    assert client.get("/people/changes/?from=x").status_code == 200
    assert client.get("/people/changes/?thing=%00").status_code == 400
    assert as_("specialist").get("/people/changes/").status_code == 403


def test_everything_that_is_recorded_has_a_name_for_people() -> None:
    from django.apps import apps

    from tuongdong.web.people.audit import Audited
    from tuongdong.web.people.telling import KINDS, _field, _name

    kept = [model for model in apps.get_models() if issubclass(model, Audited) and model.audit_fields]
    kinds = [model._meta.label_lower for model in kept]
    assert [kind for kind in kinds if kind not in KINDS] == []
    fields = [(kind, name) for kind, model in zip(kinds, kept, strict=True) for name in model.audit_fields]
    assert [one for one in fields if _name(_field(*one), one[1]) == one[1].replace("_", " ")] == []


def test_the_record_says_deadlines_and_papers_as_people_do(cast: SimpleNamespace) -> None:
    from tuongdong.web.exchange.models import Paper, Task, Visit
    from tuongdong.web.people.models import Change
    from tuongdong.web.people.telling import tell

    visit = Visit.objects.create(title="Đi học hỏi", agency=cast.ours, created_by=cast.specialist)
    Task.objects.create(visit=visit, what="Rà soát", due="2026-Q3")
    Paper.objects.create(visit=visit, kind="results")
    said = [
        one for line in tell(Change.objects.filter(kind__in=("exchange.task", "exchange.paper"))) for one in line.fields
    ]
    assert ("thời hạn", "", "Quý III/2026") in said
    assert ("loại văn bản", "", "Báo cáo kết quả") in said


@pytest.mark.parametrize("verb", ["UPDATE people_change SET action = 'x'", "DELETE FROM people_change"])
def test_the_database_refuses_to_change_the_record(cast: SimpleNamespace, verb: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb)
    assert Change.objects.exists()


def test_passwords_and_keys_are_not_in_the_record(cast: SimpleNamespace) -> None:
    _token, key = Token.issue(cast.specialist, "máy", ["document:read"], 30)
    told = str(list(Change.objects.values()))
    assert "password" not in told
    assert key not in told
    assert Token.digest_of(key) not in told


@pytest.mark.parametrize("path", ["agencies/", "localities/", "accounts/"])
def test_people_pages_are_for_members(as_: Any, path: str) -> None:
    assert as_("viewer").get(f"/people/{path}").status_code == 200
    assert as_("outsider").get(f"/people/{path}").status_code == 403
    assert Client().get(f"/people/{path}").status_code == 302


def test_an_administrator_keeps_the_accounts_of_the_own_agency_only(cast: SimpleNamespace, as_: Any) -> None:
    client = as_("administrator")
    assert client.get(f"/people/accounts/{cast.specialist.pk}/").status_code == 200
    for beyond in (cast.stranger, cast.chief, cast.outsider):
        assert client.get(f"/people/accounts/{beyond.pk}/").status_code == 404
    client.post(f"/people/accounts/{cast.viewer.pk}/roles/", {"agency": cast.theirs.pk, "role": "leader"})
    assert not Membership.objects.filter(account=cast.viewer, agency=cast.theirs).exists()
    assert as_("specialist").get(f"/people/accounts/{cast.viewer.pk}/").status_code == 403


def test_fields_that_a_form_does_not_name_cannot_be_set(cast: SimpleNamespace, as_: Any) -> None:
    as_("administrator").post(
        f"/people/accounts/{cast.viewer.pk}/",
        {"name": "Mới", "is_active": "on", "is_superuser": "on", "email": "x@y.example"},
    )
    cast.viewer.refresh_from_db()
    assert (cast.viewer.name, cast.viewer.is_superuser) == ("Mới", False)
    assert cast.viewer.email == "viewer@danang.example"


def test_a_new_account_gets_a_mail_to_choose_a_password(cast: SimpleNamespace, as_: Any) -> None:
    sent = {"name": "Mai", "email": "Mai@danang.example", "agency": cast.ours.pk, "role": "clerk"}
    assert as_("administrator").post("/people/accounts/add/", sent).status_code == 302
    made = Account.objects.get(email="mai@danang.example")
    assert list(made.memberships.values_list("agency", "role")) == [(cast.ours.pk, "clerk")]
    assert mail.outbox[0].to == ["mai@danang.example"]
    assert "/account/password/reset/key/" in mail.outbox[0].body


def test_signing_in_and_the_lock_after_wrong_passwords(cast: SimpleNamespace) -> None:
    client = Client()
    right = {"login": "specialist@danang.example", "password": cast.password}
    assert client.post("/account/login/", right).status_code == 302
    other = Client()
    for _ in range(10):
        other.post("/account/login/", right | {"password": "sai"})
    assert other.post("/account/login/", right).status_code == 200  # locked for now, though the password is right


def test_two_factors_once_chosen_are_asked_for(cast: SimpleNamespace) -> None:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    def code(secret: str) -> str:
        return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))

    right = {"login": "specialist@danang.example", "password": cast.password}
    client = Client()
    client.post("/account/login/", right)
    client.post("/account/reauthenticate/", {"password": cast.password})  # a borrowed browser changes nothing here
    secret = client.get("/account/2fa/totp/activate/").context["form"].secret
    assert client.post("/account/2fa/totp/activate/", {"code": code(secret)}).status_code == 302
    cache.clear()  # a code counts once; here the clock does not move on
    other = Client()
    assert other.post("/account/login/", right).headers["Location"].startswith("/account/2fa/authenticate/")
    assert other.get("/library/").status_code == 302  # the password alone opens nothing
    assert other.post("/account/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert other.post("/account/2fa/authenticate/", {"code": code(secret)}).status_code == 302
    assert other.get("/library/").status_code == 200


def test_a_forgotten_password_is_set_by_mail(cast: SimpleNamespace) -> None:
    client = Client()
    client.post("/account/password/reset/", {"email": "specialist@danang.example"})
    client.post("/account/password/reset/", {"email": "nobody@danang.example"})  # answers the same, tells nobody
    address = re.search(
        r"/account/password/reset/key/\S+", next(str(m.body) for m in mail.outbox if "specialist" in m.to[0])
    )
    assert address is not None
    form = client.get(address[0], follow=True)
    new = "Mat-khau-khac-2026"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    sent = {"login": "specialist@danang.example", "password": new}
    assert Client().post("/account/login/", sent).status_code == 302
    assert Client().get(address[0], follow=True).context.get("token_fail")  # it opens once


def test_no_secret_is_in_the_log(cast: SimpleNamespace) -> None:
    told = io.StringIO()
    handler = logging.StreamHandler(told)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    before, level = root.level, logging.DEBUG
    root.setLevel(level)
    try:
        client = Client()
        client.post("/account/login/", {"login": "viewer@danang.example", "password": cast.password})
        client.post("/account/login/", {"login": "viewer@danang.example", "password": "Mat-khau-sai"})
        client.get("/library/search/?q=chuyện+kín")
        _token, key = Token.issue(cast.viewer, "máy", ["document:read"], 30)
        Client(headers={"authorization": f"Bearer {key}"}).get("/api/documents")
        Client(headers={"authorization": "Bearer td_sai-khoa"}).get("/api/documents")
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
    lines = [json.loads(line) for line in told.getvalue().splitlines()]
    assert {"POST /account/login/ 302", "GET /api/documents 200", "GET /api/documents 401"} <= {
        f"{line['method']} {line['path']} {line['status']}" for line in lines if line["message"] == "request"
    }
    session = client.cookies["sessionid"].value
    for secret in (cast.password, "Mat-khau-sai", key, "sai-khoa", session, Token.digest_of(key), "kín"):
        assert secret not in told.getvalue()


def test_the_health_page_tells_whether_the_database_answers(cast: SimpleNamespace, monkeypatch: Any) -> None:
    assert Client().get("/health").json()["status"] == "ok"
    monkeypatch.setattr("tuongdong.web.pages.connection", None)
    broken = Client().get("/health")
    assert (broken.status_code, broken.json()) == (503, {"status": "database"})


def test_what_became_of_an_agency_is_told_on_its_page(cast: SimpleNamespace, as_: Any) -> None:
    old = Agency.objects.create(name="Sở Kế hoạch và Đầu tư", locality=cast.danang, until="2025-02-28")
    sent = {"successor": "1", "new": cast.ours.pk, "day": "2025-03-01", "function": "kế hoạch, đầu tư"}
    assert as_("administrator").post(f"/people/agencies/{old.pk}/", sent).status_code == 302
    page = as_("viewer").get(f"/people/agencies/{old.pk}/").content.decode()
    assert "Sở Tài chính" in page
    assert "1/3/2025" in page or "01/03/2025" in page
    assert "Sở Kế hoạch và Đầu tư" in as_("viewer").get(f"/people/agencies/{cast.ours.pk}/").content.decode()


def test_nobody_signs_up(cast: SimpleNamespace) -> None:
    Client().post(
        "/account/signup/", {"email": "new@x.example", "password1": cast.password, "password2": cast.password}
    )
    assert not Account.objects.filter(email="new@x.example").exists()


@pytest.mark.parametrize(
    "beyond",
    ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example", "-1", "9999-12-31", "a\0b"],
)
def test_no_answer_sends_people_to_another_site(cast: SimpleNamespace, beyond: str) -> None:
    assert Client().post("/preferences", {"language": "en", "next": beyond}).headers["Location"] == "/"
    answer = Client().post(
        f"/account/login/?next={beyond}", {"login": "viewer@danang.example", "password": cast.password, "next": beyond}
    )
    assert "evil" not in answer.headers.get("Location", "")
    assert "javascript" not in answer.headers.get("Location", "")


def test_forms_from_other_sites_are_refused(cast: SimpleNamespace) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.administrator, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post("/people/agencies/", {"name": "Sở lạ"}).status_code == 403
    assert not Agency.objects.filter(name="Sở lạ").exists()


def test_every_answer_forbids_scripts_frames_and_guesses(as_: Any) -> None:
    for path in ("/people/agencies/", "/account/login/", "/nowhere", "/health"):
        headers = as_("viewer").get(path).headers
        assert "script-src 'self';" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_vietnamese_first_english_by_choice(cast: SimpleNamespace) -> None:
    client = Client(headers={"accept-language": "en-US,en"})
    assert "Đăng nhập" in client.get("/account/login/").content.decode()
    client.post("/preferences", {"language": "en", "next": "/account/login/"})
    assert client.cookies["lang"].value == "en"


def test_the_first_page_is_one_that_may_be_seen(as_: Any) -> None:
    assert as_("viewer").get("/")["Location"] == "/library/"
    assert as_("chief").get("/", follow=True).status_code == 200  # who keeps accounts sees those
    page = as_("outsider").get("/", follow=True)
    assert page.status_code == 403
    words = page.content.decode()
    assert "Người Ngoài chưa được giao vai trò ở cơ quan nào" in words
    assert "Về trang đầu" not in words  # it would lead back to here
