import html
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from analyser.codebook import LABELS
from analyser.page.document import TEMPLATES, framed, page
from analyser.page.timeline import timeline
from analyser.page.view import LONG_CHARS, OPEN_CHARS, ReportView
from analyser.page.words import KINDS, label_words
from analyser.testing import marked_call
from tests.reports import HOSTILE, TALK, Seen, reported, with_text_everywhere


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    return reported(marked_call(*TALK, seconds=True, date="2026-03-04"))


def test_a_hostile_transcript_shows_as_text(report: dict[str, Any]) -> None:
    calm, seen = Seen(page([report])), Seen(page([with_text_everywhere(report, HOSTILE)]))
    assert not seen.tags.keys() & {"script", "img", "iframe", "link", "object", "base", "form"}
    assert seen.tags["style"] == calm.tags["style"] == 1
    assert not [name for name, _ in seen.attributes if name.startswith("on") or name == "style"]
    assert all(link.startswith("#") for link in seen.links)
    assert seen.text.count("<script>alert(1)</script>") >= len(report["turns"])
    assert "\x00" not in page([with_text_everywhere(report, HOSTILE)])


def test_shows_what_a_team_tracks_and_what_scored_the_call(report: dict[str, Any]) -> None:
    tracked = {**report["signals"]["candour"], "principle": "Asks who decides.", "value": 1.0}
    moment = {**report["moments"][0], "kind": "tracked.who_decides", "signal": "who_decides"}
    shown = {
        **report,
        "signals": {**report["signals"], "who_decides": tracked},
        "moments": [*report["moments"], moment],
        "call_type": {"name": "demo", "from": "inferred", "confidence": 0.9},
    }
    text = " ".join(Seen(page([shown])).text.split())
    for words in (
        "Asks who decides.",
        "Heard: who decides",
        "default (",
        "worked out from the talk",
    ):
        assert words in text


def test_the_page_asks_nothing_of_the_network(report: dict[str, Any]) -> None:
    text = page([report])
    assert not re.search(r"https?:|//|@import|url\(", text)
    assert "default-src 'none'; style-src 'sha256-" in text.replace("&#39;", "'")


def test_what_was_said_stands_there_whole(report: dict[str, Any]) -> None:
    text = Seen(page([report])).text
    for turn in report["turns"]:
        assert turn["text"] in text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("We have done this for years. " * 400, id="sentences"),
        pytest.param("and then we do this " * 600, id="no-full-stop"),
    ],
)
def test_an_endless_turn_unfolds(text: str) -> None:
    call = marked_call(f"R: {text.strip()}", "R: [price.cut: I could do 80.]", "C: Good.")
    view = ReportView(reported(call), "c", every_sentence=True)
    first, rest = view.opening(0)
    assert "".join(piece.text for piece in (*first, *rest)) == view.turns[0]["text"]
    assert OPEN_CHARS / 2 < sum(len(piece.text) for piece in first) < LONG_CHARS
    assert view.opening(1)[1] == []


def test_what_unfolds_says_how_much_it_is_and_keeps_its_links() -> None:
    talk = "[question.open: What takes the time?] " * 200
    call = marked_call(f"R: {talk} [price.cut: I could do 80.]", "C: Good.", "C: [price: Fine.]")
    text = page([reported(call)])
    words, moments = re.findall(r"Show the other (\d+) words, with (\d+) moment", text)[0]
    assert (int(words) > 200, int(moments)) == (True, 1)
    seen = Seen(text)
    assert not {link for link in seen.links if link.startswith("#")} - {
        f"#{one}" for one in seen.ids
    }


def test_lone_surrogates_and_endless_words_can_be_written(report: dict[str, Any]) -> None:
    text = page([with_text_everywhere(report, "\ud800" + "x" * 10_000)])
    assert "x" * 10_000 in text
    assert text.encode()


def test_names_why_a_signal_is_absent() -> None:
    call = marked_call("R: Hello there.", "C: Hello.")
    text = Seen(page([reported(call)])).text
    assert "Cannot tell: no price was named or objected to." in text
    assert "Cannot tell: too little talk" in text


def test_unknown_sides_are_said_once_and_in_words() -> None:
    text = Seen(page([reported(marked_call("?: Hello there.", "?: Hello."))])).text
    assert "Cannot tell who is the rep and who the customer." in text
    assert "Cannot tell: cannot tell" not in text
    assert "None" not in text


@pytest.mark.parametrize("capped", [pytest.param(False, id="free"), pytest.param(True, id="held")])
def test_contributions_add_up_as_shown(report: dict[str, Any], capped: bool) -> None:
    parts = {"overpromising": -7.14, "why_probing": 3.33, "talk_listen": 8.335, "curiosity": 1.115}
    trust = {"absent_because": None, "base": 50.0, "contributions": parts, "capped_by": 0.0}
    score = 55.6
    if capped:
        trust["capped_by"], score = 10.64, 45.0
    text = Seen(page([report | {"trust": trust, "trust_score": score}])).text
    shown = re.findall(r"[+−±]\d+\.\d", text.split("Starts at")[1].split("Trust score")[0])
    total = 50 + sum(float(n.replace("−", "-").replace("±", "")) for n in shown)
    assert round(total, 1) == score
    assert len(shown) == len(parts) + capped
    assert ("serious breaches" in text) is capped


def test_a_score_that_its_parts_do_not_explain_says_so(report: dict[str, Any]) -> None:
    view = ReportView(report | {"trust_score": 12.0}, "r1")
    assert view.parts[-1].name == "Rounding and limits"
    base = view.trust["base"]
    assert base + sum(float(part.points) for part in view.parts) == pytest.approx(12.0)


@pytest.mark.parametrize(
    "seconds", [pytest.param(True, id="times"), pytest.param(False, id="none")]
)
def test_every_link_has_its_one_target(seconds: bool) -> None:
    one = reported(marked_call(*TALK, seconds=seconds))
    seen = Seen(page([one, one]))
    assert len(one["moments"]) >= 3
    assert len(seen.ids) == len(set(seen.ids))
    assert not {link[1:] for link in seen.links} - set(seen.ids)
    for number in range(1, len(one["moments"]) + 1):
        assert f"r1-m{number}" in seen.ids


def test_a_moment_on_a_turn_without_sentences_links_to_the_turn(report: dict[str, Any]) -> None:
    changed = json.loads(json.dumps(report))
    changed["turns"][report["moments"][0]["turn"]]["sentences"] = []
    seen = Seen(page([changed]))
    assert not {link[1:] for link in seen.links} - set(seen.ids)


def test_several_reports_have_an_index_and_one_has_none(report: dict[str, Any]) -> None:
    several, one = page([report, report, report]), page([report])
    assert 'class="index"' not in one
    assert several.count('<th scope="row" dir="auto"><a href="#r') == 3
    assert several.count('<details class="folded">') == 3


def test_the_index_counts_nothing_where_nothing_can_be_told(report: dict[str, Any]) -> None:
    unknown = reported(marked_call("?: Hello there.", "?: Hello."))
    row = page([report, unknown]).split('href="#r2"')[1].split("</tr>")[0]
    assert set(re.findall(r"<td[^>]*>([^<]*)</td>", row)) == {"?"}


def test_no_report_is_a_page_too() -> None:
    assert "No call was analysed" in page([])


def test_strangers_get_a_lane_each() -> None:
    one, other = {"speaker": "Sam", "role": None}, {"speaker": "Kim", "role": None}
    turns = [{**who, "text": "Hello.", "start": None, "end": None} for who in (one, other, one)]
    line = timeline(turns, "none")
    assert line is not None
    assert [lane.name for lane in line.lanes] == ["Sam", "Kim"]
    assert not line.measured


@pytest.mark.parametrize(
    ("part", "place"), [pytest.param(0.0, 50.0, id="start"), pytest.param(0.5, 75.0, id="middle")]
)
def test_places_lie_where_they_were_said(part: float, place: float) -> None:
    turns = [
        {"speaker": "Ann", "role": "rep", "text": "Hello.", "start": 0.0, "end": 8.0},
        {"speaker": "Raj", "role": "customer", "text": "Hello.", "start": 10.0, "end": 20.0},
    ]
    line = timeline(turns, "measured")
    assert line is not None
    assert line.place(1, part) == place


def test_a_call_without_talk_is_a_page_too() -> None:
    assert "Nothing was said." in page([reported(marked_call())])


def test_shows_labels_in_words_and_no_code(report: dict[str, Any]) -> None:
    text = page([report])
    assert 'title="promises too much"' in text
    assert not [label for label in LABELS if "." in label and label in text]


def test_every_label_and_moment_has_words() -> None:
    assert not [label for label in LABELS if "." in label_words(label)]
    assert all(words[0].isupper() for words in KINDS.values())


def test_the_same_reports_give_the_same_page(report: dict[str, Any]) -> None:
    assert page([report]) == page([report])


def test_a_long_call_stays_small() -> None:
    long = reported(marked_call(*(TALK * 334), seconds=True))
    text = page([long])
    assert len(long["turns"]) > 3000
    assert len(text.encode()) < 4_000_000


def test_a_notebook_holds_of_a_long_call_what_the_page_leads_to() -> None:
    long = reported(marked_call(*(TALK * 9), *(["R: Hello."] * 1_500)))
    text = html.unescape(framed([long]))
    assert len(text) < len(page([long])) / 2
    assert "turns are left out" in text
    assert "turns are left out" not in page([long])
    ids = re.findall(r'id="([^"]+)"', text)
    assert set(re.findall(r'href="#(r1-t[^"]+)"', text)) <= set(ids)


def test_a_notebook_gets_a_frame_that_nothing_leaves(report: dict[str, Any]) -> None:
    seen = Seen(framed([with_text_everywhere(report, HOSTILE)]))
    assert seen.tags == {"iframe": 1}
    assert ("sandbox", "") in seen.attributes


def themes() -> Iterator[dict[str, str]]:
    css = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    for block in re.findall(r":root \{([^}]*--ink[^}]*)\}", css):
        yield dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", list(themes()), ids=["light", "dark"])
def test_text_stands_out_from_its_ground(theme: dict[str, str]) -> None:
    grounds = [theme[name] for name in theme if name in ("page", "paper") or name.endswith("-soft")]
    for ink in (
        "ink",
        "muted",
        "link",
        "rep",
        "customer",
        "other",
        "high",
        "medium",
        "low",
        "good",
    ):
        for ground in grounds if ink in ("ink", "muted") else grounds[:2]:
            bright, dark = sorted((luminance(theme[ink]), luminance(ground)), reverse=True)
            assert (bright + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)
