"""Signing in with the office's own accounts: against a small server that speaks OpenID Connect on this machine."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.test import Client

from tuongdong.web.people.models import Account
from tuongdong.web.settings import content_policy, sign_in_elsewhere

pytestmark = pytest.mark.django_db

KEY = "a key of the server that is long enough"


class Provider(BaseHTTPRequestHandler):
    """Configuration, token and user info; who signs in there is `server.person`."""

    server: Any

    def log_message(self, *_: object) -> None:
        pass

    def answer(self, told: dict[str, Any]) -> None:
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    @property
    def own(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def do_GET(self) -> None:
        if self.path.startswith("/.well-known"):
            parts = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
            told = {f"{name}_endpoint": f"{self.own}/{path}" for name, path in parts.items()}
            self.answer(told | {"issuer": self.own, "jwks_uri": f"{self.own}/keys"})
        else:
            assert self.headers["Authorization"] == "Bearer good"
            self.answer(self.server.person)

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.asked = {name: values[0] for name, values in sent.items()}
        now = int(time.time())
        claims = {"iss": self.own, "aud": "tuongdong", "iat": now, "exp": now + 60} | self.server.person
        self.answer(
            {"access_token": "good", "token_type": "Bearer", "id_token": jwt.encode(claims, KEY, algorithm="HS256")}
        )


@pytest.fixture
def provider(settings: Any) -> Iterator[Any]:
    """The server, set up as the environment of `serve` would set it up."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Provider) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.SOCIALACCOUNT_PROVIDERS = sign_in_elsewhere(
            {
                "OIDC_URL": f"http://127.0.0.1:{server.server_port}",
                "OIDC_CLIENT": "tuongdong",
                "OIDC_SECRET": "secret of the office",
                "OIDC_NAME": "Cổng của thành phố",
            }
        )
        yield server
        server.shutdown()


def sign_in(provider: Any, **person: Any) -> tuple[Client, Any]:
    """A browser that goes there and comes back as this person."""
    provider.person = {"sub": "7", "email_verified": True} | person
    client = Client()
    there = client.post("/account/oidc/office/login/").headers["Location"]
    asked = parse_qs(urlsplit(there).query)
    assert "code_challenge" in asked
    return client, client.get(f"/account/oidc/office/login/callback/?code=c&state={asked['state'][0]}", follow=True)


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_nobody_is_asked_where_no_server_is_named(cast: SimpleNamespace) -> None:
    assert sign_in_elsewhere({}) == {"openid_connect": {"APPS": []}}
    assert Client().post("/account/oidc/office/login/").status_code == 404


def test_the_browser_may_go_there(provider: Any) -> None:
    """A form's redirect is held to the page's policy."""
    policy = content_policy({"OIDC_URL": "https://dang-nhap.example:8443/realms/tp"})
    assert "form-action 'self' https://dang-nhap.example:8443;" in policy
    assert "form-action 'self';" in content_policy({})


def test_an_account_of_the_office_comes_in(provider: Any, cast: SimpleNamespace) -> None:
    assert "Cổng của thành phố" in Client().get("/account/login/").content.decode()
    client, answer = sign_in(provider, email="Specialist@danang.example")
    assert signed_in(client)
    assert answer.status_code == 200
    assert provider.asked["client_secret"] == "secret of the office"
    assert int(client.session["_auth_user_id"]) == cast.specialist.pk


@pytest.mark.parametrize(
    "person",
    [
        {"email": "specialist@danang.example", "email_verified": False},
        {"email": "nobody@danang.example"},
        {},
    ],
)
def test_no_others_come_in_and_no_account_is_made(provider: Any, cast: SimpleNamespace, person: dict[str, Any]) -> None:
    count = Account.objects.count()
    client, answer = sign_in(provider, **person)
    assert not signed_in(client)
    assert answer.status_code == 200  # a page that says it, not a fault
    assert Account.objects.count() == count


def test_a_locked_account_stays_out(provider: Any, cast: SimpleNamespace) -> None:
    cast.specialist.is_active = False
    cast.specialist.save()
    client, _answer = sign_in(provider, email="specialist@danang.example")
    assert not signed_in(client)


def test_an_answer_that_was_not_asked_for_is_refused(provider: Any, cast: SimpleNamespace) -> None:
    provider.person = {"sub": "7", "email_verified": True, "email": "specialist@danang.example"}
    client = Client()
    client.get("/account/oidc/office/login/callback/?code=c&state=made-up")
    assert not signed_in(client)
