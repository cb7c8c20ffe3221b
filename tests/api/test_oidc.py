"""Sign in by another service: a small provider of our own, and what must not get in."""

import base64
import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import uvicorn
from fastapi import FastAPI, Form, Response
from fastapi.responses import RedirectResponse
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import RSAKey

from analyser.errors import SettingsError
from api.settings import service_settings
from tests.api.quick_service import Serve, own_json
from tests.api.teams import add_team

CLIENT, SECRET = "trust-analyser", "between us"
EMAIL = "admin@one.example"


@dataclass
class Provider:
    """What the provider tells, and what it was told."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    shown: RSAKey | None = None
    asked: dict[str, str] = field(default_factory=dict)
    codes: int = 0


def app_of(provider: Provider) -> FastAPI:
    app = FastAPI()

    @app.get("/.well-known/openid-configuration")
    def configuration() -> dict[str, str]:
        names = {"authorization_endpoint": "authorize", "token_endpoint": "token"}
        places = {**names, "jwks_uri": "keys"}
        found = {name: f"{provider.issuer}/{place}" for name, place in places.items()}
        return {"issuer": provider.issuer, **found}

    @app.get("/keys")
    def keys() -> dict[str, Any]:
        return {"keys": [(provider.shown or provider.key).as_dict(private=False)]}

    @app.get("/authorize")
    def authorize(
        state: str, nonce: str, redirect_uri: str, code_challenge: str, code_challenge_method: str
    ) -> Response:
        provider.asked = {"nonce": nonce, "challenge": code_challenge, "to": redirect_uri}
        assert code_challenge_method == "S256"
        return RedirectResponse(f"{redirect_uri}?code=right&state={state}", 303)

    @app.post("/token")
    def token(
        response: Response, code: str = Form(), code_verifier: str = Form()
    ) -> dict[str, Any]:
        hashed = hashlib.sha256(code_verifier.encode()).digest()
        challenge = base64.urlsafe_b64encode(hashed).rstrip(b"=").decode()
        if code != "right" or challenge != provider.asked["challenge"]:
            response.status_code = 400
            return {"error": "invalid_grant"}
        provider.codes += 1
        now = int(time.time())
        stated = {
            "iss": provider.issuer,
            "sub": "1",
            "aud": CLIENT,
            "iat": now,
            "exp": now + 60,
            "nonce": provider.asked["nonce"],
            "email": EMAIL,
            "email_verified": True,
        }
        header = {"alg": "RS256", "kid": provider.key.kid}
        claims = {k: v for k, v in {**stated, **provider.claims}.items() if v is not None}
        made = jwt.encode(header, claims, provider.key)
        return {"access_token": "x", "token_type": "Bearer", "id_token": made}

    return app


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    provider = Provider()
    server = uvicorn.Server(uvicorn.Config(app_of(provider), port=0, log_level="error"))
    thread = Thread(target=server.run)
    thread.start()
    until = time.monotonic() + 60
    while not server.started and time.monotonic() < until:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    provider.issuer = f"http://127.0.0.1:{port}"
    yield provider
    server.should_exit = True
    thread.join()


@pytest.fixture
def provider(running: Provider) -> Provider:
    running.claims, running.shown = {}, None
    return running


@pytest.fixture
def client(serve: Serve, provider: Provider) -> TestClient:
    found = serve(
        url="http://127.0.0.1:8000",
        oidc_issuer=provider.issuer,
        oidc_client=CLIENT,
        oidc_secret=SECRET,
        oidc_name="Acme",
    )
    add_team(found, "one")
    return found


def leave(client: TestClient, then: str = "") -> str:
    """Where the provider sends somebody back to who began to sign in."""
    answer = client.get("/sign-in/oidc", params={"then": then})
    assert answer.status_code == 303, answer.text
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    there = requests.get(answer.headers["Location"], allow_redirects=False, timeout=60)
    return there.headers["Location"]


def test_whom_the_provider_confirms_gets_in(client: TestClient, provider: Provider) -> None:
    assert 'href="/sign-in/oidc"' in client.get("/sign-in").text
    answer = client.get(leave(client))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert client.get("/v1/session").json()["name"] == "Ada"
    assert provider.asked["to"] == "http://127.0.0.1:8000/sign-in/oidc/back"
    started = client.get("/v1/audit").json()["items"][0]
    assert (started["action"], started["target"]) == ("session.start", "oidc")


@pytest.mark.parametrize(
    ("then", "place"),
    [
        pytest.param("/review?kind=price#c-t3", "/review?kind=price#c-t3", id="what-was-asked-for"),
        pytest.param("/?text=a;b,c", "/?text=a;b,c", id="marks-of-a-cookie"),
        pytest.param("//elsewhere.example", "/", id="nobody-elses"),
    ],
)
def test_leads_on_to_the_page_that_was_asked_for(client: TestClient, then: str, place: str) -> None:
    assert client.get(leave(client, then)).headers["Location"] == place


def test_the_way_in_names_the_page_that_was_asked_for(client: TestClient) -> None:
    asked = client.get("/review?kind=price", headers={"Accept": "text/html"})
    form = client.get(asked.headers["Location"]).text
    assert 'href="/sign-in/oidc?then=%2Freview%3Fkind%3Dprice"' in form
    # Nor is it lost where the provider refuses.
    back = leave(client, "/review").replace("code=right", "error=access_denied")
    assert 'name="then" value="/review"' in client.get(back).text


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param({"nonce": "another"}, id="another-nonce"),
        pytest.param({"nonce": None}, id="no-nonce"),
        pytest.param({"aud": "somebody else"}, id="for-somebody-else"),
        pytest.param({"iss": "https://elsewhere.example"}, id="from-somebody-else"),
        pytest.param({"exp": 1_000_000_000}, id="of-long-ago"),
        pytest.param({"email": None}, id="no-address"),
        pytest.param({"email_verified": False}, id="not-verified"),
        pytest.param({"email": "stranger@one.example"}, id="a-stranger"),
    ],
)
def test_nobody_else_gets_in(
    client: TestClient, provider: Provider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    answer = client.get(leave(client))
    assert answer.status_code == 403
    assert 'role="alert"' in answer.text
    assert client.get("/v1/session").status_code == 401


def test_a_stranger_is_told_what_to_do(client: TestClient, provider: Provider) -> None:
    provider.claims = {"email": "stranger@one.example"}
    assert "ask an admin to add you" in client.get(leave(client)).text


def test_another_key_signs_for_nobody(client: TestClient, provider: Provider) -> None:
    provider.shown = RSAKey.generate_key(2048, {"kid": "one"})
    assert client.get(leave(client)).status_code == 403


def test_a_signature_by_the_secret_is_none(
    client: TestClient, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    from joserfc.jwk import OctKey

    def forged(_header: Any, claims: Any, _key: Any) -> str:
        return encode({"alg": "HS256"}, claims, OctKey.import_key("x" * 32))

    encode = jwt.encode
    monkeypatch.setattr(jwt, "encode", forged)
    assert client.get(leave(client)).status_code == 403


def test_an_answer_fits_one_browsers_attempt_once(client: TestClient, provider: Provider) -> None:
    back = leave(client)
    stranger = TestClient(client.app, base_url="http://127.0.0.1:8000", follow_redirects=False)
    assert stranger.get(back).status_code == 403
    state = parse_qs(urlsplit(back).query)["state"][0]
    before = provider.codes
    assert client.get(back.replace(state, "x" * len(state))).status_code == 403
    assert provider.codes == before
    # The attempt is over: its cookie is gone.
    assert client.get(back).status_code == 403


def test_a_wrong_code_or_a_refusal_opens_nothing(client: TestClient) -> None:
    assert client.get(leave(client).replace("code=right", "code=wrong")).status_code == 403
    assert client.get(leave(client).replace("code=right", "error=access_denied")).status_code == 403


def test_a_provider_that_does_not_answer_is_told(serve: Serve) -> None:
    client = serve(
        url="http://127.0.0.1:8000", oidc_issuer="http://127.0.0.1:9", oidc_client=CLIENT
    )
    add_team(client, "one")
    answer = client.get("/sign-in/oidc")
    assert answer.status_code == 503
    assert 'role="alert"' in answer.text


def test_without_a_provider_there_is_one_way_in(serve: Serve) -> None:
    client = serve()
    assert "oidc" not in client.get("/sign-in").text
    assert client.get("/sign-in/oidc").status_code == 503
    assert client.post("/v1/calls", json=own_json()).status_code == 201


GOOD = "https://id.example"


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"OIDC_ISSUER": GOOD}, "OIDC_CLIENT"),
        ({"OIDC_ISSUER": GOOD, "OIDC_CLIENT": "x"}, "URL"),
        ({"OIDC_ISSUER": "http://id.example", "OIDC_CLIENT": "x", "URL": GOOD}, "OIDC_ISSUER"),
        ({"OIDC_ISSUER": GOOD, "OIDC_CLIENT": "x", "URL": "http://x"}, "URL"),
    ],
)
def test_half_a_provider_is_refused(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], named: str
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(f"TRUST_ANALYSER_{name}", value)
    with pytest.raises(SettingsError, match=f"TRUST_ANALYSER_{named}"):
        service_settings()
