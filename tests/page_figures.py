"""How quick and how heavy the pages are, and what axe finds on them: ``python -m
tests.page_figures`` prints it. A full service, looked at in Debian's Chromium.
"""

import shutil
import tempfile
import threading
import time
from pathlib import Path
from statistics import median
from typing import Any, Final, Literal

import httpx
import uvicorn
from playwright.sync_api import Browser, sync_playwright

from api.main import create_app
from api.settings import ServiceSettings
from tests.api.page_service import WHOLE
from tests.api.quick_service import vtt

SHORT: Final = 200
PAGES: Final = (
    *("/", "/review", "/team", "/team/signals", "/reps/Ann", "/accounts", "/accounts/Acme"),
    *("/collections", "/agreement", "/upload", "/welcome", "/settings/people", "/settings/keys"),
    *("/settings/privacy", "/settings/webhooks", "/settings/signals", "/settings/audit", "/docs"),
    *("/settings/signals/candour", "/settings/trackers", "/settings/profile"),
)
FIGURES: Final = """(() => {
  const page = performance.getEntriesByType("navigation")[0];
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  return [page.responseEnd, paint?.startTime ?? 0, page.transferSize, page.decodedBodySize];
})()"""
AXE: Final = Path(__file__).parent / "browser" / "vendor" / "axe-4.14.1.min.js"


def main() -> None:
    """Serve, fill, measure, print."""
    with tempfile.TemporaryDirectory() as home:
        settings = ServiceSettings(database=f"{home}/calls.db", job_threads=0)
        config = uvicorn.Config(create_app(settings, road=WHOLE), port=0, log_level="warning")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        port = server.servers[0].sockets[0].getsockname()[1]
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120) as client:
                _measure(client)
        finally:
            server.should_exit = True
            thread.join()


def _measure(client: httpx.Client) -> None:
    places = {}
    for name in ("long", *(f"call {n}" for n in range(SHORT))):
        files = {"file": (f"{name}.vtt", vtt(name))}
        form = {"account": "Acme" if name == "long" else f"Account {len(places) % 40}"}
        sent = client.post("/v1/calls", files=files, data=form)
        places[name] = f"/calls/{sent.headers['Call-Id']}"
    waits = []
    for number in range(30):
        at = client.get("/review").text.split('data-at="')[1].split('"')[0]
        began = time.perf_counter()
        verdict = {"verdict": ("confirmed", "dismissed")[number % 2]}
        client.post(f"/review/{at}", data=verdict, headers={"HX-Request": "true"})
        waits.append(1000 * (time.perf_counter() - began))
    print(f"{SHORT} calls of 9 turns and one of 3,006 turns, {_count(client)} moments")
    print(f"verdict and next moment: {median(waits):.0f} ms median, {max(waits):.0f} ms at most")
    print("page                     answer  first content  transferred    whole  axe")
    site = f"{client.base_url}".rstrip("/")
    shown = {one: one for one in PAGES}
    shown |= {"a short call": places["call 1"], "3,006 turns": places["long"]}
    shown |= {"3,006 turns, turn 2000": f"{places['long']}?turn=2000#c-t2000"}
    with sync_playwright() as playwright:
        options: Any = {"executable_path": shutil.which("chromium"), "args": ["--no-sandbox"]}
        browser = playwright.chromium.launch(**options)
        for name, path in shown.items():
            print(f"{name[:24]:24} {_figures(browser, site + path)}", flush=True)
        browser.close()


def _count(client: httpx.Client) -> int:
    rows = client.get("/v1/exports/moments", params={"format": "jsonl"}).text
    return len(rows.splitlines())


def _figures(browser: Browser, address: str) -> str:
    """Times and sizes of a page's second visit, and how much axe finds, light and dark."""
    wrong, best = 0, [0.0] * 4
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.goto(address)
        page.goto("about:blank")
        page.goto(address, wait_until="load")
        page.wait_for_timeout(500)
        best = page.evaluate(FIGURES)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        wrong += len(page.evaluate("axe.run(document)")["violations"])
        context.close()
    answer, paint, sent, whole = best
    return f"{answer:4.0f} ms {paint:11.0f} ms {sent / 1e3:9.0f} kB {whole / 1e3:5.0f} kB {wrong:4}"


if __name__ == "__main__":
    main()
