import json
from pathlib import Path

import pytest

from analyser.errors import DamagedInput
from analyser.history import analyse_history, history_of
from analyser.history.page import history_page
from analyser.history.readings import history_consistency
from analyser.history.table import history_lines
from analyser.history.views import reading_dict
from analyser.reading import ROLES_UNKNOWN, Reading
from tests.history.past import report

PROMISE = "R: [promise.commitment: I'll send the security pack by Friday.]"
KEPT = "C: Thanks for the security pack."
DAYS = ("2026-03-04", "2026-03-11", "2026-03-18", "2026-03-25")


def four_calls(account: str = "Acme") -> list[dict[str, object]]:
    lines = ([PROMISE], [KEPT], ["C: Fine."], ["C: Good."])
    return [
        report(f"{account}-{n}", "C: Hello.", "R: Hello.", *more, date=day, account=account)
        for n, (more, day) in enumerate(zip(lines, DAYS, strict=True))
    ]


def test_calls_are_put_in_order_by_date() -> None:
    (view,) = history_of(reversed(four_calls())).accounts
    assert [str(call.day) for call in view.calls] == list(DAYS)
    assert [entry.fate for entry in view.ledger] == ["kept"]


def test_accounts_and_reps_stand_by_name() -> None:
    found = history_of([*four_calls("Zeta"), *four_calls("Acme")])
    assert [view.account for view in found.accounts] == ["Acme", "Zeta"]
    (rep,) = found.reps
    assert (rep.rep, rep.accounts, len(rep.calls)) == ("Ann", ("Acme", "Zeta"), 8)


def test_three_calls_are_not_enough() -> None:
    (view,) = history_of(four_calls()[:3]).accounts
    assert "not enough calls" in str(view.consistency.absent_because)
    assert "not enough calls" in str(view.spreads["trust"].absent_because)


def test_enough_calls_without_scores_are_not_called_too_few() -> None:
    reading = history_consistency({}, 0, range(5))
    assert reading.absent_because == "no signal has a score in 4 calls"


def test_an_undated_call_is_left_out_with_a_warning() -> None:
    undated = report("lost", "C: Hello.", "R: Hello.")
    (view,) = history_of([*four_calls(), undated]).accounts
    assert len(view.calls) == 4
    assert "lost" in view.warnings[0]


def test_without_any_date_the_order_given_counts() -> None:
    calls = [
        report(f"c{n}", "C: Hello.", "R: Hello.", line) for n, line in enumerate((PROMISE, KEPT))
    ]
    (view,) = history_of(calls).accounts
    assert [entry.fate for entry in view.ledger] == ["kept"]
    assert "no call has a date" in view.warnings[0]


def test_a_call_given_twice_counts_once() -> None:
    found = history_of([*four_calls(), four_calls()[0]])
    assert len(found.accounts[0].calls) == 4
    assert "given twice" in found.warnings[0]


def test_one_broken_promise_weighs_more_than_many_kept() -> None:
    broken = "C: We still don't have the floor plan."
    other = "R: [promise.commitment: I'll send the floor plan by Friday.]"
    calls = [
        report("one", "C: Hi.", PROMISE, other, date=DAYS[0]),
        report("two", KEPT, "R: Yes.", broken, date=DAYS[1]),
    ]
    value = history_of(calls).accounts[0].follow_through.value
    assert value == pytest.approx(1 / 10)


def test_the_same_reports_give_the_same_bytes() -> None:
    assert history_of(four_calls()).to_json() == history_of(four_calls()).to_json()


def test_reports_are_read_from_their_file(tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in four_calls()))
    assert analyse_history(path).to_json() == history_of(four_calls()).to_json()


def test_reports_and_calls_may_be_mixed(quick_road: None) -> None:
    call = {
        "meta": {"account": "Acme", "date": "2026-04-01"},
        "turns": [{"speaker": "Ann", "role": "rep", "text": "Hello."}],
    }
    (view,) = analyse_history([*four_calls(), call]).accounts
    assert len(view.calls) == 5


def test_a_bad_file_is_a_failure_among_the_results(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text('{"turns": [')
    found = analyse_history([tmp_path, *four_calls()])
    assert [one.source for one in found.failures] == ["bad.json"]
    assert len(found.accounts[0].calls) == 4


def test_nothing_gives_an_empty_history() -> None:
    found = history_of([])
    assert (found.accounts, found.reps) == ((), ())
    assert "No call was analysed" in history_page(found.to_dict())


def test_a_report_with_a_part_of_the_wrong_kind_is_refused() -> None:
    with pytest.raises(DamagedInput, match="expected a report"):
        history_of([{**four_calls()[0], "turns": 3}])


def test_frames_have_a_row_a_promise() -> None:
    tables = history_of(four_calls()).tables
    assert list(tables.ledger["fate"]) == ["kept"]
    assert tables.ledger["evidence_quote"][0] == "Thanks for the security pack."
    assert list(tables.calls["id"]) == [f"Acme-{n}" for n in range(4)]
    assert list(tables.reps["rep"]) == ["Ann"]


def test_the_page_shows_hostile_words_as_text() -> None:
    calls = four_calls("<script>alert(1)</script>")
    text = history_page(history_of(calls).to_dict())
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_both_sides_of_an_account_are_told_and_a_rep_alone() -> None:
    history = history_of(four_calls()).to_dict()
    lines = [" ".join(line.split()) for line in history_lines(history, 200)]
    mine = "1.00. Later calls tell of 1 promise: 1 kept."
    assert f"Follow-through Rep: {mine}" in lines
    assert f"Follow-through {mine}" in lines
    assert sum(line.startswith("Customer: Cannot tell") for line in lines) == 1
    page = history_page(history)
    assert page.count("<dt>The customer&#39;s follow-through") == 1
    assert page.count("<dt>The rep&#39;s follow-through") == 1


def test_a_reason_is_told_once() -> None:
    told = reading_dict(Reading.absent(ROLES_UNKNOWN), "")["summary"]
    assert told == "Cannot tell who is the rep and who the customer."


def test_a_summary_tells_only_what_there_is() -> None:
    lines = ["R: [promise.commitment: I'll send the floor plan.]", "C: I'll ask my wife."]
    calls = [
        report("one", "C: Hi.", PROMISE, *lines, date=DAYS[0]),
        report("two", "C: The security pack came a week late.", "R: Yes.", date=DAYS[1]),
    ]
    assert history_of(calls).accounts[0].follow_through.summary == (
        "Later calls tell of 1 promise: 1 broken (each weighs as much as nine kept ones). "
        "Nothing was heard of 1."
    )


def test_the_unheard_and_the_open_are_told_apart() -> None:
    plan = "R: [promise.commitment: I'll send the floor plan.]"
    later = "R: [promise.commitment: I'll send the price list.]"
    calls = [
        report("one", "C: Hi.", PROMISE, plan, date=DAYS[0]),
        report("two", KEPT, later, date=DAYS[1]),
    ]
    summary = str(history_of(calls).accounts[0].follow_through.summary)
    assert summary.endswith("1 kept. Nothing was heard of 1; 1 is still open.")


def test_lines_fit_the_terminal() -> None:
    lines = list(history_lines(history_of(four_calls()).to_dict(), 80))
    assert "Acme" in lines
    assert any(line.startswith("  KEPT: Ann in Acme-0") for line in lines)
    assert max(len(line) for line in lines) <= 80
