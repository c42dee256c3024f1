"""
The table of roles x actions, tried: every page, call of the API and export, by every role of the agency, by a stranger
with a role elsewhere, by an outsider, by the keeper of accounts and by nobody in particular.

What is refused answers 403, 404 or 422 (the door, for nobody) and leaves no trace; what is allowed is done.
"""

import json
import re
from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import resolve
from django_tasks_db.models import DBTaskResult

from tuongdong.web.api import api
from tuongdong.web.library import urls as library_urls
from tuongdong.web.library.indexing import renew_index
from tuongdong.web.library.mining import installed
from tuongdong.web.library.models import Doubt, Figure, Pairing, Policy, PolicyItem, PolicyState, Upload
from tuongdong.web.people import urls as people_urls
from tuongdong.web.people.access import ACTIONS, scope_of
from tuongdong.web.people.models import Change, Membership, Role, Token

pytestmark = pytest.mark.django_db

FILE = object()
"""Stands for a file that is sent."""


class Way(NamedTuple):
    """A way to do what the actions name; a role must have all of them. `own`: it is done to a thing of our agency."""

    actions: str
    path: str
    sent: Mapping[str, Any] | None = None
    own: bool = True
    only: str = ""
    """The one account that may, whatever the roles: its own keys."""


HEAD = {"number": "11/2025/NQ-HĐND", "title": "Tên mới", "sharing": "draft"}
PAIR = {"a": "art_1__cl_1", "b": "art_2__cl_1"}
NEW = {"agency": "{agency}", "sharing": "draft"}
SHARED = {"agency": "{agency}", "sharing": "shared"}
RECORD = {"number": "5/2025/KH-UBND", "title": "Kế hoạch"}
COMPARED = {"ours": "{document}", "theirs": ["{theirs}"], "title": "Mới"}
FIGURE = {"locality": "{locality}", "name": "Căn hộ", "amount": "12", "day": "2025-06-30", "source": "Báo cáo"}
LIBRARY = (
    Way("document.view", "/library/", own=False),
    Way("document.view", "/library/search/?q=nhà", own=False),
    Way("document.view", "/library/cited?number=11/2025/nq-hđnd"),
    Way("document.view", "/library/upload/{batch}/"),
    Way("document.view", "/library/{document}/"),
    Way("document.view", "/library/{document}/coverage/"),
    Way("document.view", "/library/{document}/graph/"),
    Way("document.view", "/library/{document}/versions/{version}/original"),
    Way("document.add", "/library/upload/", own=False),
    Way("document.add", "/library/record/", own=False),
    Way("document.add", "/library/upload/", NEW | {"uploads": FILE}),
    Way("document.add document.share", "/library/upload/", SHARED | {"uploads": FILE}),
    Way("document.add", "/library/record/", NEW | RECORD),
    Way("document.add document.share", "/library/record/", SHARED | RECORD),
    Way("document.edit", "/library/{document}/edit/"),
    Way("document.edit", "/library/{document}/edit/", HEAD),
    Way("document.edit document.share", "/library/{document}/edit/", HEAD | {"sharing": "shared"}),
    Way("document.edit", "/library/{document}/versions/", {"file": FILE}),
    Way("document.edit", "/library/{document}/doubts/{doubt}/settle/", {}),
    Way("document.delete", "/library/{spare}/delete/", {}),
    Way("comparison.view", "/library/comparisons/", own=False),
    Way("comparison.view", "/library/comparisons/{comparison}/"),
    Way("comparison.view", "/library/pairings/{pairing}/live/"),
    *(Way("comparison.view", f"/library/comparisons/{{comparison}}/table.{one}") for one in ("xlsx", "docx", "html")),
    Way("comparison.add", "/library/comparisons/add/", own=False),
    Way("comparison.add", "/library/comparisons/add/", NEW | COMPARED),
    Way("comparison.add comparison.share", "/library/comparisons/add/", SHARED | COMPARED),
    Way("comparison.decide", "/library/pairings/{pairing}/decide/", PAIR | {"act": "accept"}),
    Way("comparison.decide", "/library/pairings/{pairing}/accept/", {"tab": "open"}),
    Way("comparison.decide", "/library/pairings/{pairing}/remark/", {"a": PAIR["a"], "text": "Đề nghị vận dụng"}),
    Way("comparison.decide", "/library/comparisons/{comparison}/again/", {}),
    Way("comparison.decide", "/library/comparisons/{comparison}/table/", {"changes": "{changes}"}),
    Way("comparison.share", "/library/comparisons/{comparison}/share/", {}),
    Way("comparison.delete", "/library/comparisons/{comparison}/delete/", {}),
    Way("policy.view", "/library/policies/", own=False),
    Way("policy.view", "/library/policies/{policy}/"),
    Way("policy.edit", "/library/policies/add/", own=False),
    Way("policy.edit", "/library/policies/add/", {"name": "Mới", "agency": "{agency}"}),
    Way("policy.edit", "/library/policies/{policy}/edit/"),
    Way("policy.edit", "/library/policies/{policy}/edit/", {"name": "Tên mới"}),
    Way("policy.edit", "/library/policies/{policy}/items/", {"document": "{document}", "eid": "art_3"}),
    Way("policy.edit", "/library/policies/{policy}/items/{item}/remove/", {}),
    Way("policy.edit", "/library/policies/{policy}/states/", {"locality": "{locality}", "state": "results"}),
    Way("policy.edit", "/library/policies/{policy}/figures/", FIGURE),
    Way("policy.edit", "/library/policies/{policy}/figures/{figure}/remove/", {}),
    Way("policy.share", "/library/policies/{policy}/share/", {}),
)
FAMILIES = (
    Way("policy.view", "/library/policies/families/", own=False),
    Way("policy.edit", "/library/policies/families/again/", {}, own=False),
)
PEOPLE = (
    Way("people.view", "/people/agencies/", own=False),
    Way("people.view", "/people/agencies/{agency}/", own=False),
    Way("people.view", "/people/localities/", own=False),
    Way("people.view", "/people/localities/{locality}/", own=False),
    Way("people.view", "/people/accounts/", own=False),
    Way("people.manage", "/people/accounts/add/"),
    Way(
        "people.manage",
        "/people/accounts/add/",
        {"name": "Mai", "email": "mai@danang.example", "agency": "{agency}", "role": "clerk"},
    ),
    Way("people.manage", "/people/accounts/{account}/"),
    Way("people.manage", "/people/accounts/{account}/", {"name": "Tên mới", "is_active": "on"}),
    Way("people.manage", "/people/accounts/{account}/roles/", {"agency": "{agency}", "role": "clerk"}),
    Way("people.manage", "/people/accounts/{account}/roles/{role}/remove/", {}),
    Way("territory.edit", "/people/agencies/", {"name": "Sở Mới"}),
    Way("territory.edit", "/people/agencies/{agency}/", {"name": "Sở Khác"}),
    Way("territory.edit", "/people/localities/", {"name": "Nơi Mới"}),
    Way("territory.edit", "/people/localities/{locality}/", {"name": "Nơi Khác"}),
    Way("audit.view", "/people/changes/"),
    Way("document.view", "/people/tokens/", own=False),
    Way("document.view", "/people/tokens/", {"name": "máy", "days": "9", "scopes": ["document:read"]}, own=False),
    Way("document.view", "/people/tokens/{token}/revoke/", {}, only="specialist"),
)
API = (
    Way("document.view", "/api/documents", own=False),
    Way("document.view", "/api/documents/{document}"),
    Way("document.view", "/api/uploads/{upload}"),
    Way("document.view", "/api/search?q=nhà", own=False),
    Way("document.add", "/api/uploads?agency={agency}", {"files": FILE}),
    Way("document.add document.share", "/api/uploads?agency={agency}&sharing=shared", {"files": FILE}),
    Way("comparison.view", "/api/comparisons", own=False),
    Way("comparison.view", "/api/pairings/{pairing}"),
    Way("comparison.view", "/api/pairings/{pairing}/decisions"),
    *(Way("comparison.view", f"/api/comparisons/{{comparison}}/table.{one}") for one in ("xlsx", "docx", "html")),
    Way("comparison.decide", "/api/pairings/{pairing}/decisions", PAIR | {"act": "accept"}),
    Way("policy.view", "/api/policies", own=False),
)
WAYS = (*LIBRARY, *(FAMILIES if installed() else ()), *PEOPLE, *API)
KEEPER = {"people.view", "people.manage", "territory.edit", "audit.view"}


@pytest.fixture
def things(compared: Pairing, cast: SimpleNamespace, add: Any) -> dict[str, Any]:
    """One of each thing that an address may name; all are drafts of our agency, but for the host's shared document."""
    ours = compared.comparison.ours
    assert ours.current is not None
    spare = add("NGHỊ QUYẾT\nSố: 99/2025/NQ-HĐND\nĐiều 1. Bãi đỗ xe\nXây bãi đỗ xe.\n", "thua.txt").document
    policy = Policy.objects.create(name="Hỗ trợ lãi suất", agency=cast.ours)
    PolicyState.objects.create(policy=policy, locality=cast.danang)
    item = PolicyItem.objects.create(policy=policy, document=ours, eid="art_1")
    figure = Figure.objects.create(
        policy=policy, locality=cast.danang, name="Căn hộ", amount=1, day="2025-01-01", source="x"
    )
    doubt = Doubt.objects.create(version=ours.current, severity="warning", code="x", message="x")
    upload = Upload.objects.get(document=ours)
    changes = [[ours.pk, PAIR["a"], "Khoản 1 Điều 1", "", "của bảng"]]
    renew_index()
    return {
        "document": ours.pk,
        "version": ours.current_id,
        "spare": spare.pk,
        "theirs": compared.theirs_id,
        "doubt": doubt.pk,
        "batch": upload.batch,
        "upload": upload.pk,
        "comparison": compared.comparison_id,
        "pairing": compared.pk,
        "changes": signing.dumps([compared.comparison_id, changes], salt="table", compress=True),
        "policy": policy.pk,
        "item": item.pk,
        "figure": figure.pk,
        "agency": cast.ours.pk,
        "locality": cast.danang.pk,
        "account": cast.viewer.pk,
        "role": Membership.objects.get(account=cast.viewer).pk,
        "token": Token.issue(cast.specialist, "máy", ["document:read"], 9)[0].pk,
    }


def may(way: Way, who: str) -> bool:
    """What the table says."""
    actions = way.actions.split()
    if way.only:
        return who == way.only
    if who == "chief":
        return set(actions) <= KEEPER
    if who in ("outsider", "nobody") or (who == "stranger" and way.own):
        return False
    role = Role.SPECIALIST if who == "stranger" else Role(who)
    return all(role in ACTIONS[action] for action in actions)


def filled(value: Any, things: Mapping[str, Any]) -> Any:
    if value is FILE:
        return SimpleUploadedFile("moi.txt", "Điều 1. Văn bản mới\nNội dung mới.\n".encode())
    if isinstance(value, list):
        return [filled(one, things) for one in value]
    return value.format(**things)


def ask(client: Client, way: Way, things: Mapping[str, Any]) -> tuple[int, bool]:
    """The status, and whether something was written; all is as before when this returns."""
    path = way.path.format(**things)
    with transaction.atomic():
        before = traces()
        if way.sent is None:
            answer = client.get(path)
        else:
            sent = {name: filled(value, things) for name, value in way.sent.items()}
            plain = path.startswith("/api/") and FILE not in way.sent.values()
            told = {"data": json.dumps(sent), "content_type": "application/json"} if plain else {"data": sent}
            answer = client.post(path, **told)
        status, wrote = answer.status_code, traces() != before
        transaction.set_rollback(True)
    if status == 302 and answer.headers["Location"].startswith("/account/login/"):
        status = 401
    return status, wrote


def traces() -> tuple[int, int, int]:
    return Change.objects.count(), Upload.objects.count(), DBTaskResult.objects.count()


def clients(cast: SimpleNamespace, as_: Any, *, by_token: bool) -> Iterator[tuple[str, Client]]:
    """Each person with a browser, or with a key for the API that may do all that its account may."""
    scopes = sorted({scope_of(action) for action in ACTIONS})
    yield "nobody", Client()
    for who in (*map(str, Role), "stranger", "outsider", "chief"):
        if by_token:
            key = Token.issue(getattr(cast, who), "t", scopes, 30)[1]
            yield who, Client(headers={"authorization": f"Bearer {key}"})
        else:
            yield who, as_(who)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{'POST' if way.sent is not None else 'GET'} {way.path}")
def test_everybody_does_what_the_table_says_and_nothing_else(
    way: Way, things: dict[str, Any], cast: SimpleNamespace, as_: Any
) -> None:
    wrong = []
    for who, client in clients(cast, as_, by_token=way.path.startswith("/api/")):
        status, wrote = ask(client, way, things)
        right = (200, 202, 302) if may(way, who) else (401,) if who == "nobody" else (403, 404, 422)
        if status not in right or wrote != (may(way, who) and way.sent is not None):
            wrong.append(f"{who}: {status}{', and wrote' if wrote else ''}")
    assert wrong == []


@pytest.mark.parametrize("way", API, ids=lambda way: f"{'POST' if way.sent is not None else 'GET'} {way.path}")
def test_a_key_without_the_scope_may_nothing(way: Way, things: dict[str, Any], cast: SimpleNamespace) -> None:
    scopes = {scope_of(action) for action in ACTIONS} - {scope_of(action) for action in way.actions.split()}
    client = Client(headers={"authorization": f"Bearer {Token.issue(cast.coordinator, 't', sorted(scopes), 30)[1]}"})
    status, wrote = ask(client, way, things)
    assert (status in (403, 404), wrote) == (True, False)


def test_every_page_stands_in_the_table() -> None:
    pages = {f"{urls.app_name}:{one.name}" for urls in (library_urls, people_urls) for one in urls.urlpatterns}
    pages -= {f"library:{name}" for name in ("policies_families", "policies_families_again") if not installed()}
    values = {"batch": "0" * 8 + "-0000-0000-0000-" + "0" * 12, "changes": ""}
    tried = {
        resolve(re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], "1"), way.path).partition("?")[0]).view_name
        for way in (*LIBRARY, *FAMILIES, *PEOPLE)
    }
    assert pages - tried == set()


def test_every_call_stands_in_the_table() -> None:
    def plain(path: str) -> str:
        return re.sub(r"\{\w+\}", "{}", re.sub(r"table\.(?:\w+|\{\w+\})", "table.{}", path.partition("?")[0]))

    calls = {(method, plain(path)) for path, methods in api.get_openapi_schema()["paths"].items() for method in methods}
    assert calls == {("get" if way.sent is None else "post", plain(way.path)) for way in API}


def test_every_action_of_the_library_and_of_people_is_tried() -> None:
    tried = {action for way in WAYS for action in way.actions.split()}
    assert tried == {action for action in ACTIONS if not action.startswith("exchange.")}
