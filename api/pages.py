"""The plain HTML pages: templates, their files, and who gets a page in place of JSON."""

import hashlib
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from fastapi.staticfiles import StaticFiles
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup
from starlette.types import Scope as Asked

from analyser.page import words as page_words
from analyser.page.document import TEMPLATES as REPORT_TEMPLATES
from analyser.page.document import showable

if TYPE_CHECKING:
    from api.access import Who

HERE: Final = Path(__file__).parent
STATIC: Final = HERE / "static"
SHARED: Final = frozenset({"report.css"})
"""Files that the report brings along and the pages use too."""
YEAR_SECONDS: Final = 31_536_000
PAGE_CSP: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No inline script and no inline style: nothing in a transcript can ever run."""
PAGES: Final[tuple[tuple[str, str, str], ...]] = (
    ("/review", "Review", "reviews:write"),
    ("/", "Calls", "calls:read"),
    ("/team", "Team", "calls:read"),
    ("/accounts", "Accounts", "calls:read"),
    ("/collections", "Collections", "calls:read"),
    ("/agreement", "Agreement", "reviews:write"),
    ("/settings", "Settings", "admin"),
)

OWN_PAGES: Final = {"/": ("/", "My calls"), "/team": ("/me", "My progress")}
"""What a rep finds in place of a page."""


def wants_page(request: Request) -> bool:
    """Whether somebody with a browser is asking for a whole page, outside the API proper."""
    api = request.url.path.startswith(("/v1/", "/healthz", "/openapi.json"))
    accepted = "text/html" in request.headers.get("accept", "")
    return not api and not wants_part(request) and accepted


def wants_part(request: Request) -> bool:
    """Whether a script of ours asks for what is to be put into a page, and not for a whole one."""
    return request.headers.get("HX-Request") == "true"


def page_of(
    request: Request,
    template: str,
    values: Mapping[str, Any],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A page from a template; everything put into it is escaped. ``who`` among the values is who
    reads it."""
    known = {"who": None, "here": request.url.path, **values}
    html = showable(_environment().get_template(template).render(known))
    return HTMLResponse(html, status, {"Content-Security-Policy": PAGE_CSP, **(headers or {})})


def problem_page(
    request: Request, problem: Mapping[str, Any], headers: Mapping[str, str]
) -> Response:
    """A problem for people."""
    values = {"problem": problem, "who": getattr(request.state, "who", None)}
    return page_of(request, "problem.html", values, problem["status"], headers)


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


class PageFiles(StaticFiles):
    """The pages' files. Their addresses change with their content, so browsers may keep them."""

    def __init__(self) -> None:
        super().__init__(directory=STATIC)

    def lookup_path(self, path: str) -> Any:
        """Where a file is; those of the report lie with it."""
        if path in SHARED:
            full = REPORT_TEMPLATES / path
            return str(full), full.stat()
        return super().lookup_path(path)

    async def get_response(self, path: str, scope: Asked) -> Response:
        """The file, to be kept where the address names its content."""
        answer = await super().get_response(path, scope)
        if scope.get("query_string") and answer.status_code == 200:
            answer.headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
        return answer


@lru_cache
def _static(name: str) -> str:
    """The address of a file, which changes with its content."""
    path = (REPORT_TEMPLATES if name in SHARED else STATIC) / name
    return f"/static/{name}?{hashlib.sha256(path.read_bytes()).hexdigest()[:12]}"


def _token(who: "Who | None") -> Markup:
    """The form field that shows that a page of ours sent the form."""
    return Markup('<input type="hidden" name="csrf" value="{}">').format((who and who.csrf) or "")


def _pages(who: "Who | None") -> list[tuple[str, str]]:
    """The pages that somebody may open; a rep's are about the own calls."""
    if who is None:
        return []
    own = OWN_PAGES if who.rep is not None else {}
    found = [(path, name) for path, name, scope in PAGES if scope in who.scopes]
    return [own.get(path, (path, name)) for path, name in found]


def _indented(value: Any) -> str:
    """JSON as text, to be escaped like any other."""
    return json.dumps(value, indent=2, ensure_ascii=False)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    own, report = FileSystemLoader(HERE / "templates"), FileSystemLoader(REPORT_TEMPLATES)
    environment = Environment(
        loader=ChoiceLoader([own, PrefixLoader({"report": report})]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(words=page_words, static=_static, token=_token, pages=_pages)
    environment.filters["indented"] = _indented
    environment.filters["urlencode"] = lambda text: quote(str(text), safe="")
    return environment
