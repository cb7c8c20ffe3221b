"""The words of the HTML report: codes, numbers, times and days as a coach would say them."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from analyser import reading
from analyser.codebook import BY_NAME

LONGEST_QUOTE: Final = 600
ROLES: Final[dict[str | None, str]] = {
    "rep": "Rep",
    "customer": "Customer",
    "other": "Other",
    None: "Side not known",
}
ROLE_FROM: Final = {
    "stated": "stated in the file",
    "domain": "told by the e-mail address",
    "option": "named when the call was analysed",
    "inferred": "worked out from the talk",
}
SEVERITIES: Final = {
    "high": "Serious",
    "medium": "Matters",
    "low": "Minor",
    "good": "Well done",
}
RESPONSES: Final = {
    "probed": "Asked what is behind it",
    "jumped": "Acted on it at once",
    "deferred": "Put it off",
    "declined": "Said no",
    "ignored": "Passed over it",
}
TIMINGS: Final = {
    "measured": "measured in the file",
    "estimated": "partly given, so lengths are estimated from the words",
    "none": "none in the file, so lengths are counted in words",
}
SIGNALS: Final = {
    "candour": "Candour",
    "consistency": "Consistency",
    "curiosity": "Curiosity",
    "customer_focus": "Customer focus",
    "expertise": "Expertise",
    "follow_through": "Follow-through",
    "give_get": "Give and get",
    "overpromising": "Promises",
    "price_discipline": "Price",
    "question_quality": "Questions",
    "talk_listen": "Listening",
    "why_probing": "Asking why",
}
LABELS: Final = {
    "candour.intent": "says openly what it is for",
    "candour.limit": "admits a limit",
    "insight": "shares an insight",
    "mutual.step": "agrees a step for both sides",
    "objection": "raises a doubt",
    "pressure": "applies pressure",
    "price.cut": "lowers the price",
    "price.hold": "holds the price",
    "price.objection": "finds the price too high",
    "price.state": "names a price",
    "price.trade": "asks for something in return",
    "probe.consequence": "asks what follows",
    "probe.expectation": "asks what is expected",
    "probe.why": "asks why",
    "promise.bounded": "promises with a limit in view",
    "promise.commitment": "commits to a step",
    "promise.over": "promises too much",
    "question.check": "checks understanding or permission",
    "question.closed": "closed question",
    "question.info": "asks for information",
    "question.leading": "leading question",
    "question.open": "open question",
    "reflect": "gives back what was said",
    "request": "asks for something",
}
KINDS: Final = {
    "bad_news_volunteered": "Brought bad news unasked",
    "bounded_promise": "A promise with its limit in view",
    "commitment_with_date": "A commitment with a date",
    "commitment_without_date": "A commitment without a date",
    "concession_for_nothing": "Gave without getting",
    "concession_with_return": "Got something in return",
    "digging_question": "A question that dug deeper",
    "earned_price_cut": "A price cut that was earned",
    "further_price_cut": "Another price cut without a reason",
    "insight_given": "Told something of value",
    "intent_stated": "Said openly what it is for",
    "interruption": "An interruption",
    "late_bad_news": "Bad news that came late",
    "leading_question": "A leading question",
    "limit_admitted": "Admitted a limit",
    "long_pitch": "A long pitch",
    "monologue": "A long stretch of talk",
    "mutual_step": "A next step for both sides",
    "objection_passed_over": "Passed over a doubt",
    "objection_probed": "Asked what is behind a doubt",
    "overpromise": "Promised too much",
    "premature_price_cut": "Price cut too early",
    "pressure": "Put pressure on",
    "price_held": "Held the price",
    "promise_corrected": "Took a bold word back",
    "reflection": "Gave back what was said",
    "request_declined": "Said no without asking why",
    "request_deferred": "Put a request off without asking why",
    "request_ignored": "Passed over a request",
    "request_jumped": "Acted on a request at once",
    "request_probed": "Asked what is behind a request",
    "stacked_questions": "Several questions in one breath",
}


def label_words(label: str) -> str:
    """A label in a few words; one without words of its own goes by its meaning in the codebook.

    >>> label_words("probe.why"), label_words("new.label")
    ('asks why', 'new label')
    """
    meaning = BY_NAME[label].meaning if label in BY_NAME else label.replace(".", " ")
    return LABELS.get(label, meaning)


def response_words(response: str) -> str:
    """What the rep did about a request, within a sentence.

    >>> response_words("probed")
    'asked what is behind it'
    """
    return RESPONSES.get(response, response).lower()


def signal_words(name: str) -> str:
    """A short title of a signal.

    >>> signal_words("why_probing"), signal_words("silence_after_price")
    ('Asking why', 'Silence after price')
    """
    return SIGNALS.get(name, spaced(name))


def call_type(stated: object, found: Mapping[str, Any]) -> str | None:
    """What kind of call it is, and whether that was only worked out.

    >>> call_type("Demo call", {"name": "demo", "from": "stated"})
    'Demo call'
    >>> call_type(None, {"name": "demo", "from": "inferred", "confidence": 0.91}) == (
    ...     "Demo, worked out from the talk (91\\u00a0% sure)"
    ... )
    True
    """
    if stated:
        return spaced(str(stated))
    if found.get("from") != "inferred":
        return None
    return f"{spaced(found['name'])}, worked out from the talk ({sure(found['confidence'])})"


def profile(found: Mapping[str, Any]) -> str | None:
    """The profile that scored the call.

    >>> profile({"name": "field team", "hash": "9f2c41d07be3"})
    'field team (9f2c41d07be3)'
    """
    return f"{found['name']} ({found['hash']})" if found else None


def kind_words(kind: str) -> str:
    """What kind of moment it is.

    >>> kind_words("monologue"), kind_words("silent_close")
    ('A long stretch of talk', 'Silent close')
    """
    if kind.startswith("tracked."):
        return f"Heard: {spaced(kind.removeprefix('tracked.')).lower()}"
    return KINDS.get(kind, spaced(kind))


def spaced(code: str) -> str:
    """A code as words, with a capital.

    >>> spaced("premature_price_cut")
    'Premature price cut'
    """
    words = code.replace("_", " ").replace(".", " ").strip()
    return words[:1].upper() + words[1:]


def number(value: float, places: int = 1) -> str:
    """A number without needless noughts.

    >>> number(71.4), number(50.0), number(1234.0), number(0.125, 2)
    ('71.4', '50', '1,234', '0.12')
    """
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(share: float) -> str:
    """A share in per cent, with a space that does not break.

    >>> percent(0.43) == "43\\u00a0%"
    True
    """
    return reading.percent(share).replace(" ", "\u00a0")


def sure(confidence: float) -> str:
    """How sure the analyser is. What was judged is never quite sure.

    >>> sure(0.998) == "99\\u00a0% sure"
    True
    """
    return f"{percent(min(confidence, 0.99))} sure"


def value_words(value: float, unit: str) -> str:
    """A value with its unit; a share in per cent.

    >>> value_words(1.5, "weighed overpromises")
    '1.5 weighed overpromises'
    >>> value_words(0.43, "share of words").replace("\\u00a0", " ")
    '43 % of words'
    """
    if unit.startswith("share"):
        return f"{percent(value)}{unit.removeprefix('share')}"
    return f"{number(value, 2)} {unit}".strip()


def figure_words(name: str, value: float) -> str:
    """A further figure of a signal, told by its name.

    >>> figure_words("longest_rep_seconds", 75.0).replace("\\u00a0", " "), figure_words("held", 2.0)
    ('1 min 15 s', '2')
    """
    if "share" in name.split("_"):
        return percent(value)
    return length(value) if name.endswith("seconds") else number(value, 2)


def cannot_tell(because: str | None) -> str:
    """Why there is no evidence, as a sentence.

    >>> cannot_tell("no price was named"), cannot_tell("cannot tell who is who")
    ('Cannot tell: no price was named.', 'Cannot tell who is who.')
    """
    reason = (because or "no reason was given").strip().rstrip(".")
    if reason.lower().startswith("cannot tell"):
        return f"C{reason[1:]}."
    return f"Cannot tell: {reason}."


def speaker(name: str | None) -> str:
    """Who spoke. Some files number people and do not name them.

    >>> speaker("Dana"), speaker("0"), speaker(None)
    ('Dana', 'Speaker 0', 'Speaker not named')
    """
    if not name:
        return "Speaker not named"
    return f"Speaker {name}" if name.isdecimal() else name


def shortened(quote: str) -> str:
    """A quote for a card or a table: an endless one stands whole in the transcript alone.

    >>> shortened("So it goes."), len(shortened("and so on " * 500))
    ('So it goes.', 601)
    """
    if len(quote) <= LONGEST_QUOTE:
        return quote
    return f"{quote[:LONGEST_QUOTE].rpartition(' ')[0] or quote[:LONGEST_QUOTE]} …"


def clock(seconds: float) -> str:
    """A place in the call.

    >>> clock(63.2), clock(3723)
    ('1:03', '1:02:03')
    """
    minutes, rest = divmod(max(0, int(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def length(seconds: float) -> str:
    """A length of time.

    >>> [length(s).replace("\\u00a0", " ") for s in (45.4, 1830.5, 7260)]
    ['45 s', '30 min 30 s', '2 h 1 min']
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "h"), (minutes, "min"), (0 if hours else rest, "s"))
    return " ".join(f"{n}\u00a0{unit}" for n, unit in parts if n) or "0\u00a0s"


def day(text: str) -> str:
    """A date or moment in ISO 8601 as people write it; anything else as it is.

    >>> day("2026-03-04T10:00:00Z"), day("2026-03-06"), day("some day")
    ('4 March 2026, 10:00 UTC', '6 March 2026', 'some day')
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return text
    written = f"{moment.day} {moment:%B %Y}"
    if not re.search(r"\d[T ]\d", text):
        return written
    return f"{written}, {moment:%H:%M} {moment.tzname() or ''}".rstrip()


def places_later(turns: int) -> str:
    """How long something took, in turns.

    >>> places_later(1), places_later(4)
    ('in the next turn', '4 turns later')
    """
    return "in the next turn" if turns == 1 else f"{turns} turns later"
