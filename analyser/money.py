"""Sums of money and percentages as people write and say them: "$1,200", "five K", "eighty"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

PERCENT: Final = "%"

_SYMBOLS: Final = {
    "$": "USD", "us$": "USD", "a$": "AUD", "c$": "CAD", "r$": "BRL", "£": "GBP", "€": "EUR",
    "¥": "JPY", "₹": "INR", "₩": "KRW", "₺": "TRY", "₦": "NGN", "zł": "PLN",
}  # fmt: skip
_WORDS: Final = {
    "dollar": "USD", "buck": "USD", "usd": "USD", "pound": "GBP", "quid": "GBP", "gbp": "GBP",
    "euro": "EUR", "eur": "EUR", "yen": "JPY", "jpy": "JPY", "rupee": "INR", "inr": "INR",
    "franc": "CHF", "chf": "CHF", "krona": "SEK", "kronor": "SEK", "sek": "SEK", "kroner": "NOK",
    "nok": "NOK", "dkk": "DKK", "zloty": "PLN", "rand": "ZAR", "dirham": "AED", "aed": "AED",
    "shilling": "KES", "ringgit": "MYR", "aud": "AUD", "cad": "CAD", "sgd": "SGD",
}  # fmt: skip
TIMES: Final = {
    "k": 1e3, "grand": 1e3, "thousand": 1e3, "m": 1e6, "mil": 1e6, "million": 1e6, "bn": 1e9,
    "billion": 1e9, "lakh": 1e5, "crore": 1e7, "hundred": 1e2,
}  # fmt: skip

_NUMBER: Final = r"\d{1,3}(?:[,.']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
_SYMBOL: Final = r"(?:us|a|c|r)?\$|[£€¥₹₩₺₦]|zł"
_FOUND: Final = re.compile(
    rf"(?P<before>{_SYMBOL}|\b(?:usd|eur|gbp|chf|inr|aud|cad|sgd|aed)\s)?\s?"
    rf"(?<![\w.,/])(?<!\D-)(?P<number>{_NUMBER})(?:\s(?P<more>\d{{1,2}}(?:\.\d+)?)(?!\d|,\d|[%:]))?"
    rf"(?P<half>\s(?:and\s)?(?:a\s)?half\b)?"
    rf"(?:[\s-]?(?P<times>k|m|bn|mil|million|billion|grand|thousand|lakh|crore|hundred)s?\b)?"
    rf"[\s-]?(?P<after>%|percent(?:age points?)?\b|per\s?cent\b|pct\b|points?\b|{_SYMBOL}"
    rf"|(?:{'|'.join(_WORDS)})s?\b)?",
    re.IGNORECASE,
)
_NO_MONEY: Final = re.compile(
    r"^(?:[\s-]*(?:of the|to \d+|or \d+|more|other|extra|free|full|whole|business|working|calendar"
    r"|consecutive))*[\s-]*(?:seconds?|minutes?|hours?|days?|weeks?|fortnights?|months?|quarters?"
    r"|years?|times|people|persons?|heads|users?|seats?|licen[cs]es?|sites?|lines?|units?|rooms?"
    r"|machines?|stores?|shops?|things?|calls?|of (?:you|us|them|those|these)|o'clock|am|pm|st|nd"
    r"|rd|th|x\b|miles?|boxes|pallets?|pieces|copies|phones?|batch(?:es)?)\b",
    re.IGNORECASE,
)
_ANY_NUMBER: Final = re.compile(
    r"\d|\b(?:half|ten|eleven|twelve|\w+teen|twent|thirt|fort|fift|sixt|sevent|eight|ninet"
    r"|one|two|three|four|five|six|seven|nine|hundred|thousand|million)",
    re.IGNORECASE,
)
_TERM: Final = re.compile(r"\b(?:net|top|level|q|week|day|phase|year|line|number|option)\s?$", re.I)
_RANGE: Final = re.compile(
    rf"\s?(?:-|–|to|or)\s?(?:{_NUMBER})[\s-]?(?P<after>%|percent\b|per\s?cent\b|pct\b|[$£€₹]"
    rf"|(?:{'|'.join(_WORDS)})s?\b)",
    re.IGNORECASE,
)
_SMALL: Final = re.compile(
    r"\b(?:one|two)\b(?=\s(?:and a half|k|grand|percent|per cent"
    rf"|(?:{'|'.join(_WORDS)})s?)\b)",
    re.IGNORECASE,
)
_SHARES: Final = re.compile(
    r"\b(?P<half>half (?:off|price|the (?:price|fee|cost|rate))|at half)\b"
    r"|\ba (?P<third>third) off\b"
    r"|\ba (?P<quarter>quarter) off\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum or a percentage. ``unit`` is a currency's ISO 4217 code ("USD" for any dollar without a
    country), "%" or None for a bare number; ``readings`` the numbers it can mean, the plainest
    first: "one twenty" is 120, and 1.2 where somebody means thousands."""

    readings: tuple[float, ...]
    unit: str | None

    @property
    def value(self) -> float:
        return self.readings[0]


def amounts(text: str) -> list[Amount]:
    """The amounts in a text, in order. Numbers that count days, people or things are none.

    >>> [(a.value, a.unit) for a in amounts("Call it eighty, or $1,200 less 5 percent in 2 weeks.")]
    [(80.0, None), (1200.0, 'USD'), (5.0, '%')]
    >>> amounts("five K a month")[0].value, amounts("two and a half grand")[0].value
    (5000.0, 2500.0)
    """
    return list(_amounts(text)) if _ANY_NUMBER.search(text) else []


def amount_words(amount: Amount) -> str:
    """An amount for people.

    >>> [amount_words(a) for a in amounts("£4.8k, 12.5 percent or eighty")]
    ['4,800 GBP', '12.5 %', '80']
    """
    number = f"{amount.value:,.2f}".rstrip("0").rstrip(".")
    return number if amount.unit is None else f"{number} {amount.unit}"


def _amounts(text: str) -> Iterator[Amount]:
    for share, percent in (("half", 50.0), ("third", 100 / 3), ("quarter", 25.0)):
        yield from (Amount((percent,), PERCENT) for m in _SHARES.finditer(text) if m.group(share))
    digits = _in_digits(text)
    for match in _FOUND.finditer(digits):
        unit = _unit(match.group("before") or match.group("after") or _range_end(match))
        if unit is None and (
            _NO_MONEY.match(digits[match.end("number") :])
            or _NO_MONEY.match(digits[match.end() :])
            or _TERM.search(digits[: match.start("number")])
        ):
            continue
        readings = tuple(_readings(match, unit, spoken=match.group("number") not in text))
        if any(readings):
            yield Amount(readings, unit)


def _range_end(match: re.Match[str]) -> str | None:
    """The unit of the second of two numbers, as in "ten to fifteen percent"."""
    further = _RANGE.match(match.string, match.end("number"))
    return further.group("after") if further else None


def _in_digits(text: str) -> str:
    # The extension is loaded when the first number is read.
    from text_to_num import alpha2digit

    text = text.replace("\u00a0", " ").replace("’", "'")
    text = re.sub(r"\bhalf a (million|grand|k)\b", r"0.5 \1", text, flags=re.IGNORECASE)
    # text2num leaves a lone "one" or "two" as a word, since they mostly count nothing.
    text = _SMALL.sub(lambda m: "1" if m.group().lower() == "one" else "2", text)
    text = re.sub(
        r"\b(?:a|that|this|which|the|no|any|last|next|first) one\b", " it ", text, flags=re.I
    )
    text = re.sub(r"(\d|\b[a-z]+)-(?=[a-z])", r"\1 ", text, flags=re.IGNORECASE)
    found: str = alpha2digit(text, "en")
    return re.sub(r"\b(\d+(?:\.\d+)?) 1(0{3}|0{6}|0{9})\b", _multiplied, found)


def _multiplied(match: re.Match[str]) -> str:
    return f"{float(match.group(1)) * float('1' + match.group(2)):.10g}"


def _unit(mark: str | None) -> str | None:
    if mark is None:
        return None
    mark = mark.strip().lower()
    if mark == "%" or mark.startswith(("per", "pct", "point")):
        return PERCENT
    return _SYMBOLS.get(mark) or _WORDS.get(mark) or _WORDS.get(mark.removesuffix("s"))


def _readings(match: re.Match[str], unit: str | None, *, spoken: bool) -> Iterator[float]:
    value = _number(match.group("number"), unit)
    more = match.group("more")
    times = TIMES.get((match.group("times") or "").lower(), 1.0)
    half = 0.5 if match.group("half") else 0.0
    if more and spoken and value < 100:
        # "One twenty" and "thirty eight nine": hundreds first, then a decimal of thousands.
        width = 100 if float(more) >= 10 else 10
        yield (value * width + float(more)) * times
        yield value + float(more) / width
        yield (value + float(more) / width) * 1e3
    else:
        yield (value + half) * times
    if times == 1.0 and value < 1000 and not more and unit != PERCENT:
        yield (value + half) * 1e3


def _number(text: str, unit: str | None) -> float:
    """A number with marks: where two kinds stand the last is the decimal one; a comma before three
    digits parts thousands, a stop there too in euros, or where there are several."""
    text = text.replace("'", "")
    marks = [c for c in text if c in ",."]
    if len(set(marks)) == 2:
        thousands = marks[0]
        return float(text.replace(thousands, "").replace(",", "."))
    if (
        marks
        and re.fullmatch(r"[1-9]\d{0,2}(?:[,.]\d{3})+", text)
        and (marks[0] == "," or len(marks) > 1 or unit == "EUR")
    ):
        return float(text.replace(marks[0], ""))
    return float(text.replace(",", "."))
