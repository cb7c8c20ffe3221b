"""Somebody's own password, changed on a page."""

from html import unescape

import pytest
from fastapi.testclient import TestClient

from tests.api.page_service import HTML
from tests.api.teams import PASSWORD, add_team

EMAIL = "admin@one.example"
NEW = "another horse battery"


@pytest.fixture
def ada(client: TestClient) -> TestClient:
    """Somebody who has signed in."""
    add_team(client, "one")
    assert enters(client, PASSWORD)
    return client


def enters(client: TestClient, password: str) -> bool:
    """Whether a password lets in."""
    answer = client.post("/sign-in", data={"email": EMAIL, "password": password})
    return answer.status_code == 303


def changed(client: TestClient, old: str, password: str, again: str) -> str:
    """The page after the form was sent."""
    page = client.get("/account", headers=HTML).text
    token = page.split('name="csrf" value="')[1].split('"')[0]
    form = {"csrf": token, "old": old, "password": password, "again": again}
    return unescape(client.post("/account", data=form, follow_redirects=True).text)


def test_a_new_password_counts_and_the_old_one_no_more(ada: TestClient) -> None:
    kept = {"Cookie": f"trust_analyser_session={ada.cookies['trust_analyser_session']}"}
    assert "The new password counts" in changed(ada, PASSWORD, NEW, NEW)
    assert ada.get("/account", headers=HTML).status_code == 200
    ada.cookies.clear()
    assert ada.get("/", headers={**HTML, **kept}).status_code == 303
    assert (enters(ada, PASSWORD), enters(ada, NEW)) == (False, True)


@pytest.mark.parametrize(
    ("old", "password", "again", "said"),
    [
        pytest.param("not the old one", NEW, NEW, "The old password is another one", id="old"),
        pytest.param(PASSWORD, NEW, PASSWORD, "twice, both times the same", id="unlike"),
        pytest.param(PASSWORD, "", "", "twice, both times the same", id="empty"),
        pytest.param(PASSWORD, "short", "short", "expected at least 12, found 5", id="short"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(
    ada: TestClient, old: str, password: str, again: str, said: str
) -> None:
    assert said in changed(ada, old, password, again)
    assert enters(ada, PASSWORD)


def test_the_form_brings_its_token(ada: TestClient) -> None:
    form = {"old": PASSWORD, "password": NEW, "again": NEW}
    assert ada.post("/account", data=form).status_code == 403


def test_a_key_has_no_password(client: TestClient) -> None:
    team = add_team(client, "one")
    assert client.get("/account", headers={**team.key(), **HTML}).status_code == 403
