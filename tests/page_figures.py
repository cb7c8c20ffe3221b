"""How quick and how heavy the pages are, and what axe finds on them: ``python -m
tests.page_figures`` prints it. A full service, looked at in Debian's Chromium as an admin and as a
rep; all that a page fetches for its first view counts. Exit 1 where a page is over MOST_KB or axe
finds something.
"""

import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any, Final, Literal

import httpx
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from sqlalchemy import select, update

from api.main import create_app
from api.service import Service
from api.settings import ServiceSettings
from api.store.tables import VerdictRow
from tests.api.page_service import WHOLE
from tests.api.quick_service import vtt
from tests.api.running import running
from tests.load.fill import bases, fill

MOST_KB: Final = 300
SHORT: Final = 200
QUARTER: Final = 2_000
"""So many calls of an invented quarter, with 60 reps and some 1,250 accounts."""
DIFFERENT: Final = 40
PASSWORD: Final = "correct horse battery"  # noqa: S105  nobody's
PAGES: Final = (
    *("/", "/review", "/team", "/team/signals", "/reps/Ann", "/reps/Rep%2007", "/accounts"),
    *("/accounts/Acme", "/accounts/Account%200007", "/collections", "/agreement"),
    *("/agreement?between=engine", "/upload", "/settings/people", "/settings/keys"),
    *("/settings/privacy", "/settings/webhooks", "/settings/signals", "/settings/signals/candour"),
    *("/settings/trackers", "/settings/profile", "/settings/audit", "/docs"),
)
FIGURES: Final = """(() => {
  const page = performance.getEntriesByType("navigation")[0];
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  const all = [page, ...performance.getEntriesByType("resource")];
  const sum = (name) => all.reduce((total, one) => total + one[name], 0);
  return {
    answer: page.responseEnd, paint: paint?.startTime ?? 0,
    pagePacked: page.encodedBodySize, page: page.decodedBodySize,
    packed: sum("encodedBodySize"), whole: sum("decodedBodySize"),
  };
})()"""
AXE: Final = Path(__file__).parent / "browser" / "vendor" / "axe-4.14.1.min.js"
HEADS: Final = (
    "                               first    the page, kB    all of it, kB",
    "page                   answer  content  packed  whole    packed  whole  axe",
)


@dataclass(frozen=True)
class Figures:
    """Of a page: milliseconds of a second visit, bytes of a first one, what axe finds in light and
    dark together."""

    name: str
    answer: float
    paint: float
    page_packed: int
    page: int
    packed: int
    whole: int
    wrong: int

    @property
    def is_over(self) -> bool:
        return self.whole > 1000 * MOST_KB

    def line(self) -> str:
        times = f"{self.name[:22]:22} {self.answer:5.0f} ms {self.paint:5.0f} ms"
        sizes = f"{self.page_packed / 1e3:6.0f} {self.page / 1e3:6.0f}"
        whole = f"{self.packed / 1e3:9.0f} {self.whole / 1e3:6.0f} {self.wrong:4}"
        return f"{times} {sizes} {whole}{'  OVER' if self.is_over else ''}"


def main() -> int:
    """Serve, fill, measure, print."""
    with tempfile.TemporaryDirectory() as home:
        settings = ServiceSettings(database=f"{home}/calls.db", job_threads=1, rate=60_000)
        app = create_app(settings, road=WHOLE)
        with running(app) as site, httpx.Client(base_url=site, timeout=120) as client:
            places = _filled(client, app.state.service)
            _verdicts(client)
            found = list(_looked_at(site, places))
    over = [one.name for one in found if one.is_over]
    wrong = [one.name for one in found if one.wrong]
    print(f"over {MOST_KB} kB: {', '.join(over) or 'none'}")
    print(f"axe finds something on: {', '.join(wrong) or 'none'}")
    return 1 if over or wrong else 0


def _filled(client: httpx.Client, service: Service) -> dict[str, str]:
    """Fill the service; the addresses to look at, by name."""
    fill(service.db, QUARTER, bases(DIFFERENT))
    key = {"name": "measuring", "scopes": [scope.value for scope in _scopes()]}
    coach = client.post("/v1/keys", json={**key, "name": "second coach"}).json()["secret"]
    client.headers["Authorization"] = f"Bearer {client.post('/v1/keys', json=key).json()['secret']}"
    places = {one: one for one in PAGES}
    for number, name in enumerate(("long", *(f"call {n}" for n in range(SHORT)))):
        files = {"file": (f"{name}.vtt", vtt(name))}
        form = {"account": "Acme" if number % 2 == 0 else f"Firm {number % 40}"}
        sent = client.post("/v1/calls", files=files, data=form)
        places[name] = f"/calls/{sent.headers['Call-Id']}"
    for number in range(60):
        text = f"{number}: ask why before the price, and let them finish. " * 8
        client.post(f"/v1{places['long']}/comments", json={"text": text})
    _judged(client, coach, service)
    places |= _furnished(client)
    shown = {name: places[name] for name in ("call 1", "long")}
    shown["long, turn 2000"] = f"{places['long']}?turn=2000#c-t2000"
    return {n: p for n, p in places.items() if "call " not in n and n != "long"} | shown


def _scopes() -> Sequence[Any]:
    from api.access import Scope

    return [scope for scope in Scope if scope.value != "admin"] + [Scope.ADMIN]


def _judged(client: httpx.Client, coach: str, service: Service) -> None:
    """Verdicts of two coaches, spread over forty weeks."""
    chance = random.Random(7)
    found = client.get("/v1/moments", params={"limit": 200}).json()["items"]
    for one in found:
        for headers in ({}, {"Authorization": f"Bearer {coach}"}):
            said = {"verdict": chance.choice(("confirmed", "confirmed", "dismissed", "unsure"))}
            client.post(f"/v1/moments/{one['id']}/verdicts", json=said, headers=headers)
    now = datetime.now(UTC)
    with service.db.writing() as session:
        for number in session.scalars(select(VerdictRow.number)).all():
            day = now - timedelta(days=chance.randrange(280))
            at = day.strftime("%Y-%m-%dT%H:%M:%S.000Z")
            session.execute(
                update(VerdictRow).where(VerdictRow.number == number).values(created_at=at)
            )


def _furnished(client: httpx.Client) -> dict[str, str]:
    """People, keys, collections, a webhook and a batch of many files; further addresses."""
    for number in range(120):
        name = {"name": f"key {number}", "scopes": ["calls:read"]}
        client.post("/v1/keys", json=name)
    moments = client.get("/v1/moments", params={"limit": 120}).json()["items"]
    for number in range(80):
        named = {"name": f"Examples {number}", "about": "What a good start looks like."}
        made = client.post("/v1/collections", json=named).json()["id"]
        for one in moments if number == 0 else ():
            path = f"/v1/collections/{made}/moments/{one['id']}"
            client.put(path, json={"note": "A clear limit, said early."})
        if number == 0:
            collection = made
    hook = {"url": "https://example.com/hook", "events": ["call.analysed"]}
    webhook = client.post("/v1/webhooks", json=hook).json()["id"]
    files = [("file", (f"batch {n}.vtt", vtt(f"batch {n}"))) for n in range(150)]
    files += [("file", (f"broken {n}.vtt", b"\0")) for n in range(50)]
    batch = client.post("/v1/batches", files=files).json()["id"]
    while client.get(f"/v1/jobs/{batch}").json()["finished_at"] is None:
        time.sleep(0.5)
    for number in range(120):
        role = ("admin", "rep", "coach")[min(number, 2)]
        email = f"{role if number < 3 else number}@x.example"
        one = {"email": email, "name": "Ann" if number == 1 else f"Coach {number}", "role": role}
        client.post("/v1/users", json={**one, "password": PASSWORD}).raise_for_status()
    return {
        "a collection": f"/collections/{collection}",
        "what a webhook was told": f"/settings/webhooks/{webhook}",
        "a batch of 200": f"/uploads/{batch}",
    }


def _verdicts(client: httpx.Client) -> None:
    waits = []
    for number in range(30):
        at = client.get("/review").text.split('data-at="')[1].split('"')[0]
        began = time.perf_counter()
        verdict = {"verdict": ("confirmed", "dismissed")[number % 2]}
        client.post(f"/review/{at}", data=verdict, headers={"HX-Request": "true"})
        waits.append(1000 * (time.perf_counter() - began))
    rows = client.get("/v1/exports/moments", params={"format": "jsonl"}).text
    print(
        f"{QUARTER} calls of an invented quarter, {SHORT} of 9 turns, one of 3,006 turns; "
        f"{len(rows.splitlines())} moments"
    )
    print(f"verdict and next moment: {median(waits):.0f} ms median, {max(waits):.0f} ms at most")


def _looked_at(site: str, places: dict[str, str]) -> Iterator[Figures]:
    print(*HEADS, sep="\n")
    own = {"a rep's calls": "/", "a rep's progress": "/me", "a rep's accounts": "/accounts"}
    with _chromium() as browser:
        for who, shown in (("admin", places), ("rep", own)):
            contexts = [_signed_in(browser, site, who, scheme) for scheme in ("light", "dark")]
            for name, path in shown.items():
                found = _figures(contexts, site + path, name)
                print(found.line(), flush=True)
                yield found


@contextmanager
def _chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        options: Any = {"executable_path": shutil.which("chromium"), "args": ["--no-sandbox"]}
        browser = playwright.chromium.launch(**options)
        yield browser
        browser.close()


def _signed_in(
    browser: Browser, site: str, who: str, scheme: Literal["light", "dark"]
) -> BrowserContext:
    context = browser.new_context(color_scheme=scheme)
    context.set_default_timeout(120_000)
    page = context.new_page()
    page.goto(f"{site}/sign-in")
    page.fill("[name=email]", f"{who}@x.example")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)
    page.close()
    return context


def _figures(contexts: Sequence[BrowserContext], address: str, name: str) -> Figures:
    wrong = 0
    for context in contexts:
        page = context.new_page()
        page.goto(address, wait_until="networkidle")
        first = page.evaluate(FIGURES)
        page.goto("about:blank")
        page.goto(address, wait_until="load")
        page.wait_for_timeout(500)
        second = page.evaluate(FIGURES)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        wrong += len(page.evaluate("axe.run(document)")["violations"])
        page.close()
    times = second["answer"], second["paint"]
    sizes = (first[one] for one in ("pagePacked", "page", "packed", "whole"))
    return Figures(name, *times, *sizes, wrong)


if __name__ == "__main__":
    sys.exit(main())
