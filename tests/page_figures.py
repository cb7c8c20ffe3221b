"""How quick and how heavy the pages are: ``python -m tests.page_figures`` prints it.

A service with one call of 3,006 turns and twenty short ones, looked at in Debian's Chromium.
"""

import gzip
import shutil
import tempfile
import threading
import time
from statistics import median
from typing import Any

import httpx
import uvicorn
from playwright.sync_api import sync_playwright

from api.main import create_app
from api.settings import ServiceSettings
from tests.api.page_service import WHOLE
from tests.api.quick_service import vtt

PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


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
    for name in ("long", *(f"call {n}" for n in range(20))):
        files = {"file": (f"{name}.vtt", vtt(name))}
        sent = client.post("/v1/calls", files=files, data={"account": "Acme"})
        places[name] = f"/calls/{sent.headers['Call-Id']}"
    client.get(places["call 1"])
    for path in ("/", "/review", "/team", "/accounts/Acme", places["call 1"], places["long"]):
        began = time.perf_counter()
        body = client.get(path).content
        spent = 1000 * (time.perf_counter() - began)
        packed = len(gzip.compress(body))
        print(
            f"{path[:16]:18} {spent:6.0f} ms {len(body) / 1e3:8.0f} kB, {packed / 1e3:.0f} packed"
        )
    waits = []
    for _ in range(30):
        at = client.get("/review").text.split('data-at="')[1].split('"')[0]
        began = time.perf_counter()
        client.post(f"/review/{at}", data={"verdict": "unsure"}, headers={"HX-Request": "true"})
        waits.append(1000 * (time.perf_counter() - began))
    print(f"verdict and next moment: {median(waits):.0f} ms median, {max(waits):.0f} ms at most")
    with sync_playwright() as playwright:
        options: Any = {"executable_path": shutil.which("chromium"), "args": ["--no-sandbox"]}
        browser = playwright.chromium.launch(**options)
        page = browser.new_page()
        page.goto(f"{client.base_url}".rstrip("/") + places["call 1"])
        page.goto(f"{client.base_url}".rstrip("/") + places["long"], wait_until="load")
        page.wait_for_timeout(1000)
        print(f"first content of 3,006 turns: {page.evaluate(PAINTED):.0f} ms")
        browser.close()


if __name__ == "__main__":
    main()
