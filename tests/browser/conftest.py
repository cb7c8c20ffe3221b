"""A service of whole reports on a port of its own, and Debian's Chromium to look at it."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.main import create_app
from api.settings import ServiceSettings
from tests.api.page_service import WHOLE
from tests.api.running import running

REQUIRED = "TRUST_ANALYSER_REQUIRE_CHROMIUM"
AXE = Path(__file__).parent / "vendor" / "axe-4.14.1.min.js"
Open = Callable[..., Any]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser; where it is not installed, tests skip unless it is required."""
    path = shutil.which("chromium")
    if path is None:
        if os.environ.get(REQUIRED):
            pytest.fail("Chromium is required here and not installed")
        pytest.skip("Chromium is not installed: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path=path, args=options, timeout=180_000)
        yield browser
        browser.close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The address of a service with nothing in it."""
    settings = ServiceSettings(database=str(tmp_path / "calls.db"), job_threads=1)
    with running(create_app(settings, road=WHOLE)) as url:
        yield url


@pytest.fixture
def browse(chromium: Any, site: str) -> Iterator[Open]:
    """Open a page: ``browse("/review", width=360, color_scheme="dark")``. At the end no page may
    have complained on its console, but for the status of a page that is a problem itself."""
    contexts, complaints, opened = [], [], set()

    def heard(line: Any) -> None:
        status = line.text.startswith("Failed to load resource")
        if not (status and line.location["url"] in opened):
            complaints.append(line.text)

    def go(path: str, width: int = 1280, **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        context.set_default_timeout(60_000)
        context.add_init_script(path=AXE)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda one: one.is_navigation_request() and opened.add(one.url))
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.goto(site + path)
        return page

    yield go
    for context in contexts:
        context.close()
    assert complaints == []


PASSWORD = "correct horse battery"  # noqa: S105  nobody's


@pytest.fixture
def people(site: str) -> None:
    """A coach, a second one, a rep and an admin, so that everybody has to sign in."""
    for name, role in (("cora", "coach"), ("carl", "coach"), ("ann", "rep"), ("ada", "admin")):
        new = {"email": f"{name}@x.example", "name": name.title(), "role": role}
        sent = httpx.post(f"{site}/v1/users", json={**new, "password": PASSWORD})
        assert sent.status_code == 201


@pytest.fixture
def signed_in(browse: Open, people: None) -> Open:
    """Open a browser in which somebody has signed in: ``signed_in("cora")``."""

    def go(name: str, width: int = 1280, **options: Any) -> Any:
        page = browse("/sign-in", width, **options)
        page.fill("[name=email]", f"{name}@x.example")
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/sign-in" not in url)
        return page

    return go
