"""Dates, sums of money and clear refusals as people say them."""

import re
from typing import Final

_DAY: Final = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH: Final = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_BARE_MONTH: Final = (
    rf"(?!may\b){_MONTH}|(?:(?<=\bby )|(?<=\bin )|(?<=\bbefore )|(?<=\buntil )|(?<=\bsince ))may"
    r"|(?<=[a-z,] )(?-i:May)"
)
"""A month without a day: "may" is most often the verb."""

_NUMBER: Final = (
    r"(?:\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|a couple of|a few)"
)
_UNIT: Final = r"(?:minute|hour|day|week|fortnight|month|quarter|year)s?"
_END: Final = (
    rf"(?:the )?(?:end|close|beginning|start|middle) of (?:play |business )?"
    rf"(?:(?:the|this|next) )?(?:{_UNIT}|{_DAY}|{_MONTH}|q[1-4])"
)
_SPELT: Final = (
    r"(?:(?:twenty|thirty)[- ])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    r"|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth"
)
_ORDINAL: Final = rf"(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)|{_SPELT})(?: of)?"
_ALONE: Final = r"(?=\s*(?:[.,;:?!]|$|(?:of|or|and|if|at|so|because|then|we|you|i|is|was|no|as)\b))"

DATE_WORDS: Final = re.compile(
    r"\b(?:by |on |before |until |within |in |for |at )?(?:"
    rf"{_END}"
    r"|close of (?:play|business)(?: (?:today|tomorrow))?"
    r"|(?:today|tonight|tomorrow|this (?:morning|afternoon|evening))"
    r"(?: (?:morning|afternoon|night))?"
    rf"|(?:this|next|coming) (?:week|month|quarter|year|{_DAY}|{_MONTH})"
    rf"|{_DAY}(?: (?:morning|afternoon|evening|week))?"
    rf"|{_ORDINAL} {_MONTH}|{_MONTH} {_ORDINAL}|{_MONTH} \d{{1,2}}\b"
    r"|(?<=\bby )(?:the )?\d{1,2}(?:st|nd|rd|th)"
    rf"|(?:(?<=\bby )|(?<=\bon )|(?<=\bbefore )|(?<=\buntil ))the (?:{_SPELT}){_ALONE}"
    r"|(?<=\bwithin )the (?:hour|day|week|month)"
    rf"|(?:(?<=\bin )|(?<=\bwithin )){_NUMBER} (?:(?:business|working) )?{_UNIT}"
    rf"|(?:{_BARE_MONTH})(?! (?:i|we|you|be|have|need|not)\b)|q[1-4])\b",
    re.IGNORECASE,
)
"""A date or a stretch of time with the preposition before it, as in "by the end of March"."""

LENGTH_OF_TIME: Final = re.compile(
    rf"\b{_NUMBER}[ -](?:(?:business|working) )?(?:minute|hour|day|week|month)s?\b", re.IGNORECASE
)
"""How long something lasts, as in "a two-week setup"."""

MONEY: Final = re.compile(
    r"[$£€₹¥]\s?\d[\d,.]*\s?(?:k|m|bn)?\b|\b\d[\d,.]*\s?(?:k|grand|dollars|bucks|euros?|pounds|quid"
    r"|percent|per cent)\b|\d+\s?%|\b(?:discount|cheaper|lower price|better price|money off)\b",
    re.IGNORECASE,
)
"""A sum, a percentage, or plain talk of paying less."""

LEAVE_ALONE: Final = re.compile(
    r"\b(?:(?:take me off|stop (?:calling|ringing|emailing|contacting)|(?:don't|do not)"
    r" (?:call|ring|contact)|leave (?:me|us) alone|remove me|hang(?:ing)? up|not interested)\b"
    r"|please don't(?=\s*(?:[.!?]|$)))",
    re.IGNORECASE,
)
"""A clear no: the customer wants to be left alone."""
