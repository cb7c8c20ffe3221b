"""A day with the pages as coach, rep and admin."""

import re
from typing import Any

import httpx
import pytest

from tests.api.quick_service import vtt
from tests.browser.conftest import Open
from tests.browser.test_pages import wrongs

FILES = [
    {"name": f"{name}.vtt", "mimeType": "text/vtt", "buffer": vtt(name)}
    for name in ("acme", "birch", "calder")
]


def hand_in(page: Any, site: str) -> None:
    page.goto(f"{site}/upload")
    page.set_input_files("#file", FILES)
    page.fill("[name=account]", "Acme")
    page.click("button:text-is('Analyse')")
    page.wait_for_selector("p:has-text('3 of 3 done')")


def judge(page: Any, keys: str) -> None:
    """Judge the first moments by keys."""
    page.wait_for_load_state()
    for key in keys:
        shown = page.get_attribute("#stage", "data-at")
        page.keyboard.press(key)
        page.wait_for_selector(f'#stage:not([data-at="{shown}"])')


def test_a_coach_goes_from_upload_to_export(signed_in: Open, site: str) -> None:
    page = signed_in("cora")
    assert page.url.endswith("/review")
    hand_in(page, site)
    page.click("text=acme.vtt")
    page.wait_for_selector("h2:has-text('Moments worth a minute')")
    page.fill("textarea[name=text]", "Ask why before the price.")
    page.click("#comments button:text-is('Keep')")
    page.wait_for_selector(".comments :text('Ask why before the price.')")
    page.click("text=/Review its \\d+ moments/")
    judge(page, "ynu")
    page.goto(f"{site}/agreement")
    page.wait_for_selector("text=Too few to say: 2 judged")
    with page.expect_download() as download:
        page.click("text=Download the verdicts")
    assert len(download.value.path().read_text().splitlines()) >= 1
    page.goto(site)
    with page.expect_download() as download:
        page.click("text=Download as a table")
    assert len(download.value.path().read_text().splitlines()) == 4


def test_coaches_see_what_they_differ_about(signed_in: Open, site: str) -> None:
    cora = signed_in("cora")
    hand_in(cora, site)
    cora.goto(f"{site}/review")
    judge(cora, "y")
    carl = signed_in("carl")
    carl.goto(f"{site}/review?every=true")
    judge(carl, "n")
    carl.goto(f"{site}/agreement")
    words = carl.inner_text(".disputes")
    assert ("Cora" in words, "Right" in words, "Wrong" in words) == (True, True, True)
    assert wrongs(carl) == []


def test_a_moment_is_given_and_collected_by_the_keyboard(signed_in: Open, site: str) -> None:
    page = signed_in("cora")
    hand_in(page, site)
    page.goto(f"{site}/review")
    page.keyboard.press("a")
    page.keyboard.type("Carl")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Carl to look at")
    assert "Given." in page.inner_text("#progress")
    page.keyboard.press("s")
    page.keyboard.type("Good ones")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=put it into Good ones")
    carl = signed_in("carl")
    carl.goto(f"{site}/review?assignee=me")
    assert carl.locator("[data-row]").count() == 1


def test_a_rep_reads_the_own_calls(signed_in: Open, site: str) -> None:
    hand_in(signed_in("cora"), site)
    page = signed_in("ann", 360)
    assert page.inner_text("h1") == "My calls"
    assert wrongs(page) == []
    page.click("text=My progress")
    page.wait_for_selector("h2:has-text('Own promises')")
    assert wrongs(page) == []
    page.goto(f"{site}/settings/people")
    page.wait_for_selector("text=This is not allowed")
    assert wrongs(page) == []


def test_an_admin_looks_after_the_team(signed_in: Open, site: str) -> None:
    page = signed_in("ada")
    page.click("text=Settings")
    page.fill("form[action='/settings/people'] [name=name]", "Noa")
    page.fill("form[action='/settings/people'] [name=email]", "noa@x.example")
    page.fill("form[action='/settings/people'] [name=password]", "correct horse battery")
    page.click("button:text-is('Add')")
    page.wait_for_selector("text=noa@x.example")
    page.click(".side >> text=Keys")
    page.fill("[name=name]", "CRM")
    page.check("[name=scopes][value='calls:read']")
    page.click("button:text-is('Make')")
    secret = page.inner_text(".secret code")
    asked = httpx.get(f"{site}/v1/calls", headers={"Authorization": f"Bearer {secret}"})
    assert asked.status_code == 200
    assert wrongs(page) == []
    page.click("button:has-text('Revoke')")
    page.wait_for_selector(".chip:text-is('Revoked')")


def test_an_admin_says_what_counts_and_has_calls_scored_so(signed_in: Open, site: str) -> None:
    page = signed_in("ada")
    hand_in(page, site)
    page.click("text=Settings")
    page.click(".side >> text=Signals")
    page.fill("[aria-label='Weight of Expertise']", "0.5")
    page.click("button:text-is('Keep the weights')")
    page.wait_for_selector("text=Calls that come from now on are scored so")
    page.click("text=Bands of Expertise")
    page.click(".tabs >> text=Demo")
    page.fill("[name=weight]", "0.7")
    page.click("button:text-is('Keep')")
    page.wait_for_selector("tr:has-text('Expertise') >> text=demo")
    page.click(".side >> text=Trackers")
    for name, value in (("name", "Who decides"), ("about", "Asks who decides.")):
        page.fill(f"[name={name}]", value)
    page.fill("[name=phrases]", "sign off")
    page.click("button:text-is('Add')")
    page.wait_for_selector("li:has-text('Who decides') >> text=1 phrase")
    assert wrongs(page) == []
    page.click("text=Change Who decides")
    assert page.input_value("[name=phrases]") == "sign off"
    assert wrongs(page) == []
    page.click(".side >> text=Profile as a file")
    with page.expect_download() as download:
        page.click(".sheet >> text=Download")
    assert "who_decides" in download.value.path().read_text()
    page.set_input_files("[name=file]", [{"name": "x.toml", "mimeType": "", "buffer": b"name ="}])
    page.click("button:text-is('Use this file')")
    page.wait_for_selector("[role=alert]:has-text('x.toml: expected TOML')")
    assert wrongs(page) == []
    page.goto(site)
    page.click("text=acme.vtt")
    page.wait_for_selector("h2:has-text('Scored another way')")
    assert wrongs(page) == []
    page.goto(f"{site}/settings/profile")
    page.click("button:text-is('Analyse them anew')")
    page.wait_for_selector("p:has-text('3 of 3 done')")


def test_the_first_admin_is_named_in_a_minute(browse: Open) -> None:
    page = browse("/")
    page.click("text=Set up")
    for name, value in (("name", "Ada"), ("email", "ada@x.example")):
        page.fill(f"[name={name}]", value)
    for name in ("password", "again"):
        page.fill(f"[name={name}]", "correct horse battery")
    page.keyboard.press("Enter")
    page.wait_for_selector("h2:has-text('People')")
    assert "Ada" in page.inner_text(".me")


def test_a_link_to_a_sentence_outlives_signing_in(signed_in: Open, browse: Open, site: str) -> None:
    cora = signed_in("cora")
    hand_in(cora, site)
    place = cora.get_attribute(".items a", "href")
    page = browse(f"{place}?turn=5#c-t5-s0")
    page.fill("[name=email]", "carl@x.example")
    page.fill("[name=password]", "correct horse battery")
    page.keyboard.press("Enter")
    page.wait_for_selector("#c-t5-s0:target")


def test_samples_are_reviewed_by_the_keyboard_alone(browse: Open) -> None:
    page = browse("/")

    def tab_to(text: str) -> None:
        words = "document.activeElement.innerText"
        for _ in range(60):
            page.keyboard.press("Tab")
            if re.search(text, page.evaluate(words) or ""):
                shown = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert shown != "none", text
                page.keyboard.press("Enter")
                return
        pytest.fail(f"no {text} was reached")

    tab_to("^Add calls")
    page.wait_for_url("**/upload*")
    tab_to("^Try the samples")
    page.wait_for_url("**/uploads/*")
    page.wait_for_selector("text=Review the moments", timeout=120_000)
    tab_to("^Review the moments")
    page.wait_for_url(lambda url: "/review?upload=" in url)
    judge(page, "yn")
    page.keyboard.press("z")
    page.wait_for_selector("text=/1 of \\d+ today/")
    page.keyboard.press("o")
    page.wait_for_selector(".s:target, .t:target")
