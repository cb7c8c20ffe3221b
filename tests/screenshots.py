"""The pictures in the README: ``make screenshots`` makes them from the samples' reports.

Usage: ``python -m tests.screenshots REPORTS.jsonl FOLDER``, with Debian's Chromium installed.
"""

import json
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from playwright.sync_api import Browser, sync_playwright

from analyser.conversation import Conversation
from analyser.settings import Settings
from api.main import create_app
from api.settings import ServiceSettings
from api.work.analyst import Road

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
CALL = "rollout-pricing-long-zoom.vtt"
SHOTS = {
    "review": ("/review", 1280, 860, "light"),
    "call": (CALL, 1440, 1000, "light"),
    "call-dark": (CALL, 1440, 1000, "dark"),
    "review-phone": ("/review", 390, 844, "dark"),
    "calls": ("/", 1280, 860, "light"),
}
"""Page (or sample), width, height and colours of each picture."""


def main(reports: Path, folder: Path) -> None:
    """Fill a service with the reports, look at it, write a PNG a picture."""
    found = {one["source"]: one for one in map(json.loads, reports.open(encoding="utf-8"))}
    model = next(iter(found.values()))["model"]
    with tempfile.TemporaryDirectory() as home:
        settings = ServiceSettings(database=f"{home}/calls.db", job_threads=0)
        app = create_app(settings, road=Road(lambda _settings: model, _ready(found)))
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        port = server.servers[0].sockets[0].getsockname()[1]
        try:
            _shoot(f"http://127.0.0.1:{port}", sorted(found), folder)
        finally:
            server.should_exit = True
            thread.join()


def _ready(found: Mapping[str, Any]) -> Any:
    def report(call: Conversation, _settings: Settings) -> Any:
        return found[call.source or ""]

    return report


def _shoot(site: str, names: list[str], folder: Path) -> None:
    places = {}
    for name in names:
        files = {"file": (name, (SAMPLES / name).read_bytes())}
        sent = httpx.post(f"{site}/v1/calls", files=files, timeout=120)
        places[name] = f"/calls/{sent.headers['Call-Id']}"
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        options: Any = {"executable_path": shutil.which("chromium"), "args": ["--no-sandbox"]}
        browser = playwright.chromium.launch(**options)
        for name, (path, width, height, scheme) in SHOTS.items():
            place = site + places.get(path, path)
            _picture(browser, place, (width, height), scheme, folder / f"{name}.png")
        browser.close()


def _picture(browser: Browser, place: str, size: tuple[int, int], scheme: Any, path: Path) -> None:
    viewport: Any = {"width": size[0], "height": size[1]}
    context = browser.new_context(viewport=viewport, color_scheme=scheme)
    context.set_default_timeout(120_000)
    page = context.new_page()
    page.goto(place)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=path)
    context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
