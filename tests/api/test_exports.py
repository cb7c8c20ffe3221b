"""Tables for others to work with, and how far coaches agree."""

import csv
import io
import json
from typing import Any

import pyarrow.parquet as pq
import pytest
from fastapi.testclient import TestClient

from api.access import Role
from api.store import exports
from tests.api.quick_service import on_each_database, own_json
from tests.api.teams import add_team

EVIL = "=HYPERLINK(1)"


def fill(client: TestClient, count: int) -> None:
    for number in range(count):
        meta = {"account": EVIL, "date": f"2026-03-0{number + 1}"}
        sent = own_json(f"-{number} is what we need.", meta=meta)
        assert client.post("/v1/calls", json=sent).status_code == 201


def rows(client: TestClient, table: str, form: str, **chosen: str) -> list[dict[str, Any]]:
    answer = client.get(f"/v1/exports/{table}", params={"format": form, **chosen})
    assert answer.status_code == 200
    assert f'filename="{table}.{form}"' in answer.headers["Content-Disposition"]
    if form == "parquet":
        found: list[dict[str, Any]] = pq.read_table(io.BytesIO(answer.content)).to_pylist()
        return found
    if form == "jsonl":
        return [json.loads(line) for line in answer.text.splitlines()]
    return list(csv.DictReader(io.StringIO(answer.text)))


@on_each_database
@pytest.mark.parametrize("table", ["calls", "moments"])
def test_every_form_holds_every_row(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    monkeypatch.setattr(exports, "ROWS_AT_ONCE", 2)
    fill(client, 5)
    count = {"calls": 5, "moments": 10}[table]
    by_form = {form: rows(client, table, form) for form in ("csv", "jsonl", "parquet")}
    ids = {form: [row["id"] for row in found] for form, found in by_form.items()}
    assert ids["csv"] == ids["jsonl"] == ids["parquet"]
    assert len(set(ids["csv"])) == count
    assert by_form["jsonl"] == by_form["parquet"]


def test_formulas_are_escaped_in_csv_alone(client: TestClient) -> None:
    fill(client, 1)
    assert rows(client, "calls", "csv")[0]["account"] == f"'{EVIL}"
    assert rows(client, "calls", "jsonl")[0]["account"] == EVIL
    quotes = {row["quote"] for row in rows(client, "moments", "csv")}
    assert "'-0 is what we need." in quotes


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_filters_choose_and_nothing_is_an_empty_table(client: TestClient, form: str) -> None:
    fill(client, 2)
    assert len(rows(client, "calls", form, since="2026-03-02")) == 1
    assert rows(client, "moments", form, kind="nowhere") == []
    assert client.get("/v1/exports/calls", params={"format": "xls"}).status_code == 422


@on_each_database
def test_coaches_are_compared_kind_by_kind(client: TestClient) -> None:
    team = add_team(client, "one")
    for number in range(4):
        sent = own_json(f"We need it by {number}.")
        client.post("/v1/calls", json=sent, headers=team.key())
    query = {"kind": "why_probe"}
    listed = client.get("/v1/moments", params=query, headers=team.key()).json()["items"]
    words = {Role.COACH: "ccdd", Role.ADMIN: "ccdc"}
    for role, said in words.items():
        for moment, letter in zip(listed, said, strict=True):
            verdict = {"c": "confirmed", "d": "dismissed"}[letter]
            where = f"/v1/moments/{moment['id']}/verdicts"
            client.post(where, json={"verdict": "unsure"}, headers=team.key(role))
            client.post(where, json={"verdict": verdict}, headers=team.key(role))
    (found,) = client.get("/v1/agreement", headers=team.key()).json()["items"]
    assert (found["judged"], found["confirmed"], found["unsure"]) == (8, 5, 0)
    assert (found["pairs"], found["agreed"]) == (4, 3)
    assert found["confirmed_share"] == 0.625
    # Seen 0.75, by chance 0.625² + 0.375².
    assert found["kappa"] == round((0.75 - 0.53125) / (1 - 0.53125), 4)
    low, high = found["kappa_interval"]
    assert low < found["kappa"] < high
