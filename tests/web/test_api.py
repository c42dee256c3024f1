"""The API: the same permissions as the pages, within a token's scopes."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tuongdong.web.library.indexing import renew_index
from tuongdong.web.library.models import Decision, Document, Pairing
from tuongdong.web.people.models import Token

pytestmark = pytest.mark.django_db

ALL = ["document:read", "document:write", "comparison:read", "comparison:write", "policy:read"]


@pytest.fixture
def call(cast: SimpleNamespace) -> Any:
    """`call("specialist")`: a client with a token of this account."""

    def make(who: str, scopes: list[str] | None = None) -> Client:
        _token, key = Token.issue(getattr(cast, who), "t", ALL if scopes is None else scopes, 30)
        return Client(headers={"authorization": f"Bearer {key}"})

    return make


def test_nobody_without_a_token(as_: Any, cast: SimpleNamespace) -> None:
    assert Client().get("/api/documents").status_code == 401
    assert as_("specialist").get("/api/documents").status_code == 401  # a session is no token
    assert Client(headers={"authorization": "Bearer td_x"}).get("/api/documents").status_code == 401


def test_revoked_expired_and_locked_tokens_are_dead(call: Any, cast: SimpleNamespace) -> None:
    client = call("specialist")
    assert client.get("/api/documents").status_code == 200
    Token.objects.update(revoked=True)
    assert client.get("/api/documents").status_code == 401
    Token.objects.update(revoked=False, expires="2020-01-01T00:00Z")
    assert client.get("/api/documents").status_code == 401
    Token.objects.update(expires=None)
    cast.specialist.is_active = False
    cast.specialist.save()
    assert client.get("/api/documents").status_code == 401


PATHS = [
    "documents",
    "documents/{document}",
    "search?q=nhà+ở",
    "comparisons",
    "pairings/{pairing}",
    "pairings/{pairing}/decisions",
]


@pytest.mark.parametrize("path", [*PATHS, "comparisons/{comparison}/table.xlsx"])
def test_reading_is_for_members_and_never_for_outsiders(compared: Pairing, call: Any, path: str) -> None:
    renew_index()
    names = {"document": compared.comparison.ours_id, "pairing": compared.pk, "comparison": compared.comparison_id}
    address = f"/api/{path.format(**names)}"
    assert call("viewer").get(address).status_code == 200
    assert call("outsider").get(address).status_code in (403, 404)
    assert call("viewer", scopes=["policy:read"]).get(address).status_code in (403, 404)
    theirs = call("stranger").get(address)
    if "{" in path:
        assert theirs.status_code == 404
    else:
        assert str(compared.comparison.ours.number) not in theirs.content.decode()


def test_a_document_comes_as_the_command_line_gives_it(compared: Pairing, call: Any) -> None:
    got = call("viewer").get(f"/api/documents/{compared.comparison.ours_id}").json()
    assert got["number"] == "11/2025/NQ-HĐND"
    assert got["provisions"][0]["eid"] == "art_1"


def test_uploading(call: Any, cast: SimpleNamespace) -> None:
    def send(who: str, agency: int | str) -> Any:
        file = SimpleUploadedFile("a.txt", b"x")
        return call(who).post(f"/api/uploads?agency={agency}", {"files": [file]})

    assert send("specialist", cast.ours.pk).status_code == 202
    assert send("viewer", cast.ours.pk).status_code == 403
    assert send("specialist", cast.theirs.pk).status_code in (403, 404)
    assert send("outsider", cast.ours.pk).status_code == 403
    assert send("specialist", f"{cast.ours.pk}&sharing=shared").status_code == 403
    assert send("coordinator", f"{cast.ours.pk}&sharing=shared").status_code == 202
    assert not Document.objects.exists()


def test_deciding(compared: Pairing, call: Any, cast: SimpleNamespace) -> None:
    def send(client: Client, **said: str) -> Any:
        pair = {"a": "art_1__cl_1", "b": "art_2__cl_1", "act": "accept"} | said
        return client.post(f"/api/pairings/{compared.pk}/decisions", pair, content_type="application/json")

    assert send(call("viewer")).status_code == 403
    assert send(call("stranger")).status_code == 404
    assert send(call("specialist", scopes=["comparison:read", "document:read"])).status_code == 403
    assert send(call("specialist"), a="art_99").status_code == 422
    got = send(call("specialist"))
    assert got.status_code == 200
    assert got.json()["verdict"] == "accepted"
    assert Decision.objects.get().decided_by == cast.specialist


def test_openapi_is_there(cast: SimpleNamespace) -> None:
    assert "/api/documents" in Client().get("/api/openapi.json").json()["paths"]
