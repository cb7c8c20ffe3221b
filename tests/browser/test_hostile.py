"""Calls, people and accounts with names and words that try to break a page: each shows as text."""

import json
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from analyser.page.document import framed, page
from tests.api.page_service import STRANGE
from tests.api.quick_service import own_json
from tests.browser.conftest import Open

NAMES = {
    "hostile": "\"><script>alert(1)</script>'<img src=x onerror=alert(2)>",
    "endless": "Donaudampfschiff" * 12,
    "emoji": "\U0001f9a9\U0001f1fa\U0001f1f3" * 30,
    "leftward": "\u05e9\u05dc\u05d5\u05dd (\u0645\u0631\u062d\u0628\u0627) 100%",
    "crowd": 'O\'Neil & "Sons" <b>/</b> ?#%',
}
"""For each call a rep, an account, a file, a user, a key, a collection and a comment."""
RAN = "main :is(script, img, iframe, object, embed, base, bdi b)"
WIDE = """[...document.querySelectorAll("main *")].filter((one) => {
  const box = one.getBoundingClientRect(), place = getComputedStyle(one).position;
  const may = one.closest("svg, .scroll, nav, pre, .hidden, .rail");
  return box.width && box.right > innerWidth + 1 && !may && place !== "absolute";
}).map((one) => one.outerHTML.slice(0, 200))"""


@pytest.fixture
def strange(site: str) -> dict[str, str]:
    """The addresses that show what came in, by name."""
    places = {}
    with httpx.Client(base_url=site, timeout=60) as client:
        for name, called in NAMES.items():
            titled = own_json(name, id=name, meta={"title": STRANGE.get(name, called)})
            files = {
                "file": (
                    f"{name} {called[:150].replace('/', '_')}.json",
                    json.dumps(titled).encode(),
                )
            }
            form = {"account": called, "rep": called}
            sent = client.post("/v1/calls", files=files, data=form)
            assert sent.status_code == 201, sent.text
            call = sent.headers["Call-Id"]
            client.post(
                f"/v1/calls/{call}/comments", json={"text": STRANGE.get(name, called)[:2000]}
            )
            client.post("/v1/collections", json={"name": called, "about": called * 2})
            places |= {name: f"/calls/{call}", f"{name}, all": f"/calls/{call}?whole=true"}
            places |= {
                f"{kind} {name}": f"/{kind}/{quote(called, safe='')}"
                for kind in ("reps", "accounts")
            }
            places[f"find {name}"] = f"/?text={quote(called, safe='')}"
            places[f"find in {name}"] = f"/calls/{call}?find={quote(called[:20], safe='')}"
        moments = client.get("/v1/moments", params={"limit": 40}).json()["items"]
        collection = client.get("/v1/collections").json()["items"][0]["id"]
        for one in moments:
            path = f"/v1/collections/{collection}/moments/{one['id']}"
            client.put(path, json={"note": STRANGE["endless"][:1000]})
            said = {"verdict": "dismissed", "comment": STRANGE["hostile"]}
            client.post(f"/v1/moments/{one['id']}/verdicts", json=said)
        batch = [("file", (f"{called[:150]}.vtt", b"\0")) for called in NAMES.values()]
        job = client.post("/v1/batches", files=batch).json()["id"]
        for called in NAMES.values():
            client.post("/v1/keys", json={"name": called, "scopes": ["calls:read"]})
    review = {
        f"review {n}": f"/review?every=true&at={one['id']}" for n, one in enumerate(moments[::8])
    }
    fixed = ("/", "/review", "/team", "/accounts", "/collections", "/agreement?between=engine")
    settings = ("keys", "people", "audit", "webhooks", "privacy")
    return {
        **places,
        **review,
        **{one: one for one in (*fixed, *(f"/settings/{one}" for one in settings))},
        "collection": f"/collections/{collection}",
        "batch": f"/uploads/{job}",
    }


@pytest.mark.parametrize("width", [360, 1280])
def test_all_of_it_shows_as_text(
    browse: Open, site: str, strange: dict[str, str], width: int
) -> None:
    seen = browse("/docs", width)
    for name, path in strange.items():
        seen.goto(site + path, wait_until="networkidle")
        assert "problem" not in seen.title().lower(), name
        assert seen.locator("h1").count() == 1, name
        seen.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        seen.wait_for_load_state("networkidle")
        assert seen.locator(RAN).count() == 0, name
        assert seen.evaluate("document.documentElement.scrollWidth") <= width, name
        assert seen.evaluate(WIDE) == [], name


@pytest.mark.parametrize("name", NAMES)
def test_a_report_to_keep_and_one_in_a_notebook_show_it_too(
    browse: Open, site: str, strange: dict[str, str], name: str, tmp_path: Path
) -> None:
    report = httpx.get(f"{site}/v1{strange[name]}").json()
    kept = tmp_path / "report.html"
    kept.write_text(page([report, report]) if name == "hostile" else page([report]))
    notebook = tmp_path / "notebook.html"
    notebook.write_text(f"<!doctype html><meta charset=utf-8><body>{framed([report])}")
    seen = browse("/docs", 360)
    # Of a call as long as the crowd's a notebook holds what moments lead to.
    for path, said in (
        (kept, report["turns"][-1]["text"]),
        (notebook, report["moments"][-1]["quote"]),
    ):
        seen.goto(path.as_uri())
        frame = seen.frames[-1]
        assert said[:10] in frame.evaluate("document.body.textContent")
        assert frame.locator(RAN).count() == 0
        assert frame.evaluate("document.documentElement.scrollWidth") <= 360


def test_print_shows_it_as_text(browse: Open, strange: dict[str, str]) -> None:
    seen = browse(strange["hostile"])
    seen.evaluate("void (window.print = () => { document.body.dataset.printed = 1; })")
    seen.click("[data-print]")
    seen.wait_for_selector("[data-printed]")
    seen.emulate_media(media="print")
    assert seen.locator(RAN).count() == 0
    assert "<script>alert(1)</script>" in seen.inner_text("#transcript")
