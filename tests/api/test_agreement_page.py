"""How far people agree, on a page."""

import pytest
from fastapi.testclient import TestClient

from api.access import Role
from tests.api.page_service import HTML, WHOLE
from tests.api.quick_service import Serve, vtt
from tests.api.teams import Team, add_team


@pytest.fixture
def client(serve: Serve) -> TestClient:
    return serve(road=WHOLE)


@pytest.fixture
def team(client: TestClient) -> Team:
    """A team with twelve calls, so with more than ten moments of a kind."""
    team = add_team(client, "one")
    for n in range(12):
        files = {"file": (f"{n}.vtt", vtt(str(n)))}
        client.post("/v1/calls", files=files, headers=team.key())
    return team


def judge(client: TestClient, team: Team, verdicts: str, role: Role, **said: str) -> None:
    """Judge overpromises in order: y, n or u each."""
    words = {"y": "confirmed", "n": "dismissed", "u": "unsure"}
    query = {"kind": "overpromise", "limit": len(verdicts)}
    found = client.get("/v1/moments", params=query, headers=team.key()).json()["items"]
    ordered = sorted(found, key=lambda one: one["id"])
    for one, verdict in zip(ordered, verdicts, strict=True):
        body = {"verdict": words[verdict], **said}
        path = f"/v1/moments/{one['id']}/verdicts"
        assert client.post(path, json=body, headers=team.key(role)).status_code == 201


def shown(client: TestClient, team: Team, query: str = "") -> str:
    answer = client.get(f"/agreement{query}", headers={**team.key(Role.COACH), **HTML})
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def test_says_where_to_begin(client: TestClient, team: Team) -> None:
    assert "Nothing was judged yet" in shown(client, team)


def test_tells_nothing_from_few_judgements(client: TestClient, team: Team) -> None:
    judge(client, team, "yyn", Role.COACH)
    page = shown(client, team)
    assert "Too few to say: 3 judged, 10 are needed" in page
    assert "Too few to say: 0 judged twice, 10 are needed" in page


def test_counts_and_intervals_stand_with_the_figures(client: TestClient, team: Team) -> None:
    judge(client, team, "yyyyyyyynnuy", Role.COACH)
    judge(client, team, "yyyyyyyynyyy", Role.ADMIN)
    page = shown(client, team)
    assert "of 23</span>" in page
    assert "0.61</b>" in page
    assert "10 of 11 alike" in page


def test_shows_what_people_differ_about_side_by_side(client: TestClient, team: Team) -> None:
    judge(client, team, "nny", Role.COACH, comment="<i>It was asked for.</i>")
    judge(client, team, "yny", Role.ADMIN)
    coaches, engine = shown(client, team), shown(client, team, "?between=engine")
    for page in (coaches, engine):
        assert "1 moment, the last judged first" in page
        assert "&lt;i&gt;It was asked for.&lt;/i&gt;" in page
    first, second = (page.split("&amp;at=")[1].split('"')[0] for page in (coaches, engine))
    assert first != second
    assert "Nobody differs" in shown(client, team, "?kind=monologue")


def test_reps_do_not_judge_coaches(client: TestClient, team: Team) -> None:
    headers = {**team.key(Role.REP), **HTML}
    assert client.get("/agreement", headers=headers).status_code == 403
