"""Our errors as answers: the whole table from error to HTTP status, as RFC 9457 problems.

A ``detail`` says what was expected, what was found and what to do; it never quotes the talk.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.routing import Match, Mount

from analyser.errors import (
    AnalyserError,
    DamagedInput,
    InputTooLarge,
    ModelError,
    ProfileError,
    RoleError,
    SettingsError,
    TranscriptError,
    UnknownFormat,
)
from api.pages import problem_page, wants_page
from api.request_ids import request_id

MEDIA_TYPE: Final = "application/problem+json"
RETRY_SECONDS: Final = 5
METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
MOST_CHARS: Final = 200
MOST_THEN: Final = 2000
"""Of a longer address, signing in does not lead on."""


class ServiceError(AnalyserError):
    """Something that the service refuses."""


class BadRequest(ServiceError):
    """The request cannot be read: broken JSON or a broken form."""


class ForeignSite(ServiceError):
    """A page of another site sent the request."""


class NotSignedIn(ServiceError):
    """Nobody has signed in, or the key is not valid."""


class WrongPassword(ServiceError):
    """The e-mail address or the password is wrong."""


class ProviderError(ServiceError):
    """The provider of the other way in did not confirm who signs in, or confirmed a stranger."""


class LockedOut(ServiceError):
    """Too many wrong passwords: a while must pass."""


class TooOften(ServiceError):
    """More requests than one may send in a while."""


class BadProfile(ServiceError):
    """A team's profile cannot be used."""


class BadPassword(ServiceError):
    """The password is too short or too long."""


class NameTaken(ServiceError):
    """Somebody or something has the name already."""


class LastAdmin(ServiceError):
    """A team must keep an admin."""


class UserNotFound(ServiceError):
    """The team has no user of the id."""


class KeyNotFound(ServiceError):
    """The team has no key of the id."""


class Forbidden(ServiceError):
    """Whoever asks may not do this."""


class CallNotFound(ServiceError):
    """No call is kept under the id."""


class MomentNotFound(ServiceError):
    """No kept call has a moment of this id."""


class CommentNotFound(ServiceError):
    """No comment is kept under the id."""


class CommitmentNotFound(ServiceError):
    """No kept call has a commitment of this id."""


class CollectionNotFound(ServiceError):
    """The team has no collection of the id."""


class NobodyFound(ServiceError):
    """No analysed call has a rep or an account of the name."""


class JobNotFound(ServiceError):
    """No job is kept under the id."""


class ErasureNotFound(ServiceError):
    """No erasure is kept under the id."""


class WebhookNotFound(ServiceError):
    """The team has no webhook of the id."""


class BadWebhook(ServiceError):
    """The address of the webhook cannot be used."""


class NotAnalysedYet(ServiceError):
    """The call is accepted and waits to be analysed."""


class AnalysisFailed(ServiceError):
    """The call was accepted and could not be analysed."""


class IdempotencyMismatch(ServiceError):
    """The Idempotency-Key came before, with another content."""


class UploadTooSlow(ServiceError):
    """The upload did not arrive in time."""


class UploadTooLarge(ServiceError):
    """The upload is over the limit."""


class UnsupportedContent(ServiceError):
    """The content type is none that the service takes."""


class WrongHost(ServiceError):
    """The request names a host that is not this one."""


class BadParameter(ServiceError):
    """A parameter of the address is not valid."""


class BadUpload(ServiceError):
    """The request can be read, but does not hold one call."""


class SeveralCalls(BadUpload):
    """The file holds more than one call."""


class TooBusy(ServiceError):
    """More uploads wait than the queue takes."""


class QueueError(ServiceError):
    """The queue of work does not answer."""


class StoreError(ServiceError):
    """The store of calls does not answer."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of the table: ``status`` and what every problem of the kind is called."""

    status: int
    title: str


TABLE: Final[Mapping[type[AnalyserError], Kind]] = {
    BadRequest: Kind(400, "The request cannot be read"),
    NotSignedIn: Kind(401, "Nobody has signed in"),
    WrongPassword: Kind(401, "E-mail address or password is wrong"),
    ProviderError: Kind(401, "The provider does not confirm who signs in"),
    Forbidden: Kind(403, "This is not allowed"),
    ForeignSite: Kind(403, "The request comes from another site"),
    CallNotFound: Kind(404, "No such call"),
    UserNotFound: Kind(404, "No such user"),
    KeyNotFound: Kind(404, "No such key"),
    MomentNotFound: Kind(404, "No such moment"),
    CommentNotFound: Kind(404, "No such comment"),
    CommitmentNotFound: Kind(404, "No such commitment"),
    CollectionNotFound: Kind(404, "No such collection"),
    NobodyFound: Kind(404, "No such rep or account"),
    JobNotFound: Kind(404, "No such job"),
    ErasureNotFound: Kind(404, "No such erasure"),
    WebhookNotFound: Kind(404, "No such webhook"),
    UploadTooSlow: Kind(408, "The upload took too long"),
    NotAnalysedYet: Kind(409, "The call is not analysed yet"),
    AnalysisFailed: Kind(409, "The call could not be analysed"),
    NameTaken: Kind(409, "The name is taken"),
    LastAdmin: Kind(409, "A team must keep an admin"),
    UploadTooLarge: Kind(413, "The upload is too large"),
    InputTooLarge: Kind(413, "The transcript is too large"),
    UnsupportedContent: Kind(415, "The content type is not supported"),
    WrongHost: Kind(421, "This is another host"),
    BadParameter: Kind(422, "A parameter is not valid"),
    BadUpload: Kind(422, "The upload holds no call"),
    IdempotencyMismatch: Kind(422, "The Idempotency-Key was used before"),
    SeveralCalls: Kind(422, "The file holds several calls"),
    UnknownFormat: Kind(422, "The format is not known"),
    DamagedInput: Kind(422, "The transcript is damaged"),
    TranscriptError: Kind(422, "The transcript cannot be read"),
    RoleError: Kind(422, "The named rep does not fit the call"),
    BadProfile: Kind(422, "The profile cannot be used"),
    BadWebhook: Kind(422, "The webhook cannot be used"),
    BadPassword: Kind(422, "The password cannot be used"),
    TooOften: Kind(429, "Too many requests"),
    LockedOut: Kind(429, "Too many wrong passwords"),
    ProfileError: Kind(500, "The scoring profile cannot be used"),
    SettingsError: Kind(500, "A setting cannot be used"),
    AnalyserError: Kind(500, "The analysis failed"),
    ModelError: Kind(503, "The model does not answer"),
    StoreError: Kind(503, "The store does not answer"),
    QueueError: Kind(503, "The queue does not answer"),
    TooBusy: Kind(503, "The service is busy"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """An RFC 9457 problem: ``type`` points to its line in the documentation page."""

    status: int
    title: str
    detail: str
    type: str = "about:blank"
    errors: tuple[Mapping[str, Any], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        out: dict[str, Any] = {
            "type": self.type,
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
        }
        return out | {"errors": list(self.errors)} if self.errors else out


def slug(error: type[AnalyserError]) -> str:
    """The anchor of an error in the documentation page.

    >>> slug(UnknownFormat)
    'unknown-format'
    """
    return re.sub(r"(?<!^)(?=[A-Z])", "-", error.__name__).lower()


def problem_type(error: type[AnalyserError]) -> str:
    """The URI reference that names a kind of problem."""
    return f"/docs#{slug(error)}"


def problem_of(error: AnalyserError) -> Problem:
    """The problem of one of our errors; kinds that the table lacks answer as their parent."""
    kind = next(cls for cls in type(error).__mro__ if cls in TABLE)
    return Problem(TABLE[kind].status, TABLE[kind].title, str(error), problem_type(kind))


def answer(problem: Problem, request: Request | None = None) -> Response:
    """The response of a problem: a page for browsers that asked for one, else problem+json."""
    again = problem.status in (429, 503) or problem.type == problem_type(NotAnalysedYet)
    headers = {"Retry-After": str(RETRY_SECONDS)} if again else {}
    if problem.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if problem.status in (408, 413):
        # The rest of the body is not read, so the connection cannot serve another request.
        headers["Connection"] = "close"
    if request is not None and wants_page(request):
        if problem.type == problem_type(NotSignedIn):
            return RedirectResponse(sign_in_place(request), 303)
        return problem_page(request, problem.to_dict(), headers)
    traced = problem.to_dict() | ({"request": mine} if (mine := request_id()) else {})
    return JSONResponse(traced, problem.status, headers, media_type=MEDIA_TYPE)


def sign_in_place(request: Request) -> str:
    """The sign-in page, which leads on to the page that was asked for."""
    url = request.url
    asked = url.path + (f"?{url.query}" if url.query else "")
    is_place = request.method == "GET" and asked != "/" and len(asked) <= MOST_THEN
    return f"/sign-in?{urlencode({'then': asked})}" if is_place else "/sign-in"


def _ours(request: Request, error: Exception) -> Response:
    if not isinstance(error, AnalyserError):
        raise error
    return answer(problem_of(error), request)


def _invalid(request: Request, error: Exception) -> Response:
    """A parameter is wrong: said by its place and what was expected, without its value."""
    if not isinstance(error, RequestValidationError):
        raise error
    broken = next((one for one in error.errors() if one["type"] == "json_invalid"), None)
    if broken is not None:
        found = f"something else at character {broken['loc'][-1]}"
        return answer(
            problem_of(BadRequest(f"expected JSON that can be read, found {found}")), request
        )
    errors = tuple({"at": _place(one["loc"]), "message": one["msg"]} for one in error.errors())
    detail = "; ".join(f"{one['at']}: {one['message']}" for one in errors[:3])
    return answer(replace(problem_of(BadParameter(detail)), errors=errors), request)


def _place(parts: Iterable[object]) -> str:
    """Where something is wrong. Names may come from the client: any text, of any length."""
    place = ".".join(str(part) for part in parts)
    return place[:MOST_CHARS].encode("utf-8", "replace").decode()


def refused(request: Request, error: Exception) -> Response:
    """What the framework refuses itself: unknown paths and methods, broken forms."""
    if not isinstance(error, HTTPException):
        raise error
    if isinstance(error.__cause__, AnalyserError):
        # Ours, from below the framework while it read the body.
        return answer(problem_of(error.__cause__), request)
    if error.status_code == 400:
        return answer(problem_of(BadRequest(f"expected a form that can be read: {error.detail}")))
    titles = {404: "No such page", 405: "The method is not allowed"}
    title = titles.get(error.status_code, "The request is refused")
    detail = f"{request.method} does not lead anywhere here; GET /docs lists what there is"
    headers = dict(error.headers or {})
    if error.status_code == 405 and (allowed := ", ".join(_allowed(request))):
        detail = f"expected a method that this path takes ({allowed}), found {request.method}"
        headers["Allow"] = allowed
    response = answer(Problem(error.status_code, title, detail), request)
    response.headers.update(headers)
    return response


def _allowed(request: Request) -> list[str]:
    """The methods that a path takes, whichever of our routes takes them."""
    routes = [one for one in request.app.router.routes if not isinstance(one, Mount)]
    return [
        method
        for method in METHODS
        if any(one.matches({**request.scope, "method": method})[0] is Match.FULL for one in routes)
    ]


def add_error_handlers(app: FastAPI) -> None:
    """Answer every error of ours, and parameters that are wrong, with a problem."""
    app.add_exception_handler(AnalyserError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
