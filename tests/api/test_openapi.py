from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from analyser.ingest import read_path
from analyser.settings import Settings
from analyser.signals import all_signals
from api.errors import TABLE, slug
from api.schemas import EXAMPLE_CALL, Report
from api.service import ROAD
from api.settings import PREFIX, ServiceSettings
from models.trained import ActModel

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "data" / "samples"
DOCS = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
ROUTES = {
    ("get", "/v1/calls"),
    ("post", "/v1/calls"),
    ("get", "/v1/calls/{call_id}"),
    ("delete", "/v1/calls/{call_id}"),
    ("get", "/v1/calls/{call_id}/transcript"),
    ("get", "/v1/calls/{call_id}/moments"),
    ("get", "/v1/moments"),
    ("post", "/v1/moments/{moment_id}/verdicts"),
    ("get", "/v1/moments/{moment_id}/verdicts"),
    ("put", "/v1/moments/{moment_id}/assignment"),
    ("put", "/v1/calls/{call_id}/reps"),
    ("get", "/v1/calls/{call_id}/comments"),
    ("post", "/v1/calls/{call_id}/comments"),
    ("get", "/v1/moments/{moment_id}"),
    ("get", "/v1/moments/{moment_id}/history"),
    ("get", "/v1/moments/{moment_id}/comments"),
    ("post", "/v1/moments/{moment_id}/comments"),
    ("delete", "/v1/comments/{comment_id}"),
    ("get", "/v1/collections"),
    ("post", "/v1/collections"),
    ("get", "/v1/collections/{collection_id}"),
    ("patch", "/v1/collections/{collection_id}"),
    ("delete", "/v1/collections/{collection_id}"),
    ("get", "/v1/collections/{collection_id}/moments"),
    ("put", "/v1/collections/{collection_id}/moments/{moment_id}"),
    ("delete", "/v1/collections/{collection_id}/moments/{moment_id}"),
    ("get", "/v1/commitments"),
    ("get", "/v1/commitments/{commitment_id}"),
    ("post", "/v1/commitments/{commitment_id}/fates"),
    ("get", "/v1/commitments/{commitment_id}/fates"),
    ("get", "/v1/reps"),
    ("get", "/v1/reps/{rep_name}"),
    ("get", "/v1/accounts"),
    ("get", "/v1/accounts/{account_name}"),
    ("get", "/v1/verdicts/export"),
    ("get", "/v1/exports/calls"),
    ("get", "/v1/exports/moments"),
    ("get", "/v1/agreement"),
    ("post", "/v1/batches"),
    ("post", "/v1/reanalyses"),
    ("get", "/v1/jobs"),
    ("get", "/v1/jobs/{job_id}"),
    ("get", "/v1/jobs/{job_id}/items"),
    ("get", "/v1/jobs/{job_id}/events"),
    ("post", "/v1/session"),
    ("get", "/v1/session"),
    ("delete", "/v1/session"),
    ("get", "/v1/users"),
    ("post", "/v1/users"),
    ("patch", "/v1/users/{user_id}"),
    ("get", "/v1/keys"),
    ("post", "/v1/keys"),
    ("delete", "/v1/keys/{key_id}"),
    ("get", "/v1/audit"),
    ("post", "/v1/webhooks"),
    ("get", "/v1/webhooks"),
    ("delete", "/v1/webhooks/{webhook_id}"),
    ("get", "/v1/webhooks/{webhook_id}/deliveries"),
    ("get", "/v1/profile"),
    ("put", "/v1/profile"),
    ("delete", "/v1/profile"),
    ("get", "/v1/privacy"),
    ("put", "/v1/privacy"),
    ("post", "/v1/privacy/redactions"),
    ("post", "/v1/erasures"),
    ("get", "/v1/erasures"),
    ("get", "/v1/erasures/{erasure_id}"),
    ("get", "/v1/signals"),
    ("get", "/healthz"),
    ("get", "/readyz"),
    ("get", "/metrics"),
}


def operations(client: TestClient) -> dict[tuple[str, str], Any]:
    paths = client.get("/openapi.json").json()["paths"]
    return {(method, path): one for path, ones in paths.items() for method, one in ones.items()}


def test_lists_every_route(client: TestClient) -> None:
    assert set(operations(client)) == ROUTES


def test_names_the_problems_of_every_route(client: TestClient) -> None:
    for (_, path), operation in operations(client).items():
        bad = {s: r for s, r in operation["responses"].items() if s >= "400"}
        assert bad or path == "/v1/signals"
        for status, response in bad.items():
            (media,) = response["content"].items()
            assert media[0] == "application/problem+json"
            values = [example["value"] for example in media[1]["examples"].values()]
            assert {value["status"] for value in values} == {int(status)}


def test_every_reference_leads_somewhere(client: TestClient) -> None:
    document = client.get("/openapi.json")
    schemas = document.json()["components"]["schemas"]
    named = {part.split('"')[0] for part in document.text.split("#/components/schemas/")[1:]}
    assert named <= set(schemas)
    assert not any("Validation" in name for name in schemas)


def test_the_example_call_is_taken(client: TestClient) -> None:
    assert client.post("/v1/calls", json=EXAMPLE_CALL).status_code == 201


def test_the_page_lists_routes_and_problems(client: TestClient) -> None:
    page = client.get("/docs").text
    for method, path in ROUTES:
        assert f"<code>{method.upper()} {path}</code>" in page
    for error in TABLE:
        assert f'id="{slug(error)}"' in page


def test_lists_every_signal_with_its_limits(client: TestClient) -> None:
    found = client.get("/v1/signals").json()
    assert [entry["name"] for entry in found] == list(all_signals())
    assert all(entry["limits"] and entry["unit"] for entry in found)


@pytest.mark.parametrize("name", ServiceSettings.model_fields)
def test_the_docs_list_every_setting(name: str) -> None:
    assert f"`{PREFIX}{name.upper()}`" in DOCS


@pytest.mark.parametrize(("method", "path"), sorted(ROUTES))
def test_the_docs_list_every_route(method: str, path: str) -> None:
    assert f"`{method.upper()} {path}`" in DOCS


@pytest.mark.parametrize("name", ["price-pushback.srt", "voicemail-plain.txt"])
def test_whole_reports_fit_the_schema(
    monkeypatch: pytest.MonkeyPatch, small_model: ActModel, name: str
) -> None:
    monkeypatch.setattr("analyser.pipeline.act_model", lambda: small_model)
    (call,) = read_path(SAMPLES / name)
    Report.model_validate(ROAD.report(call, Settings()))
