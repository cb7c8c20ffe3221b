"""What the settings pages share: who may open them, and how they answer."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from fastapi import Form, Request
from fastapi.responses import RedirectResponse, Response

from analyser.errors import AnalyserError
from api.access import Who
from api.pages import page_of
from api.web.forms import refusal
from api.web.settings import PLACES

Several = Annotated[list[str], Form(max_length=200)]
Lines = Annotated[str, Form(max_length=100_000)]
"""A text of several lines."""
DONE: Final = {
    "user-added": "Added.",
    "user-changed": "Changed.",
    "key-revoked": "The key opens nothing any more.",
    "policy-changed": "Kept.",
    "profile-changed": "Kept. Calls that come from now on are scored so.",
    "profile-dropped": "The profile of the service counts again, for calls that come from now on.",
    "erasure-asked": "The person is being erased.",
    "webhook-deleted": "It is told nothing any more.",
    "test-sent": "A test is on its way; the log below tells what comes of it.",
}
"""What a page says after something was done."""
UNDER: Final = {"deliveries": "webhooks", "signal": "signals", "tracker": "trackers"}
"""Pages that belong to another place."""


def settings_page(
    request: Request,
    who: Who,
    place: str,
    values: Mapping[str, Any],
    error: AnalyserError | None = None,
    typed: Mapping[str, Any] | None = None,
) -> Response:
    """A settings page; with what was refused, where something was, and what was typed then."""
    refused = refusal(error) if error else None
    known = {
        "who": who,
        "here": "/settings",
        "place": UNDER.get(place, place),
        "places": PLACES,
        "done": DONE.get(request.query_params.get("done", "")),
        "refused": refused,
        "typed": typed or {},
    }
    status = refused.status if refused else 200
    return page_of(request, f"settings/{place}.html", {**known, **values}, status)


def went_well(place: str, done: str) -> Response:
    """Back to a page that says what was done."""
    return RedirectResponse(f"/settings/{place}?done={done}", 303)
