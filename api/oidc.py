"""Sign in by another service: OpenID Connect with the code flow, PKCE, state and nonce.

Source: OpenID Connect Core 1.0, RFC 7636 (PKCE). Authlib does the protocol, joserfc the signatures.
"""

import hmac
import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from api.errors import ProviderError

SCOPE: Final = "openid email"
SIGNED_BY: Final = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
"""Public-key signatures alone: none that the client's secret could make."""
SECONDS: Final = 10
KEPT_SECONDS: Final = 3600
CLOCKS_APART_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a browser keeps while somebody signs in elsewhere: what comes back must fit it. ``then``
    is the page that was asked for, empty for none."""

    state: str
    nonce: str
    verifier: str
    then: str = ""

    def to_text(self) -> str:
        # Cookies bear few characters: the page's address is packed.
        then = urlsafe_b64encode(self.then.encode()).decode()
        return " ".join((self.state, self.nonce, self.verifier, then))

    @staticmethod
    def of_text(text: str) -> "Attempt":
        """The attempt of a cookie. Raises ProviderError."""
        parts = text.split(" ")
        if len(parts) != 4 or not all(parts[:3]):
            raise ProviderError(
                "expected an answer to somebody who began to sign in here within ten minutes, "
                "found none; sign in again"
            )
        state, nonce, verifier, packed = parts
        try:
            then = urlsafe_b64decode(packed).decode()
        except ValueError:
            then = ""
        return Attempt(state, nonce, verifier, then)


class Provider:
    """The service that knows the people. ``come_back`` is our own address that it leads back to."""

    def __init__(self, issuer: str, client: str, secret: str, come_back: str) -> None:
        self._issuer = issuer.rstrip("/")
        self._client = client
        self._secret = secret
        self._come_back = come_back
        self._lock = Lock()
        self._known: dict[str, tuple[float, Mapping[str, Any]]] = {}

    def begin(self) -> tuple[str, Attempt]:
        """Where to send somebody who wants in, and what their browser keeps. Raises
        ProviderError."""
        attempt = Attempt(generate_token(32), generate_token(32), generate_token(48))
        with self._session() as session:
            url, _ = session.create_authorization_url(
                self._metadata()["authorization_endpoint"],
                state=attempt.state,
                nonce=attempt.nonce,
                code_verifier=attempt.verifier,
            )
        return str(url), attempt

    def finish(self, attempt: Attempt, state: str, code: str) -> str:
        """The e-mail address of whoever has signed in. Raises ProviderError."""
        if not hmac.compare_digest(attempt.state.encode(), state.encode()):
            raise ProviderError(
                "expected the answer to this browser's own attempt to sign in, found another; "
                "sign in again"
            )
        try:
            return self._email(self._claims(attempt, code))
        except (requests.RequestException, AuthlibBaseError, JoseError) as error:
            raise self._failed(error) from error
        except (KeyError, TypeError, ValueError) as error:
            raise self._failed(error) from error

    def _claims(self, attempt: Attempt, code: str) -> Mapping[str, Any]:
        """What the provider says of somebody, its signature and nonce checked."""
        with self._session() as session:
            token = session.fetch_token(
                self._metadata()["token_endpoint"],
                code=code,
                code_verifier=attempt.verifier,
                timeout=SECONDS,
            )
        found = self._decoded(token["id_token"])
        stated = {"nonce": attempt.nonce, "client_id": self._client}
        wanted = {
            "iss": {"essential": True, "value": self._metadata()["issuer"]},
            "aud": {"essential": True, "value": self._client},
        }
        claims = CodeIDToken(
            found.claims, found.header, wanted, stated | {"access_token": token.get("access_token")}
        )
        claims.validate(leeway=CLOCKS_APART_SECONDS)
        known: Mapping[str, Any] = claims
        return known

    def _email(self, claims: Mapping[str, Any]) -> str:
        email = claims.get("email")
        if not isinstance(email, str) or "@" not in email:
            raise ProviderError(
                "expected the provider to tell an e-mail address, found none; let it give the "
                "scope email to this service"
            )
        if claims.get("email_verified") in (False, "false"):
            raise ProviderError(
                "expected an e-mail address that the provider has verified, found one that it has "
                "not; verify it there"
            )
        return email

    def _decoded(self, token: str) -> jwt.Token:
        try:
            return jwt.decode(token, self._keys(), algorithms=SIGNED_BY)
        except InvalidKeyIdError:
            # The provider has changed its keys.
            return jwt.decode(token, self._keys(anew=True), algorithms=SIGNED_BY)

    def _keys(self, *, anew: bool = False) -> KeySet:
        found: Any = self._fetched(self._metadata()["jwks_uri"], anew=anew)
        return KeySet.import_key_set(found)

    def _metadata(self) -> Mapping[str, Any]:
        found = self._fetched(f"{self._issuer}/.well-known/openid-configuration")
        if str(found.get("issuer", "")).rstrip("/") != self._issuer:
            raise ProviderError(
                "TRUST_ANALYSER_OIDC_ISSUER: expected the issuer that the provider names itself, "
                "found another; ask an admin"
            )
        return found

    def _fetched(self, url: str, *, anew: bool = False) -> Mapping[str, Any]:
        with self._lock:
            until, known = self._known.get(url, (0.0, {}))
            if until > time.monotonic() and not anew:
                return known
        try:
            answer = requests.get(url, timeout=SECONDS)
            answer.raise_for_status()
            found: Mapping[str, Any] = dict(answer.json())
        except (requests.RequestException, json.JSONDecodeError, TypeError, ValueError) as error:
            raise self._failed(error) from error
        with self._lock:
            self._known[url] = (time.monotonic() + KEPT_SECONDS, found)
        return found

    def _session(self) -> Any:
        return OAuth2Session(
            self._client,
            self._secret,
            scope=SCOPE,
            redirect_uri=self._come_back,
            code_challenge_method="S256",
        )

    def _failed(self, error: Exception) -> ProviderError:
        return ProviderError(
            f"expected the provider to confirm who signs in, found that it did not "
            f"({type(error).__name__}); sign in again, or ask an admin to look at "
            "TRUST_ANALYSER_OIDC_*"
        )
