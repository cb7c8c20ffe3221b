import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.access import Role
from api.pages import page_policy
from api.work.analyst import Road
from api.work.jobs import drain
from tests.api.page_service import HTML, WHOLE
from tests.api.quick_service import Serve, send, vtt
from tests.api.teams import add_team, service
from tests.reports import Seen


@pytest.fixture
def client(serve: Serve) -> TestClient:
    return serve(road=WHOLE)


def handed_in(client: TestClient, name: str = "acme.vtt", **form: Any) -> str:
    """The page of a call that is kept."""
    return f"/calls/{send(client, vtt(name), name, **form).headers['Call-Id']}"


def test_lists_calls_without_trusting_their_names(client: TestClient) -> None:
    kept = handed_in(client, "<script>x<script>.vtt")
    page = client.get("/", headers=HTML)
    assert page.headers["Content-Type"].startswith("text/html")
    assert "<script>x" not in page.text
    assert f'href="{kept}"' in page.text


def test_older_calls_are_a_link_away(client: TestClient) -> None:
    for n in range(51):
        handed_in(client, f"call {n}.vtt")
    first = client.get("/").text
    assert "call 50.vtt" in first
    assert "call 0.vtt" not in first
    cursor = first.split("/?cursor=")[1].split('"')[0]
    assert "call 0.vtt" in client.get(f"/?cursor={cursor}").text


def test_calls_are_found_by_what_the_form_says(client: TestClient) -> None:
    handed_in(client, "march.vtt", account="Acme")
    handed_in(client, "april.vtt", account="Birch")
    page = client.get("/?text=&rep=&account=Birch&since=&until=").text
    assert "april.vtt" in page
    assert "march.vtt" not in page
    assert "No call fits" in client.get("/?text=never").text


def test_the_first_visit_shows_the_way(client: TestClient) -> None:
    page = client.get("/").text
    assert "No calls yet" in page
    assert 'href="/upload"' in page


def test_the_call_page_shows_the_report_and_links_each_sentence(client: TestClient) -> None:
    page = client.get(handed_in(client)).text
    assert "Moments worth a minute" in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {"c-t0", "c-t6-s0", "c-t6-s1"} <= set(ids)
    assert not set(re.findall(r'href="#([^"]+)"', page)) - set(ids)


def shown_turns(page: str) -> list[int]:
    return [int(n) for n in re.findall(r'<li class="t [a-z]+" id="c-t(\d+)"', page)]


def test_a_long_call_comes_in_parts(client: TestClient) -> None:
    place = handed_in(client, "long.vtt")
    page = client.get(place).text
    assert shown_turns(page) == list(range(150))
    cuts = re.findall(r'data-first="(\d+)" data-last="(\d+)"', page)
    assert [int(first) for first, _ in cuts] == [int(last) for _, last in (("", 150), *cuts[:-1])]
    assert cuts[-1][1] == "3006"
    part = client.get(f"{place}/turns?first=3000&last=9999").text
    assert shown_turns(part) == list(range(3000, 3006))
    assert shown_turns(client.get(f"{place}?whole=true").text) == list(range(3006))


def test_every_sentence_of_a_long_call_has_an_address(client: TestClient) -> None:
    place = handed_in(client, "long.vtt")
    page = client.get(f"{place}?turn=2000").text
    assert shown_turns(page) == list(range(1950, 2100))
    links = set(re.findall(r'href="(\?turn=(\d+)#(c-t\d+[^"]*))"', page))
    assert len(links) > 60
    for link, turn, anchor in sorted(links)[:3]:
        other = client.get(f"{place}{link.split('#')[0]}").text
        assert int(turn) in shown_turns(other)
        assert f'id="{anchor}"' in other


def test_moments_that_wait_can_be_fetched(client: TestClient) -> None:
    place = handed_in(client, "long.vtt")
    page = client.get(place).text
    numbers = re.compile(r'id="c-m(\d+)"')
    parts = [page, *(client.get(f"{place}/more/{one}").text for one in ("faults", "praise"))]
    found = [int(n) for part in parts for n in numbers.findall(part)]
    whole = numbers.findall(client.get(f"{place}?whole=true").text)
    assert sorted(found) == sorted(int(n) for n in whole)
    assert len(set(found)) == len(found)
    assert client.get(f"{place}/more/x").status_code == 422


def test_words_are_found_in_all_of_a_call(client: TestClient) -> None:
    place = handed_in(client, "long.vtt")
    assert "334 sentences with" in client.get(f"{place}?find=WHAT takes").text
    assert "0 sentences with" in client.get(f"{place}?find=zeppelin").text
    page = client.get(f"{place}?find=<b>").text
    assert "with “&lt;b&gt;”" in page


@pytest.mark.parametrize(
    ("headers", "packed"),
    [
        pytest.param({}, True, id="program"),
        pytest.param({"Cookie": "a=b"}, False, id="old-browser"),
        pytest.param({"Cookie": "a=b", "Sec-Fetch-Site": "none"}, True, id="the-user"),
        pytest.param({"Cookie": "a=b", "Sec-Fetch-Site": "same-origin"}, True, id="our-page"),
        pytest.param({"Cookie": "a=b", "Sec-Fetch-Site": "same-site"}, False, id="neighbour"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, False, id="another-site"),
    ],
)
def test_pages_are_packed_unless_another_site_asks(
    client: TestClient, headers: dict[str, str], packed: bool
) -> None:
    answer = client.get("/docs", headers=headers)
    assert ("Content-Encoding" in answer.headers) is packed
    assert "Content-Encoding" not in client.get("/v1/signals", headers=headers).headers


@pytest.mark.parametrize("name", ["acme.vtt", "hostile.vtt"])
def test_nothing_in_a_page_runs_but_our_own_files(client: TestClient, name: str) -> None:
    page = client.get(handed_in(client, name))
    seen = Seen(page.text)
    assert not seen.tags.keys() & {"style", "img", "iframe", "object", "base"}
    assert {link for name, link in seen.attributes if name == "src"} <= set(
        re.findall(r'"(/static/[^"]+)"', page.text)
    )
    assert not [name for name, _ in seen.attributes if name.startswith("on") or name == "style"]
    policy = page.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_a_downloaded_report_stands_alone(client: TestClient) -> None:
    file = client.get(f"{handed_in(client)}/report.html")
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert "<script" not in file.text
    assert "style-src 'sha256-" in file.headers["Content-Security-Policy"]
    data = client.get(f"{handed_in(client)}/report.json")
    assert data.json()["schema_version"] == "1"


def test_who_sells_is_asked_and_said(client: TestClient) -> None:
    place = handed_in(client, "unsure.vtt")
    page = client.get(place).text
    assert "Who sells here?" in page
    answer = client.post(f"{place}/sides", data={"rep": "Ann"})
    assert answer.headers["Location"] == place
    page = client.get(place).text
    assert "Who sells here?" not in page
    assert "of 100" in page


def test_files_that_change_get_another_address(client: TestClient) -> None:
    page = client.get("/").text
    for address in re.findall(r'"(/static/[^"]+)"', page):
        answer = client.get(address)
        assert (answer.status_code, "immutable" in answer.headers["Cache-Control"]) == (200, True)


def test_an_upload_leads_to_how_far_it_is(client: TestClient) -> None:
    files = [("file", ("acme.vtt", vtt())), ("file", ("empty.vtt", b""))]
    answer = client.post("/upload", files=files, data={"rep": "", "account": "Acme"})
    assert answer.status_code == 303
    page = client.get(answer.headers["Location"]).text
    assert "0 of 2 done" in page
    assert page.count("Waits its turn") == 2


def test_an_upload_is_found_again_with_what_failed(client: TestClient) -> None:
    files = [("file", ("acme.vtt", vtt())), ("file", ("empty.vtt", b""))]
    place = client.post("/upload", files=files).headers["Location"]
    assert f'href="{place}"' in client.get("/upload").text
    drain(service(client).analyst, lambda: False)
    assert f'href="{place}?failed=true"' in client.get(place).text
    failed = client.get(f"{place}?failed=true").text
    assert ("empty.vtt" in failed, "acme.vtt" in failed) == (True, False)


def test_an_upload_leads_to_the_moments_of_its_own_calls(client: TestClient) -> None:
    handed_in(client, "another.vtt", account="Birch")
    files = [("file", (f"{name}.vtt", vtt(name))) for name in ("acme", "acme again")]
    place = client.post("/upload", files=files).headers["Location"]
    drain(service(client).analyst, lambda: False)
    review = client.get(place).text.split('primary" href="')[1].split('"')[0]
    assert "one upload" in client.get(review).text
    own, every = (client.get(path).text.count("data-row=") for path in (review, "/review"))
    assert 0 < 3 * own == 2 * every
    assert "No moment fits" in client.get("/review?upload=none").text


def test_calls_that_could_not_be_scored_are_pointed_out(serve: Serve) -> None:
    client = serve(road=Road(WHOLE.load, lambda *of: {**WHOLE.report(*of), "trust_score": None}))
    place = client.post("/upload", files=[("file", ("acme.vtt", vtt()))]).headers["Location"]
    assert "Not scored" not in client.get(place).text
    drain(service(client).analyst, lambda: False)
    assert "Not scored" in client.get(place).text


def test_the_samples_can_be_tried(client: TestClient) -> None:
    assert "invented calls" in client.get("/upload").text
    assert "Handed in lately" not in client.get("/upload").text
    page = client.get(client.post("/upload/samples").headers["Location"]).text
    assert "price-pushback.srt" in page


def test_a_page_without_policy_may_only_style_itself() -> None:
    assert page_policy("<p>") == (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    )


def test_people_get_problems_as_pages(client: TestClient) -> None:
    page = client.get("/calls/x", headers=HTML)
    assert (page.status_code, "No such call" in page.text) == (404, True)
    assert page.headers["Content-Type"].startswith("text/html")


def test_a_busy_service_is_said_in_words(serve: Serve) -> None:
    client = serve(road=WHOLE, workers=1, waiting=0)
    with service(client).gate.place():
        answer = client.post("/upload/samples", headers=HTML)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "Many calls are being handed in" in answer.text
    assert "expected" not in answer.text.casefold()
    assert 'href="/upload">Back to adding calls' in answer.text


def test_an_unknown_address_keeps_the_menu(client: TestClient) -> None:
    assert 'href="/review"' in client.get("/nothing/here", headers=HTML).text
    add_team(client, "one")
    assert 'href="/review"' not in client.get("/nothing/here", headers=HTML).text


def test_the_api_answers_browsers_with_problems_too(client: TestClient) -> None:
    answer = client.get("/v1/calls/x", headers=HTML)
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/", "/docs", "/upload"])
def test_pages_fetch_nothing_from_elsewhere(client: TestClient, path: str) -> None:
    handed_in(client)
    answer = client.get(path)
    assert answer.status_code == 200
    page = answer.text
    assert "style=" not in page
    assert "http://" not in page
    assert "https://" not in page


def first_moment(client: TestClient, query: str = "") -> str:
    return re.findall(r'data-at="([^"]*)"', client.get(f"/review{query}").text)[0]


def test_a_verdict_leads_to_the_next_moment_and_can_be_taken_back(client: TestClient) -> None:
    handed_in(client)
    first = first_moment(client)
    answer = client.post(f"/review/{first}", data={"verdict": "confirmed"})
    page = client.get(answer.headers["Location"]).text
    assert "1 of " in page
    assert f'data-at="{first}"' not in page
    client.post(f"/review/{first}/undo")
    assert first_moment(client) == first
    assert "0 of " in client.get("/review").text


def test_the_gravest_moments_come_first(client: TestClient) -> None:
    handed_in(client)
    shown = re.findall(r'class="kind (\w+)"', client.get("/review").text)
    ranks = [["high", "medium", "low", "good"].index(one) for one in shown]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) > 1


def test_a_comment_and_another_label_are_kept_with_the_verdict(client: TestClient) -> None:
    handed_in(client)
    first = first_moment(client, "?severity=high")
    said = {"verdict": "dismissed", "comment": "<b>no</b>", "corrected": "probe.why"}
    client.post(f"/review/{first}", data=said)
    page = client.get(f"/review?every=true&at={first}").text
    assert "&lt;b&gt;no&lt;/b&gt;" in page
    assert "it asks why" in page


@pytest.mark.parametrize(
    ("query", "text"),
    [
        pytest.param("?kind=overpromise", "Promised too much", id="kind"),
        pytest.param("?account=acme", "Promised too much", id="account"),
        pytest.param("?rep=Nobody", "No moment fits", id="nobody"),
        pytest.param("?since=2027-01-01", "No moment fits", id="later"),
    ],
)
def test_moments_are_chosen_by_the_form(client: TestClient, query: str, text: str) -> None:
    handed_in(client)
    assert text in client.get(f"/review{query}").text


def test_the_queue_ends_somewhere(client: TestClient) -> None:
    handed_in(client)
    while first := first_moment(client):
        client.post(f"/review/{first}", data={"verdict": "unsure"})
    assert "All done" in client.get("/review").text


def test_how_it_goes_is_told_only_from_enough_calls(client: TestClient) -> None:
    for n in range(3):
        handed_in(client, f"{n}.vtt", account="Acme", date=f"2026-03-0{n + 1}")
    assert "not enough calls: 3 with a score" in client.get("/accounts/Acme").text
    handed_in(client, "3.vtt", account="Acme", date="2026-03-09")
    page = client.get("/accounts/acme").text
    assert "no clear trend" in page
    assert page.split('data-chart="')[1].split('"')[0].count(";") == 4
    assert "no clear trend" in client.get("/team").text
    assert "no clear trend" in client.get("/reps/Ann").text
    assert 'href="/accounts/Acme"' in client.get("/accounts").text


def test_a_number_or_a_side_is_nobodys_name(serve: Serve) -> None:
    def report(call: Any, settings: Any) -> dict[str, Any]:
        found = WHOLE.report(call, settings)
        sides = {"rep": call.source.removesuffix(".vtt"), "customer": "Lee Park"}
        people = [{**one, "name": sides[one["role"]]} for one in found["participants"]]
        return {**found, "participants": people}

    client = serve(road=Road(WHOLE.load, report))
    for name in ("0", "AGENT", "Speaker 2", "Dana"):
        handed_in(client, f"{name}.vtt")
    assert [one["name"] for one in client.get("/v1/reps").json()["items"]] == ["Dana"]
    assert "3 calls name nobody who sells" in client.get("/team").text


def test_nobody_is_shown_under_a_name_that_has_no_calls(client: TestClient) -> None:
    assert client.get("/reps/Nobody", headers=HTML).status_code == 404


def test_a_rep_sees_the_own_calls_alone(client: TestClient) -> None:
    team = add_team(client, "one", rep="Ann Lee")
    places = {}
    for name in ("Ann Lee", "Bo Ek"):
        form = {"rep": name, "account": name}
        files = {"file": (f"{name}.vtt", vtt(name))}
        sent = client.post("/v1/calls", files=files, data=form, headers=team.key())
        places[name] = f"/calls/{sent.headers['Call-Id']}"
    own = {**team.key(Role.REP), **HTML}
    for path in ("/", "/me", "/accounts"):
        page = client.get(path, headers=own).text
        assert "Ann Lee" in page
        assert "Bo Ek" not in page
    assert client.get(places["Ann Lee"], headers=own).status_code == 200
    for path in (places["Bo Ek"], f"{places['Bo Ek']}/report.json", "/reps/Bo%20Ek"):
        assert client.get(path, headers=own).status_code == 404
    for path in ("/team", "/team/signals"):
        assert client.get(path, headers=own).headers["Location"] == "/me"
    assert client.get("/review", headers=own).status_code == 403
    assert client.get("/upload", headers=own).status_code == 403
