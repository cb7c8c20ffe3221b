"""The plain HTML pages: templates, and who gets a page in place of JSON."""

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any, Final

from fastapi import Request
from fastapi.responses import Response
from fastapi.templating import Jinja2Templates

HERE: Final = Path(__file__).parent
TEMPLATES: Final = Jinja2Templates(HERE / "templates")


def wants_page(request: Request) -> bool:
    """Whether somebody with a browser is asking, outside the API proper."""
    api = request.url.path.startswith(("/v1/", "/healthz", "/openapi.json"))
    return not api and "text/html" in request.headers.get("accept", "")


def page_of(
    request: Request,
    template: str,
    values: Mapping[str, Any],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A page from a template; everything put into it is escaped."""
    return TEMPLATES.TemplateResponse(
        request, template, dict(values), status_code=status, headers=dict(headers or {})
    )


def problem_page(
    request: Request, problem: Mapping[str, Any], headers: Mapping[str, str]
) -> Response:
    """A problem for people."""
    return page_of(request, "problem.html", {"problem": problem}, problem["status"], headers)


def page_policy(html: str) -> str:
    """The Content-Security-Policy of a finished page: its own, and no frame around it.

    A page that states none may only style itself.
    """
    found = re.search(
        r"""<meta\s+http-equiv="?Content-Security-Policy"?\s+content="([^"]+)""", html[:4000], re.I
    )
    policy = unescape(found[1]) if found else "default-src 'none'; style-src 'unsafe-inline'"
    policy = policy.strip().rstrip(";")
    return f"{policy}; frame-ancestors 'none'"
