"""Reports without the model, a hostile text to put into them, and what a page shows of them."""

import json
from collections import Counter
from html.parser import HTMLParser
from typing import Any

from analyser.annotation import AnnotatedCall
from analyser.call_types import CallType
from analyser.episodes.commitments import commitments
from analyser.episodes.price_runs import price_runs
from analyser.episodes.requests import request_episodes
from analyser.moments import worth_a_look
from analyser.profile_file import load_profile
from analyser.report import CallReport, MeasuredSignal
from analyser.scoring import signal_scores, trust_of
from analyser.signals import all_signals

TALK = (
    "R: [question.open: What takes the time today?]",
    "C: Typing every order in twice, in the shop and in the office, every evening of the week.",
    "C: [request: Can you deliver by March?]",
    "R: [promise.over: Yes, guaranteed, no problem at all.] [question.leading: Great, isn't it?]",
    "C: [price.objection: That is too dear.] The rest of it we would have to think about first.",
    "R: [price.cut: I could do 80.] [promise.commitment: I'll send the contract by Friday.]",
    "C: Good. Then I will talk with my colleagues about that, and we shall see where we are.",
    "R: Lovely. We have many customers like you, and all of them have been with us for years.",
    "C: And they all deliver to hotels, do they? Ours want their orders at six in the morning.",
)
HOSTILE = (
    "</p></li></style><script>alert(1)</script><img src=//evil.test/x onerror=alert(2)>"
    "\"'><svg onload=alert(3)> &amp; {{ 7 * 7 }} javascript:alert(4) \U0001f9a9 שלום \u202eevil\x00"
)


def reported(call: AnnotatedCall) -> dict[str, Any]:
    """The report of an annotated call, without the model."""
    profile = load_profile("default")
    readings = {name: signal.measure(call) for name, signal in all_signals().items()}
    scores = signal_scores(readings, profile)
    moments = worth_a_look([(name, m) for name, r in readings.items() for m in r.moments])
    signals = {n: MeasuredSignal(s, readings[n], scores[n]) for n, s in all_signals().items()}
    trust = trust_of(call, scores, [m for _, m in moments], profile)
    episodes = request_episodes(call), price_runs(call), tuple(commitments(call))
    named = call, "acts 1", profile, CallType(), "en"
    report = CallReport(*named, signals, trust, moments, *episodes)
    written: dict[str, Any] = json.loads(report.to_json())
    return written


class Seen(HTMLParser):
    """What a browser would make of the page: tags, attributes, text, ids and inner links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str | None]] = []
        self.data: list[str] = []
        self.feed(text)
        self.ids = [value for name, value in self.attributes if name == "id"]
        self.links = [str(value) for name, value in self.attributes if name == "href"]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.data.append(data)

    @property
    def text(self) -> str:
        return "".join(self.data)


def with_text_everywhere(report: dict[str, Any], text: str) -> dict[str, Any]:
    """The report with every text that comes from a file replaced."""
    report = json.loads(json.dumps(report))
    report |= {"id": text, "source": text, "warnings": [text]}
    report["meta"] = {"title": text, "date": text, "account": text, "call_type": text}
    for person in report["participants"]:
        person["name"] = text
    for kind in ("moments", "requests", "price_cuts", "commitments"):
        for item in report[kind]:
            item["quote"] = text
    for item in report["commitments"]:
        item |= {"speaker": text, "what": text, "due_text": text}
    for turn in report["turns"]:
        turn |= {"speaker": text, "text": text}
        for sentence in turn["sentences"]:
            sentence |= {"start_char": 0, "end_char": len(text), "text": text}
    return report
