from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.pages import page_policy
from tests.api.quick_service import Serve, own_json, send, vtt

HTML = {"Accept": "text/html"}


def test_lists_calls_without_trusting_their_names(client: TestClient) -> None:
    kept = send(client, name="<script>x<script>.vtt").headers["Call-Id"]
    page = client.get("/", headers=HTML)
    assert page.headers["Content-Type"].startswith("text/html")
    assert "<script" not in page.text
    assert f'href="/calls/{kept}"' in page.text


def test_the_form_leads_to_the_report(client: TestClient) -> None:
    form: Any = {"files": {"file": ("acme.vtt", vtt())}, "data": {"rep": ""}}
    first, again = client.post("/calls", **form), client.post("/calls", **form)
    assert (first.status_code, again.status_code) == (303, 303)
    assert first.headers["Location"] == again.headers["Location"]
    assert first.headers["Location"].startswith("/calls/")


def test_older_calls_are_a_link_away(client: TestClient) -> None:
    for n in range(51):
        send(client, vtt(f"month {n}"), f"call {n}.vtt")
    first = client.get("/").text
    assert "call 50.vtt" in first
    assert "call 0.vtt" not in first
    cursor = first.split("/?cursor=")[1].split('"')[0]
    assert "call 0.vtt" in client.get(f"/?cursor={cursor}").text


def test_a_report_page_brings_its_own_policy(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = "default-src &#39;none&#39;; style-src &#39;sha256-x&#39;"
    html = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    monkeypatch.setattr("analyser.page.page", lambda reports: html + reports[0]["source"])
    page = client.get(send(client).headers["Location"].removeprefix("/v1"))
    assert page.text.endswith("acme.vtt")
    found = page.headers["Content-Security-Policy"]
    assert found == "default-src 'none'; style-src 'sha256-x'; frame-ancestors 'none'"


def test_a_page_without_policy_may_only_style_itself() -> None:
    assert page_policy("<p>") == (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    )


def test_people_get_problems_as_pages(client: TestClient) -> None:
    page = client.get("/calls/x", headers=HTML)
    assert (page.status_code, "No such call" in page.text) == (404, True)
    assert page.headers["Content-Type"].startswith("text/html")


def test_the_api_answers_browsers_with_problems_too(client: TestClient) -> None:
    answer = client.get("/v1/calls/x", headers=HTML)
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_pages_fetch_nothing_from_elsewhere(serve: Serve, path: str) -> None:
    client = serve()
    client.post("/v1/calls", json=own_json())
    page = client.get(path).text
    assert "<script" not in page
    assert "style=" not in page
    assert "http://" not in page
    assert "https://" not in page


def test_the_style_sheet_is_there(client: TestClient) -> None:
    assert client.get("/static/style.css").headers["Content-Type"].startswith("text/css")
