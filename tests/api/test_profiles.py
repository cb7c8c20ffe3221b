"""A team's own profile: by the API, on its pages, and what it does to calls."""

import tomllib
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from fastapi.testclient import TestClient

from analyser.conversation import Conversation
from analyser.profile_file import load_profile
from analyser.settings import Settings
from api.access import SCOPES, Role, Who
from api.profile_edits import with_tracker
from api.service import profile_in_use
from api.store.view import DEFAULT_TEAM
from api.work.analyst import Road
from api.work.housekeeping import listen
from api.work.jobs import work_off_next
from api.work.profiles import change_profile
from tests.api.page_service import HTML, page_report
from tests.api.quick_service import Serve, on_each_database, vtt
from tests.api.teams import PASSWORD, add_team, service

OWN = {"extends": "default", "name": "field team", "signals": {"expertise": {"weight": 0.2}}}
TRACKER = {
    "name": "Who decides?",
    "about": "Asks who decides.",
    "side": "rep",
    "good": "many",
    "phrases": "sign off\n\n final say ",
    "examples": "",
    "weight": "0.05",
    "false_alarms": "5",
}

LONG = [
    {"name": f"t{n}", "about": "x", "side": "rep", "good": "many", "phrases": ["x" * 500] * 100}
    for n in range(30)
]


def scored(call: Conversation, settings: Settings) -> dict[str, Any]:
    """A report that names the profile and what its weight makes of the call."""
    profile = profile_in_use(settings.profile)
    named = {"profile": {"name": profile.name, "hash": profile.hash}}
    score = 100 * profile.rules["expertise"].weight
    return page_report(call, settings) | named | {"trust_score": score}


ROAD = Road(lambda _settings: "acts 1", scored)


@pytest.fixture
def admin(serve: Serve) -> TestClient:
    """Somebody who has signed in as the admin of team one; team two is there as well."""
    client = serve(road=ROAD)
    add_team(client, "one")
    form = {"email": "admin@one.example", "password": PASSWORD}
    assert client.post("/sign-in", data=form).status_code == 303
    return client


def put(client: TestClient, tables: object) -> Any:
    return client.put(
        "/v1/profile", json={"tables": tables}, headers={"X-CSRF-Token": token(client)}
    )


def token(client: TestClient) -> str:
    page = client.get("/settings/keys").text
    return page.split('name="csrf" value="')[1].split('"')[0]


def sent(client: TestClient, path: str, **form: object) -> str:
    """The page that a form leads to."""
    data = {"csrf": token(client), **form}
    return client.post(f"/settings/{path}", data=data, follow_redirects=True).text


def work(client: TestClient) -> None:
    while work_off_next(service(client).analyst):
        pass


@on_each_database
def test_an_own_profile_counts_for_new_calls_and_old_ones_on_request(serve: Serve) -> None:
    client = serve(road=ROAD)
    plain = 100 * load_profile("default").rules["expertise"].weight
    team, other = add_team(client, "one"), add_team(client, "two")
    before = send_as(client, team.key())
    own = client.put("/v1/profile", json={"tables": OWN}, headers=team.key()).json()
    assert (own["name"], own["tables"], own["outdated"]) == ("field team", OWN, 1)
    assert own["hash"] != load_profile("default").hash
    assert score(client, before, team.key()) == plain
    assert score(client, send_as(client, team.key(), "May"), team.key()) == 20.0
    assert score(client, send_as(client, other.key()), other.key()) == plain
    sent_anew = client.post("/v1/reanalyses", json={"outdated": True}, headers=team.key()).json()
    assert sent_anew["waiting"] == 1
    work(client)
    assert score(client, before, team.key()) == 20.0
    assert client.get("/v1/profile", headers=team.key()).json()["outdated"] == 0
    assert client.get("/v1/profile", headers=other.key()).json()["tables"] is None
    again = client.delete("/v1/profile", headers=team.key()).json()
    assert (again["name"], again["tables"], again["outdated"]) == ("default", None, 2)
    lines = client.get("/v1/audit", headers=team.key()).json()["items"]
    assert {"profile.change", "profile.drop"} <= {line["action"] for line in lines}


def send_as(client: TestClient, key: dict[str, str], month: str = "March") -> str:
    files = {"file": ("acme.vtt", vtt(month))}
    return str(client.post("/v1/calls", files=files, headers=key).headers["Call-Id"])


def score(client: TestClient, call: str, key: dict[str, str]) -> float:
    return float(client.get(f"/v1/calls/{call}", headers=key).json()["trust_score"])


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        pytest.param({"name": "x"}, "in trust: nothing, it is missing", id="nothing-in-it"),
        pytest.param(
            OWN | {"signals": {"expertis": {"weight": 1, "curve": [[0, 0], [1, 9]]}}},
            "did you mean expertise",
            id="no-signal",
        ),
        pytest.param(
            OWN | {"signals": {"expertise": {"weight": -1}}}, "signals.expertise.weight", id="below"
        ),
        pytest.param({"extends": ["x"]}, "a profile of the shelf", id="extends-a-list"),
        pytest.param(OWN | {"types": {"demo": {"candour": {"curve": None}}}}, "null", id="null"),
        pytest.param(OWN | {"tracker": LONG}, "1 MB at most", id="huge"),
    ],
)
def test_a_profile_of_no_use_is_refused_and_nothing_kept(
    serve: Serve, tables: dict[str, Any], said: str
) -> None:
    client = serve(max_upload_mb=4)
    key = add_team(client, "one").key()
    answer = client.put("/v1/profile", json={"tables": tables}, headers=key)
    assert (answer.status_code, answer.json()["title"]) == (422, "The profile cannot be used")
    assert said in answer.json()["detail"]
    assert client.get("/v1/profile", headers=key).json()["tables"] is None


@pytest.mark.parametrize("role", [Role.COACH, Role.REP, Role.ANALYST, Role.UPLOADER])
def test_admins_alone_change_the_profile(client: TestClient, role: Role) -> None:
    key = add_team(client, "one").key(role)
    answers = [
        client.get("/v1/profile", headers=key),
        client.put("/v1/profile", json={"tables": OWN}, headers=key),
        client.delete("/v1/profile", headers=key),
    ]
    assert {answer.status_code for answer in answers} == {403}


def test_weights_are_set_on_a_page(admin: TestClient) -> None:
    form = {"signal": ["expertise", "candour"], "weight": ["0.2", "0.393"]}
    assert "Calls that come from now on" in sent(admin, "signals", **form)
    tables = admin.get("/v1/profile").json()["tables"]
    assert tables["signals"]["expertise"] == {"weight": 0.2}
    weight = load_profile("default").rules["candour"].weight
    assert ("candour" in tables["signals"]) == (weight != 0.393)
    sent(admin, "profile/drop")
    weights = load_profile("default").rules["candour"].weight
    sent(admin, "signals", signal=["candour"], weight=[f"{weights}"])
    assert admin.get("/v1/profile").json()["tables"] is None
    page = sent(admin, "signals", signal=["expertise"], weight=["much"])
    assert "in signals.expertise.weight" in page
    assert admin.get("/v1/profile").json()["tables"] is None


def test_a_band_is_set_for_a_kind_of_call_and_reset(admin: TestClient) -> None:
    points = {"value": ["0.6", "", "0.2"], "score": ["100", "", "40"]}
    sent(admin, "signals/expertise", kind="demo", weight="0.3", **points)
    rule = {"weight": 0.3, "curve": [[0.2, 40.0], [0.6, 100.0]]}
    tables = admin.get("/v1/profile").json()["tables"]
    assert tables["types"] == {"demo": {"expertise": rule}}
    page = admin.get("/settings/signals/expertise?kind=demo").text
    assert 'name="value" value="0.2"' in page
    assert "expertise" in admin.get("/settings/signals").text
    sent(admin, "signals/expertise/reset", kind="demo")
    assert "types" not in admin.get("/v1/profile").json()["tables"]


def test_a_refused_band_shows_what_was_entered(admin: TestClient) -> None:
    page = sent(admin, "signals/expertise", weight="1", value=["0.2", "0.2"], score=["40", "50"])
    assert "must rise" in page
    assert page.count('name="value" value="0.2"') == 2
    assert admin.get("/settings/signals/nonsense", headers=HTML).status_code == 404


def test_a_tracker_is_added_changed_and_deleted(admin: TestClient) -> None:
    page = sent(admin, "trackers", **TRACKER)
    assert "Who decides" in page
    (kept,) = admin.get("/v1/profile").json()["tables"]["tracker"]
    assert (kept["name"], kept["phrases"]) == ("who_decides", ["sign off", "final say"])
    assert "a name that is taken" in sent(admin, "trackers", **TRACKER)
    assert "final say" in admin.get("/settings/trackers/who_decides").text
    sent(admin, "trackers", **{**TRACKER, "was": "who_decides", "phrases": "budget"})
    (kept,) = admin.get("/v1/profile").json()["tables"]["tracker"]
    assert kept["phrases"] == ["budget"]
    sent(admin, "trackers/who_decides/delete")
    assert admin.get("/v1/profile").json()["tables"]["tracker"] == []
    assert admin.get("/settings/trackers/who_decides", headers=HTML).status_code == 404


def test_a_tracker_says_what_is_not_meant(admin: TestClient) -> None:
    form = {**BY_MEANING, "not_these": "Who signs for it?\n\n Who parks? "}
    assert "2 not these" in sent(admin, "trackers", **form)
    (kept,) = admin.get("/v1/profile").json()["tables"]["tracker"]
    assert kept["not_these"] == ["Who signs for it?", "Who parks?"]
    assert "Who signs for it?\nWho parks?" in admin.get("/settings/trackers/who_decides").text
    sent(admin, "trackers", **{**form, "was": "who_decides", "not_these": " "})
    (kept,) = admin.get("/v1/profile").json()["tables"]["tracker"]
    assert "not_these" not in kept


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param({"phrases": ""}, "phrases, examples or both are needed", id="hears-nothing"),
        pytest.param({"examples": "One.\nTwo."}, "3 examples or more", id="too-few"),
        pytest.param({"not_these": "Who?"}, "there are none", id="nothing-to-tell-it-from"),
        pytest.param({"weight": "much"}, "tracker.0.weight", id="no-weight"),
        pytest.param({"name": "Candour"}, "a name that is taken", id="a-signal-s-name"),
    ],
)
def test_a_tracker_of_no_use_is_refused_and_shown_again(
    admin: TestClient, change: dict[str, str], said: str
) -> None:
    page = sent(admin, "trackers", **{**TRACKER, **change})
    assert said in page
    assert 'value="Asks who decides."' in page
    assert admin.get("/v1/profile").json()["tables"] is None


def test_a_profile_goes_out_and_comes_in_as_a_file(admin: TestClient) -> None:
    put(admin, OWN)
    text = admin.get("/settings/profile/profile.toml").text
    assert tomllib.loads(text) == OWN
    sent(admin, "profile/drop")
    assert admin.get("/v1/profile").json()["tables"] is None
    data = {"csrf": token(admin)}
    for content, said in ((b"name = ", "expected TOML"), (b'name = "x"', "it is missing")):
        files = {"file": ("team.toml", content)}
        answer = admin.post("/settings/profile/file", data=data, files=files)
        assert answer.status_code == 422
        assert said in answer.text
    files = {"file": ("team.toml", text.encode())}
    assert admin.post("/settings/profile/file", data=data, files=files).status_code == 303
    assert admin.get("/v1/profile").json()["tables"] == OWN


@pytest.mark.parametrize(
    "path",
    [
        *("signals", "signals/expertise", "signals/expertise/reset", "trackers"),
        *("trackers/x/delete", "profile/drop", "profile/anew"),
    ],
)
def test_a_profile_stays_without_the_page_s_token(admin: TestClient, path: str) -> None:
    assert admin.post(f"/settings/{path}", data={"weight": "1"}).status_code == 403


def test_an_outdated_call_says_so_and_is_analysed_anew_in_a_click(admin: TestClient) -> None:
    call = upload(admin)
    assert "Scored another way" not in admin.get(f"/calls/{call}").text
    put(admin, OWN)
    assert "Scored another way" in admin.get(f"/calls/{call}").text
    assert "1 call was scored another way" in admin.get("/settings/signals").text
    answer = admin.post(f"/calls/{call}/anew", data={"csrf": token(admin)})
    assert answer.headers["Location"] == f"/calls/{call}"
    assert "Scored another way" not in admin.get(f"/calls/{call}").text
    assert admin.get(f"/v1/calls/{call}").json()["trust_score"] == 20.0
    assert admin.post(f"/calls/{call}/anew").status_code == 403


def test_a_report_from_before_profiles_were_named_still_has_its_page(serve: Serve) -> None:
    def unnamed(call: Conversation, settings: Settings) -> dict[str, Any]:
        report = page_report(call, settings)
        return {key: value for key, value in report.items() if key != "profile"}

    models = ["acts 1"]
    client = serve(road=Road(lambda _settings: models[0], unnamed))
    call = client.post("/v1/calls", files={"file": ("acme.vtt", vtt())}).headers["Call-Id"]
    models[0] = "acts 2"
    page = client.get(f"/calls/{call}", headers=HTML)
    assert page.status_code == 200
    assert "Scored another way" in page.text


def upload(client: TestClient) -> str:
    files = {"file": ("acme.vtt", vtt())}
    headers = {"X-CSRF-Token": token(client)}
    return str(client.post("/v1/calls", files=files, headers=headers).headers["Call-Id"])


def test_all_outdated_calls_are_analysed_anew_by_a_job(admin: TestClient) -> None:
    call = upload(admin)
    put(admin, OWN)
    answer = admin.post("/settings/profile/anew", data={"csrf": token(admin)})
    assert answer.headers["Location"].startswith("/uploads/")
    work(admin)
    assert ">Analysed anew</span>" in admin.get(answer.headers["Location"]).text
    assert admin.get(f"/v1/calls/{call}").json()["trust_score"] == 20.0
    assert "scored another way" not in admin.get("/settings/signals").text


@on_each_database
def test_what_admins_save_at_the_same_time_is_all_kept(serve: Serve) -> None:
    client = serve(road=ROAD)
    db, who = service(client).db, Who(DEFAULT_TEAM, "local", "x", SCOPES[Role.ADMIN])
    about = {"about": "x", "side": "rep", "good": "many", "phrases": ["a b"]}

    def add(number: int) -> None:
        tracker = {"name": f"t{number}", **about}
        change_profile(db, who, OWN, lambda tables: with_tracker(tables, tracker))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, range(8)))
    kept = client.get("/v1/profile").json()["tables"]["tracker"]
    assert {tracker["name"] for tracker in kept} == {f"t{n}" for n in range(8)}


BY_MEANING = {**TRACKER, "phrases": "", "examples": "Who?\nWhy?\nWhen?"}


@pytest.mark.parametrize(("form", "times"), [(TRACKER, 0), (BY_MEANING, 1)], ids=["words", "like"])
def test_what_examples_are_compared_with_is_read_before_a_call_needs_it(
    client: TestClient, form: dict[str, str], times: int
) -> None:
    heard: list[None] = []
    assert client.post("/settings/trackers", data=form).status_code == 303
    listen(service(client).db, load_profile("default"), lambda: heard.append(None))
    assert len(heard) == times


def test_saving_examples_waits_for_nothing(serve: Serve) -> None:
    asked, let = Event(), Event()

    def hear() -> None:
        asked.set()
        let.wait(60)

    client = serve(road=Road(lambda _settings: "acts 1", scored, hear))
    try:
        for name in ("First", "Second"):
            answer = client.post("/settings/trackers", data={**BY_MEANING, "name": name})
            assert answer.status_code == 303
            service(client).chores.wake()
            assert asked.wait(60)
        page = client.get("/settings/trackers").text
        assert ("First" in page, "Second" in page) == (True, True)
    finally:
        let.set()
