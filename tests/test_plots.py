import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analyser import plots
from analyser.batch.columns import LISTS, rows_of
from analyser.batch.tables import CallTables
from analyser.errors import SettingsError
from analyser.plots.picture import plain
from analyser.testing import marked_call
from tests.reports import TALK, reported

pytestmark = pytest.mark.filterwarnings("default:.*font.*")


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    return reported(marked_call(*TALK, date="2026-03-04"))


@pytest.fixture(scope="module")
def full(report: dict[str, Any]) -> CallTables:
    return CallTables.of(rows_of({**report, "id": f"call {n}"}) for n in range(9))


@pytest.fixture(scope="module")
def empty() -> CallTables:
    return CallTables.of([])


PICTURES: dict[str, Callable[[CallTables], plots.Picture]] = {
    "heat": lambda t: plots.team_heat_map(t.calls),
    "trend": lambda t: plots.trend(t.calls),
    "requests": lambda t: plots.request_outcomes(t.requests),
    "requests-by-call": lambda t: plots.request_outcomes(t.requests, by="call_id"),
    "cuts": lambda t: plots.price_runs(t.price_cuts),
    "promises": lambda t: plots.promise_ledger(t.commitments, t.calls),
}


def drawn(picture: plots.Picture) -> set[str]:
    """The texts of a picture: of its labels, titles and ticks."""
    axes = picture.figure.axes[0]
    texts = [*axes.texts, *axes.get_yticklabels(), *axes.get_xticklabels()]
    return {picture.figure.get_suptitle(), *(text.get_text() for text in texts)}


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_of_tables_are_svg_even_of_nothing(
    name: str, full: CallTables, empty: CallTables
) -> None:
    for tables in (full, empty):
        svg = PICTURES[name](tables)._repr_svg_()
        assert ET.fromstring(svg[svg.index("<svg") :]).tag.endswith("svg")  # noqa: S314  our own
        assert 'href="http' not in svg


def test_the_same_values_give_the_same_bytes(full: CallTables) -> None:
    first, second = (plots.trend(full.calls)._repr_svg_() for _ in range(2))
    assert first == second


@pytest.mark.parametrize("name", ["a.svg", "a.png"])
def test_saves(report: dict[str, Any], tmp_path: Path, name: str) -> None:
    plots.signal_bars(report).save(tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith((b"\x89PNG", b"<?xml"))


def test_other_names_are_refused(report: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"a\.gif: expected"):
        plots.signal_bars(report).save(tmp_path / "a.gif")


def test_bars_say_why_a_signal_is_absent(report: dict[str, Any]) -> None:
    assert "needs several calls of a rep or an account" in drawn(plots.signal_bars(report))


def test_the_timeline_has_a_row_a_speaker_and_a_severity(report: dict[str, Any]) -> None:
    rows = drawn(plots.call_timeline(report))
    people = report["participants"]
    assert {f"{person['name']} ({person['role']})" for person in people} <= rows


def test_hostile_names_are_shown_as_they_are(report: dict[str, Any]) -> None:
    turns = [{**turn, "speaker": "$x^2$ <script>\n\x00"} for turn in report["turns"]]
    svg = plots.call_timeline({**report, "turns": turns})._repr_svg_()
    assert "<script>" not in svg
    assert plain("$x^2$ <script>\n\x00") == "$x^2$ <script>"


def test_thin_evidence_stays_empty(full: CallTables) -> None:
    assert "n = 8" in drawn(plots.team_heat_map(full.calls.head(8), least=9))
    assert "n = 9" not in drawn(plots.team_heat_map(full.calls, least=9))


def test_counts_stand_with_shares(full: CallTables) -> None:
    n = len(full.requests)
    assert f"all  (n = {n})" in drawn(plots.request_outcomes(full.requests))


def test_a_long_list_says_what_it_leaves_out(full: CallTables) -> None:
    many = pd.concat([full.price_cuts.assign(call_id=str(n)) for n in range(50)])
    assert "Price cuts (the first 40 of 50 calls)" in drawn(plots.price_runs(many))


def test_days_have_their_month_and_year(full: CallTables) -> None:
    for picture in (plots.trend(full.calls), plots.promise_ledger(full.commitments, full.calls)):
        days = [text for text in drawn(picture) if re.fullmatch(r"\d\d Mar 2026", text)]
        assert 2 <= len(days) <= 7


def test_a_score_is_shown_on_its_whole_scale(full: CallTables) -> None:
    assert plots.trend(full.calls, "why_probing_score").figure.axes[0].get_ylim() == (0, 100)
    assert "Asking why: mean of 7 days" in " ".join(
        drawn(plots.trend(full.calls, "why_probing_score"))
    )


def test_calibration_tells_counts() -> None:
    found = drawn(plots.calibration([0.05, 0.15, 0.95, 0.96], [False, False, True, True]))
    assert {"1", "2"} <= found


def test_labels_stand_in_order_with_their_counts() -> None:
    labels = pd.DataFrame(
        {"label": ["pressure", "insight", "reflect"], "turns": [9, 0, 4], "f1": [0.4, None, 0.7]}
    )
    people = pd.DataFrame({"label": ["pressure"], "turns": [3], "f1": [0.9]})
    axes = plots.label_quality(labels, people).figure.axes[0]
    counts = [text.get_text().rpartition("(")[2] for text in axes.get_yticklabels()]
    assert counts == ["n = 4)", "n = 9)", "n = 0)"]
    marks = [x for line in axes.lines if line.get_marker() in "oD" for x in line.get_xdata()]
    assert sorted(marks) == [0.4, 0.7, 0.9]
    hollow = [line.get_xdata()[0] for line in axes.lines if line.get_mfc() == "white"]
    assert hollow == [0.7]
    assert plots.label_quality(labels.head(0), people)._repr_svg_()


def test_tables_for_reading_cut_nothing_and_run_nothing() -> None:
    long = "<script>alert(1)</script> " + "word " * 40
    shown = plots.reading_table(pd.DataFrame({"the_quote": [long, None], "n": [1, 2]}))
    html = shown._repr_html_()
    assert long.strip().split("> ")[-1] in html
    assert "<script>" not in html
    assert "the quote" in html
    assert "None" not in html


def test_tables_for_reading_have_the_words_and_numbers_of_the_page() -> None:
    frame = pd.DataFrame(
        {
            "severity": ["high", None],
            "kind": ["premature_price_cut", "tracked.rival"],
            "signal": ["price_discipline", "new_signal"],
            "response": pd.array(["jumped", pd.NA], "string"),
            "fate": ["silent", "unheard_of"],
            "label": ["price.hold", "new.label"],
            "points": [45.8, -0.03],
            "score": pd.array([80.0, pd.NA], "Float64"),
            "share": [0.4567, 1.0],
            "talk_share": pd.array([0.4567, pd.NA], "Float64"),
            "n": [3, 4],
            "premature": pd.array([True, pd.NA], "boolean"),
            "quote": ["True", "a_b"],
        }
    )
    html = plots.reading_table(frame)._repr_html_()
    cells = re.findall(r"<td[^>]*>(.*?)</td>", html)
    assert cells == [
        *("Serious", "Price cut too early", "Price", "Acted on it at once"),
        *("Nothing heard", "holds the price (price.hold)", "45.8", "80", "0.46"),
        *("46\u00a0%", "3", "yes", "True"),
        *("", "Heard: rival", "New signal", "", "unheard_of", "new label (new.label)", "0.0"),
        *("", "1.00", "", "4", "", "a_b"),
    ]


def test_tables_for_reading_break_no_day_and_no_id() -> None:
    frame = pd.DataFrame(
        {
            "due": ["2026-01-29", None],
            "call": ["alder-clinics-01", "b"],
            "what": ["one", "send-off of two"],
            "source": ["a" * 33, "b"],
        }
    )
    html = plots.reading_table(frame)._repr_html_()
    (cells,) = re.findall(r"([^{}]*)\{[^{}]*nowrap", html)
    assert set(re.findall(r"_col(\d)", cells)) == {"0", "1"}


def test_long_titles_are_whole(full: CallTables) -> None:
    picture = plots.promise_ledger(pd.concat([full.commitments] * 9), full.calls)
    picture._repr_svg_()
    title = picture.figure._suptitle
    assert title is not None
    box = title.get_window_extent()
    assert box.x0 >= 0
    assert box.x1 <= picture.figure.bbox.x1


def test_every_list_has_rows_here(full: CallTables) -> None:
    assert all(len(getattr(full, name)) for name in LISTS)
