"""What grows stands on a page in part; the rest comes when somebody opens it, nothing is lost."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from analyser.conversation import Conversation
from analyser.settings import Settings
from api.work.analyst import Road
from tests.api.page_service import HTML, WHOLE, page_report
from tests.api.quick_service import Serve, send, vtt
from tests.api.teams import PASSWORD

HEAVY = 150_000
"""Bytes of a page that leave room for what it brings along."""


@pytest.fixture
def client(serve: Serve) -> TestClient:
    return serve(road=WHOLE)


def read(client: TestClient, path: str) -> str:
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200, answer.text
    return answer.text


def parts(client: TestClient, path: str) -> list[str]:
    """A page and all that can be opened on it, and on that."""
    found, ahead = [read(client, path)], list[str]()
    ahead += addresses(found[0])
    while ahead:
        found.append(read(client, ahead.pop()))
        ahead += addresses(found[-1])
    return found


def addresses(page: str) -> list[str]:
    return [one.replace("&amp;", "&") for one in re.findall(r'data-more="([^"]+)"', page)]


def everywhere(client: TestClient, path: str, sought: str) -> list[str]:
    return [one for part in parts(client, path) for one in re.findall(sought, part)]


@pytest.fixture
def long(client: TestClient) -> str:
    return f"/calls/{send(client, vtt('long'), 'long.vtt').headers['Call-Id']}"


def test_a_long_call_is_light(client: TestClient, long: str) -> None:
    assert len(read(client, long).encode()) < HEAVY


def test_every_row_of_a_long_call_s_tables_can_be_opened(client: TestClient, long: str) -> None:
    report = client.get(f"/v1{long}").json()
    rows = r'<tr><td><div lang="en"'
    count = sum(len(report[name]) for name in ("requests", "price_cuts", "commitments"))
    assert count > 300
    assert len(everywhere(client, long, rows)) == count
    assert len(re.findall(rows, read(client, f"{long}?whole=true"))) == count


def test_requests_of_a_long_call_share_marks_in_the_picture(client: TestClient, long: str) -> None:
    titles = re.findall(r"<title>(?:(\d+) asked|Asked)", read(client, long))
    assert len(titles) <= 100
    assert sum(int(number or 1) for number in titles) == 334


def test_earlier_comments_can_be_opened(client: TestClient, long: str) -> None:
    for number in range(25):
        client.post(f"/v1{long}/comments", json={"text": f"Comment {number}."})
    comment = r">(Comment \d+\.)<"
    assert re.findall(comment, read(client, long)) == [f"Comment {n}." for n in range(5, 25)]
    assert len(set(everywhere(client, long, comment))) == 25
    assert len(re.findall(comment, read(client, f"{long}?whole=true"))) == 25


def crowd(call: Conversation, settings: Settings) -> dict[str, Any]:
    """The report of a call in which 500 people speak, nobody knows for whom, in long turns."""
    report = page_report(call, settings)
    template, person = report["turns"][0], report["participants"][0]
    report["turns"] = [
        {**template, "speaker": f"P{n}", "text": "word " * 200, "sentences": []} for n in range(500)
    ]
    nobody = {"role": None, "role_from": None, "role_confidence": 0.6}
    report["participants"] = [{**person, **nobody, "name": f"P{n}", "words": n} for n in range(500)]
    return report | {"moments": [], "requests": [], "price_cuts": [], "commitments": []}


def test_a_call_of_500_people_in_long_turns_is_light(serve: Serve) -> None:
    client = serve(road=Road(lambda _settings: "acts 1", crowd))
    place = f"/calls/{send(client).headers['Call-Id']}"
    page = read(client, place)
    assert len(page.encode()) < HEAVY
    people = set(everywhere(client, place, r"<li class=\"unknown\"><b><bdi>(P\d+)</bdi>"))
    assert len(people) == 500
    sellers = re.findall(r'<button name="rep" value="(P\d+)"|<option>(P\d+)</option>', page)
    assert len(set(sellers)) == 500
    cuts = re.findall(r'data-first="(\d+)" data-last="(\d+)"', page)
    assert [first for first, _ in cuts[1:]] == [last for _, last in cuts[:-1]]
    turns = {*re.findall(r'id="c-t(\d+)"', page)}
    for first, last in cuts:
        part = read(client, f"{place}/turns?first={first}&last={last}")
        turns |= {*re.findall(r'id="c-t(\d+)"', part)}
    assert len(turns) == 500


@pytest.fixture
def many(client: TestClient) -> TestClient:
    """A service with 260 calls of one rep to 130 accounts."""
    for number in range(260):
        form = {"account": f"Firm {number % 130:03}", "rep": "Ann"}
        send(client, vtt(f"call {number}"), f"call {number}.vtt", **form)
    return client


def test_every_call_promise_and_account_of_a_rep_can_be_opened(many: TestClient) -> None:
    calls = r'<th scope="row"><a href="/calls/[^"]+"><bdi>(call \d+\.vtt)'
    page = read(many, "/reps/Ann")
    assert len(page.encode()) < HEAVY
    assert len(re.findall(calls, page)) == 50
    assert len(set(everywhere(many, "/reps/Ann", calls))) == 260
    promises = r'id="promise-([^"]+)"'
    assert len(re.findall(promises, page)) == 8
    whole = read(many, "/reps/Ann?whole=true")
    assert set(everywhere(many, "/reps/Ann", promises)) == set(re.findall(promises, whole))
    assert len(re.findall(calls, whole)) == 260
    points = re.findall(r'data-chart="([^"]*)"', page)
    assert points[0].count(";") == whole.count('data-label="Trust" class="scorecell"><b')


def test_every_account_is_listed_or_found(many: TestClient) -> None:
    names = r'href="/accounts/Firm%20(\d+)"'
    assert len(re.findall(names, read(many, "/accounts"))) == 100
    assert len(set(everywhere(many, "/accounts", names))) == 130
    assert re.findall(names, read(many, "/accounts?like=firm 12")) == [f"12{n}" for n in range(10)]
    assert "No account fits" in read(many, "/accounts?like=zeppelin")


def test_names_to_choose_from_are_asked_for_where_there_are_too_many(
    many: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.web.suggestions.ON_PAGE", 100)
    page = read(many, "/")
    assert '<datalist id="accounts" data-names="/names/account"></datalist>' in page
    assert '<option value="Ann">' in page
    assert read(many, "/names/account?like=FIRM 01").count("<option") == 10
    assert read(many, "/names/account?like=%").count("<option") == 0
    assert many.get("/names/other").status_code == 422


def people(client: TestClient) -> None:
    for number in range(60):
        one = {"email": f"u{number}@x.example", "name": f"User {number}", "role": "coach"}
        sent = client.post(
            "/v1/users",
            json={**one, "role": "admin" if number == 0 else "coach", "password": PASSWORD},
        )
        assert sent.status_code == 201


def keys(client: TestClient) -> None:
    for number in range(60):
        client.post("/v1/keys", json={"name": f"User {number}", "scopes": ["calls:read"]})


def collections(client: TestClient) -> None:
    for number in range(70):
        client.post("/v1/collections", json={"name": f"User {number}"})


@pytest.mark.parametrize(
    ("path", "fill", "count"),
    [
        pytest.param("/settings/keys", keys, 60, id="keys"),
        pytest.param("/collections", collections, 70, id="collections"),
    ],
)
def test_long_lists_have_pages(
    client: TestClient, path: str, fill: Callable[[TestClient], None], count: int
) -> None:
    fill(client)
    found, ahead = set[str](), path
    while ahead:
        page = read(client, ahead)
        found |= set(re.findall(r"<bdi>(User \d+)</bdi>", page))
        more = re.findall(r'href="(\?skip=\d+)">\d+ more<', page)
        ahead = f"{path}{more[0]}" if more else ""
    assert len(found) == count


def test_people_are_found_by_their_letters(client: TestClient) -> None:
    made = {"name": "k", "scopes": ["admin", "calls:read"]}
    secret = client.post("/v1/keys", json=made).json()["secret"]
    client.headers["Authorization"] = f"Bearer {secret}"
    people(client)
    page = read(client, "/settings/people")
    assert page.count('action="/settings/people/') == 50
    assert "10 more" in page
    found = re.findall(r"<b><bdi>(User \d+)</bdi>", read(client, "/settings/people?like=U5"))
    assert sorted(found) == sorted({"User 5", *(f"User {n}" for n in range(50, 60))})
    assert "Nobody has these letters" in read(client, "/settings/people?like=zeppelin")


def test_what_was_said_of_every_week_can_be_opened(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.web.agreement.WEEKS", 1)
    send(client, vtt(), "acme.vtt")
    found = client.get("/v1/moments").json()["items"]
    for number, one in enumerate(found[:3]):
        with monkeypatch.context() as patched:
            day = f"2026-0{number + 1}-05T10:00:00.000Z"
            patched.setattr("api.store.moments.stamp", lambda day=day: day)
            client.post(f"/v1/moments/{one['id']}/verdicts", json={"verdict": "confirmed"})
    weeks = r'<th scope="row">(\d+ [A-Z]\w+ 2026)</th>'
    assert len(re.findall(weeks, read(client, "/agreement"))) == 1
    assert len(set(everywhere(client, "/agreement", weeks))) == 3
    assert len(re.findall(weeks, read(client, "/agreement?whole=true"))) == 3
