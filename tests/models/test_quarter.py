from pathlib import Path

import pytest

from analyser.ingest import read_path
from models.quarter import ACCOUNTS, CALLS, REPS, make_quarter


def test_a_quarter_is_as_large_as_it_says() -> None:
    quarter = make_quarter()
    assert (len(quarter.calls), len(quarter.accounts)) == (CALLS, ACCOUNTS)
    assert {row["rep"] for row in quarter.accounts} == set(REPS)
    assert {row["outcome"] for row in quarter.accounts} == {"won", "lost"}
    assert len({call["id"] for call in quarter.calls}) == CALLS
    assert {c["meta"]["account"] for c in quarter.calls} == {r["account"] for r in quarter.accounts}
    days = [call["meta"]["date"] for call in quarter.calls]
    assert days == sorted(days)
    assert (days[0] >= "2026-01-05", days[-1] < "2026-04-01") == (True, True)


def test_the_seed_decides() -> None:
    assert make_quarter(20) == make_quarter(20)
    assert make_quarter(20) != make_quarter(20, seed=8)


def test_people_have_one_name_in_speech_and_label() -> None:
    for call in make_quarter(30).calls:
        reps = {turn["speaker"] for turn in call["turns"] if turn["role"] == "rep"}
        assert reps & set(REPS)


def test_is_read_like_any_file(tmp_path: Path) -> None:
    quarter = make_quarter(6)
    quarter.write(tmp_path)
    assert [call.id for call in read_path(tmp_path / "calls.jsonl")] == [
        call["id"] for call in quarter.calls
    ]
    rows = (tmp_path / "accounts.csv").read_text().splitlines()
    assert rows[0] == "account,rep,amount,outcome"


def test_too_few_calls_are_an_error() -> None:
    with pytest.raises(ValueError, match="a call for each"):
        make_quarter(3, accounts=5)
