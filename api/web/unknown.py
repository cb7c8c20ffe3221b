"""An address that leads nowhere, told to somebody with the pages that they may open."""

from contextlib import suppress

from fastapi import Request
from fastapi.responses import Response

from analyser.errors import AnalyserError
from api.errors import refused
from api.pages import wants_page
from api.sign_in import who_asks


def unknown(request: Request, error: Exception) -> Response:
    """What the framework refuses itself: no route has asked who it is."""
    if wants_page(request):
        with suppress(AnalyserError):
            request.state.who = who_asks(request, request.app.state.service.db)
    return refused(request, error)
