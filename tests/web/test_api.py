"""The API: the same permissions as the pages, within a token's scopes."""

import io
import re
import textwrap
import urllib.request
from pathlib import Path
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


def test_search_is_filtered_as_on_the_page(compared: Pairing, call: Any) -> None:
    renew_index()
    client = call("viewer")
    assert client.get("/api/search?q=lãi+suất&from=2025-01-01").json()["total"] == 1
    assert client.get("/api/search?q=lãi+suất&from=2026-01-01").json()["total"] == 0
    assert client.get("/api/search?q=lãi+suất&issuer=Chính+phủ").json()["total"] == 0


def test_the_example_client_of_the_docs_works(
    compared: Pairing, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    renew_index()
    page = (Path(__file__).resolve().parents[2] / "docs" / "van-hanh.md").read_text(encoding="utf-8")
    (code,) = [one for one in re.findall(r"((?:^    .*\n)+)", page, re.M) if "urllib" in one]
    _token, key = Token.issue(cast.viewer, "máy", ["document:read"], 30)

    def answer(asked: urllib.request.Request) -> io.BytesIO:
        headers = {name.lower(): value for name, value in asked.header_items()}
        got = Client(headers=headers).get(asked.full_url.removeprefix("http://127.0.0.1:8000"))
        assert got.status_code == 200
        return io.BytesIO(got.content)

    monkeypatch.setattr(urllib.request, "urlopen", answer)
    exec(textwrap.dedent(code).replace("td_...", key), {})
    assert "11/2025/NQ-HĐND art_1" in capsys.readouterr().out


def test_openapi_is_there(cast: SimpleNamespace) -> None:
    assert "/api/documents" in Client().get("/api/openapi.json").json()["paths"]
