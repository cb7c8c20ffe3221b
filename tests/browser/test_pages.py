"""The pages as people use them, in a browser."""

from typing import Any

import httpx
import pytest

from tests.api.quick_service import vtt
from tests.browser.conftest import Open

SEEN = (
    *("/", "/upload", "/review", "/team", "/team/signals", "/reps/Ann", "/accounts"),
    *("/accounts/Acme", "/sign-in", "/collections", "/agreement", "/welcome", "/calls/none"),
    *("/settings/people", "/settings/keys", "/settings/privacy", "/settings/webhooks"),
    *("/settings/signals", "/settings/signals/candour", "/settings/signals/candour?kind=demo"),
    *("/settings/trackers", "/settings/profile", "/settings/audit"),
)


@pytest.fixture
def calls(site: str) -> dict[str, str]:
    """The pages of some calls by name, one of them hostile and one of unknown sides."""
    found = {}
    for name in ("acme", "birch", "calder", "dunmore", "hostile", "unsure"):
        files = {"file": (f"{name}.vtt", vtt(name))}
        form = {"account": "Acme"}
        sent = httpx.post(f"{site}/v1/calls", files=files, data=form, timeout=60)
        found[name] = f"/calls/{sent.headers['Call-Id']}"
    return found


def judged(site: str) -> str:
    """The page of a collection; some moments have verdicts, so that all pages have to show."""
    found = httpx.get(f"{site}/v1/moments?limit=30", timeout=60).json()["items"]
    for one in found:
        said = {"verdict": "dismissed", "comment": "The customer had asked."}
        httpx.post(f"{site}/v1/moments/{one['id']}/verdicts", json=said)
    made = httpx.post(f"{site}/v1/collections", json={"name": "Good"}).json()["id"]
    for one in found[:3]:
        path = f"{site}/v1/collections/{made}/moments/{one['id']}"
        httpx.put(path, json={"note": "So."})
    return f"/collections/{made}"


def wrongs(page: Any) -> list[str]:
    """What axe finds wrong with a page."""
    found = page.evaluate("axe.run(document)")["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browse: Open, site: str, calls: dict[str, str], scheme: Any) -> None:
    collection = judged(site)
    page = browse("/docs", color_scheme=scheme, reduced_motion="reduce")
    assert wrongs(page) == []
    for path in (*SEEN, collection, calls["acme"], calls["unsure"]):
        page.goto(site + path)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        assert wrongs(page) == [], path


@pytest.mark.parametrize("width", [360, 2560])
def test_no_page_is_wider_than_the_window(
    browse: Open, site: str, calls: dict[str, str], width: int
) -> None:
    page = browse("/", width)
    for path in (*SEEN, judged(site), *calls.values()):
        page.goto(site + path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, path
        captions = page.locator("caption:not(.hidden)")
        assert all(one.bounding_box()["width"] > 200 for one in captions.all()), path


@pytest.mark.parametrize(("width", "height"), [(360, 780), (1280, 900), (1366, 620)])
def test_verdicts_are_in_sight_at_once(
    browse: Open, calls: dict[str, str], width: int, height: int
) -> None:
    page = browse("/review", width)
    page.set_viewport_size({"width": width, "height": height})
    for verdict in ("confirmed", "dismissed", "unsure"):
        box = page.locator(f"button[value={verdict}]").bounding_box()
        assert box["height"] >= 44, verdict
        assert 0 <= box["y"] < box["y"] + box["height"] <= page.viewport_size["height"], verdict


def test_print_shows_the_report_alone(browse: Open, long: str) -> None:
    page = browse(long)
    page.evaluate("void (window.print = () => { document.body.dataset.printed = 1; })")
    page.click("[data-print]")
    page.wait_for_selector("[data-printed]", timeout=120_000)
    page.emulate_media(media="print")
    assert page.locator(".t").count() == 3006
    for gone in (".topbar", ".actions", ".find", "#comments form", "#about a", ".part"):
        assert all(not one.is_visible() for one in page.locator(gone).all()), gone
    assert page.locator(".moments > li").first.is_visible()


def test_moments_are_reviewed_by_the_keyboard(browse: Open, calls: dict[str, str]) -> None:
    page = browse("/review")
    shown = page.get_attribute("#stage", "data-at")
    for key in "ynu":
        page.keyboard.press(key)
        page.wait_for_selector(f'#stage:not([data-at="{shown}"])')
        shown = page.get_attribute("#stage", "data-at")
    assert "3 of " in page.inner_text("#progress")
    words = page.locator(".verdict").all_inner_texts()
    assert words[:4] == ["Right", "Wrong", "Unsure", ""]
    page.keyboard.press("k")
    page.wait_for_selector(f'#stage:not([data-at="{shown}"])')
    page.keyboard.press("j")
    page.wait_for_selector(f'#stage[data-at="{shown}"]')
    assert page.evaluate("document.activeElement.id") == "stage"


def test_a_verdict_is_taken_back_by_a_key(browse: Open, calls: dict[str, str]) -> None:
    page = browse("/review")
    first = page.get_attribute("#stage", "data-at")
    page.keyboard.press("y")
    page.wait_for_selector(f'#stage:not([data-at="{first}"])')
    page.keyboard.press("z")
    page.wait_for_selector(f'#stage[data-at="{first}"]')
    assert "0 of " in page.inner_text("#progress")
    assert page.locator(".verdict").first.inner_text() == ""


def test_the_count_of_the_day_holds_from_moment_to_moment(
    browse: Open, calls: dict[str, str]
) -> None:
    page = browse("/review")
    for key in "ykj":
        shown = page.get_attribute("#stage", "data-at")
        page.keyboard.press(key)
        page.wait_for_selector(f'#stage:not([data-at="{shown}"])')
        assert "1 of " in page.inner_text("#progress")
    page.keyboard.press("z")
    page.wait_for_selector("#progress:has-text('0 of ')")


def test_a_filter_says_what_it_leaves_and_that_nothing_fits(
    browse: Open, site: str, calls: dict[str, str]
) -> None:
    judged(site)
    page = browse("/review?kind=premature_price_cut&account=Acme")
    assert "Price cut too early" in page.inner_text(".filterbox summary")
    assert "Acme" in page.inner_text(".filterbox summary")
    page.goto(f"{site}/review?account=Nobody")
    page.wait_for_selector("h2:has-text('No moment fits')")
    page.click("text=All moments >> nth=0")
    page.wait_for_selector("#stage h2")


def test_keys_rest_while_somebody_writes(browse: Open, calls: dict[str, str]) -> None:
    page = browse("/review")
    page.keyboard.press("c")
    page.keyboard.type("yn")
    assert page.input_value("[name=comment]") == "yn"
    assert "0 of " in page.inner_text("#progress")


@pytest.mark.parametrize("script", [True, False])
def test_enter_in_a_comment_judges_nothing(
    browse: Open, site: str, calls: dict[str, str], *, script: bool
) -> None:
    page = browse("/review", java_script_enabled=script)
    page.fill("[name=comment]", "She had asked before.")
    page.focus("[name=comment]")
    page.keyboard.press("Enter")
    assert page.input_value("[name=comment]") == "She had asked before."
    if script:
        page.keyboard.press("n")
        page.wait_for_selector("text=1 of")
    else:
        page.click("button[value=dismissed]")
    page.wait_for_selector("text=Undo")
    page.goto(f"{site}/review?every=true")
    assert [one for one in page.locator(".verdict").all_inner_texts() if one] == ["Wrong"]


def test_moments_are_reviewed_without_script(browse: Open, calls: dict[str, str]) -> None:
    page = browse("/review", java_script_enabled=False)
    page.click("button[value=confirmed]")
    assert "1 of " in page.content()
    page.click("text=Undo")
    assert "0 of " in page.content()


def test_a_hostile_transcript_shows_as_text(browse: Open, calls: dict[str, str]) -> None:
    page = browse(calls["hostile"])
    assert "<script>alert(1)</script>" in page.inner_text("#transcript")
    assert page.locator("#transcript script, #transcript img").count() == 0


def test_words_are_found_in_the_transcript(browse: Open, calls: dict[str, str]) -> None:
    page = browse(calls["acme"])
    page.fill("#find", "hotels")
    page.wait_for_selector("output:has-text('1 of 1')")
    page.fill("#find", "zeppelin")
    page.wait_for_selector("output:has-text('Not said')")


@pytest.fixture
def long(site: str) -> str:
    """The page of a call of 3,006 turns."""
    files = {"file": ("long.vtt", vtt("long"))}
    return f"/calls/{httpx.post(f'{site}/v1/calls', files=files, timeout=60).headers['Call-Id']}"


def test_every_place_of_a_long_call_can_be_reached(browse: Open, site: str, long: str) -> None:
    page = browse(f"{long}#c-t2900-s0")
    page.wait_for_selector("#c-t2900-s0:target")
    page.fill("#find", "what takes")
    page.wait_for_selector("output:has-text('1 of 334')")
    page.click("[aria-label='Previous place']")
    page.wait_for_selector("output:has-text('334 of 334')")
    page.goto(site + long)
    page.locator(".picture a[href*='turn=']").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".s:target")
    page.click(".back >> nth=-1")
    page.wait_for_selector(".moments > li:target")


def test_a_long_call_comes_as_somebody_reads_on(browse: Open, long: str) -> None:
    page = browse(long)
    assert page.locator(".t").count() < 600
    page.hover("#transcript")
    page.locator("[data-first='1500']").scroll_into_view_if_needed()
    page.wait_for_selector("#c-t1500")
    assert page.locator(".t").count() < 2000


def test_a_long_call_is_read_without_script(browse: Open, long: str) -> None:
    page = browse(long, java_script_enabled=False)
    page.click("text=Turns 2851 to 3000")
    page.wait_for_selector("#c-t2900-s0", state="attached")
    page.fill("#find", "takes")
    page.click(".find button:text-is('Find')")
    for _ in range(3):
        page.click("text=Next 100")
    page.click(".finds li a >> nth=-1")
    assert page.locator(":target").inner_text() == "What takes the time today?"


def test_the_rest_of_a_call_s_tables_is_opened_by_the_keyboard(browse: Open, long: str) -> None:
    page = browse(long)
    assert page.locator("#asked tbody tr").count() < 40
    page.locator("#asked details.more summary").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#asked tbody tr >> nth=300", state="attached")


def test_the_browser_s_own_search_has_all_of_a_page(browse: Open, long: str) -> None:
    page = browse(long)
    page.keyboard.press("Control+f")
    page.wait_for_selector("#c-t3005", state="attached")
    page.wait_for_selector("[data-more]", state="detached")
    assert page.locator(".t").count() == 3006


def test_paper_is_white_whatever_the_screen(browse: Open, calls: dict[str, str]) -> None:
    page = browse(calls["acme"], color_scheme="dark")
    inks = "getComputedStyle(document.body).color"
    on_screen = page.evaluate(inks)
    page.emulate_media(media="print")
    assert page.evaluate(inks) == "rgb(27, 33, 38)" != on_screen
    assert not page.locator("header.topbar").is_visible()


def test_an_upload_is_sent_again_to_a_busy_service(browse: Open) -> None:
    page, sent = browse("/upload"), []

    def busy_once(route: Any) -> None:
        sent.append(route.request.method)
        if len(sent) == 1:
            route.fulfill(status=503, headers={"Retry-After": "1"}, body="{}")
        else:
            route.continue_()

    page.route(lambda url: url.endswith("/upload"), busy_once)
    file = {"name": "acme.vtt", "mimeType": "text/vtt", "buffer": vtt("acme")}
    page.set_input_files("[name=file]", [file])
    page.click("form[data-upload] button")
    page.wait_for_selector("text=sent again in a moment")
    page.wait_for_url("**/uploads/*")
    assert sent == ["POST", "POST"]


def test_an_upload_is_followed_to_its_report(browse: Open) -> None:
    page = browse("/upload")
    files = [("acme.vtt", vtt()), ("broken.vtt", b"\x00\x01")]
    page.set_input_files(
        "#file", [{"name": n, "mimeType": "text/vtt", "buffer": data} for n, data in files]
    )
    assert page.locator("[data-chosen] li").count() == 2
    page.click("button:text-is('Analyse')")
    page.wait_for_selector(".chip.well")
    page.wait_for_selector(".chip.bad")
    assert "broken.vtt: " in page.inner_text(".items")
    page.click("text=acme.vtt")
    page.wait_for_selector("h2:has-text('Moments worth a minute')")


def test_a_moment_leads_to_its_sentence_and_the_page_stays(
    browse: Open, site: str, calls: dict[str, str]
) -> None:
    page = browse(calls["acme"])
    link = page.locator("a:has-text('Read it in the transcript')").last
    link.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    assert before > 0
    link.click()
    page.wait_for_selector("#transcript :target")
    page.wait_for_timeout(500)
    assert page.evaluate("scrollY") == before
    panel, place = (page.locator(one).bounding_box() for one in ("#transcript", ":target"))
    assert panel["y"] <= place["y"] < panel["y"] + panel["height"]
    fresh = browse(page.url.removeprefix(site))
    fresh.wait_for_selector(":target")
    assert fresh.evaluate("scrollY") == 0


def test_who_sells_is_said_with_a_click(browse: Open, calls: dict[str, str]) -> None:
    page = browse(calls["unsure"])
    page.click(".ask button >> nth=0")
    page.wait_for_selector(".trust .score")
    assert page.locator(".ask").count() == 0
