"""By when: the words of a date in a sentence."""

import re
from typing import Final

DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
UNITS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
COUNTS: Final = {
    **{word: number for number, word in enumerate(UNITS, 1)},
    **{"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15},
    **{"sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20},
    **{"twenty-five": 25, "twenty five": 25, "thirty": 30, "forty": 40, "forty-five": 45},
    **{"forty five": 45, "fifty": 50, "sixty": 60, "ninety": 90, "a": 1, "an": 1, "another": 1},
    **{"a couple of": 2, "couple of": 2, "a few": 3, "few": 3},
}
"""How many days or weeks are meant; "a few" are three."""

ORDINALS: Final = {
    **{
        word: number
        for number, word in enumerate(
            (
                *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"),
                *("ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"),
                *("sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"),
            ),
            1,
        )
    },
    **{
        f"{ten}{unit}": base + number
        for ten, base in (("twenty-", 20), ("twenty ", 20))
        for number, unit in enumerate(
            ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
            1,
        )
    },
    **{"thirtieth": 30, "thirty-first": 31, "thirty first": 31},
}
DAY: Final = rf"(?:{'|'.join(DAYS)}|mon|tues?|weds|thurs?|fri)"
MONTH: Final = rf"(?:{'|'.join(MONTHS)}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
WEEKS: Final = {
    **{"a fortnight": 2, "a week": 1},
    **{f"{word} weeks": number for number, word in enumerate(UNITS, 1)},
}
AHEAD: Final = rf"(?:{'|'.join(WEEKS)})"
WORD_ORDINAL: Final = "|".join(sorted(ORDINALS, key=len, reverse=True))
ORDINAL: Final = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{WORD_ORDINAL})"
_NO_COUNT: Final = (
    r"(?!\s(?:calls?|meeting|visit|floor|half|time|page|line|point|tab|slide|try|attempt|one|site"
    r"|phase|wave|step|day|week|month|year|quarter|order|invoice|version|draft)\b)"
)
NUMBER: Final = rf"(?:\d{{1,3}}|{'|'.join(sorted(COUNTS, key=len, reverse=True))})"
_OR_SO: Final = rf"(?:{'|'.join(UNITS)}) or (?:{'|'.join(UNITS)})"
UNIT: Final = r"(?:minute|hour|day|week|fortnight|month|quarter|year)s?"
_STRETCH: Final = rf"(?:(?:(?:the|this|next|coming) )*(?:week(?!end)|month|quarter|year)|{MONTH})"
OF_DAY: Final = (
    r"(?:first thing|(?:early |late )?(?:morning|afternoon|evening|night)|lunchtime|noon|midday|eod"
    r"|cob|end of (?:play|business|day)|close of (?:play|business))"
)
_PREPOSITION: Final = (
    r"(?:no later than |not later than |ahead of |by |before |until |till |within |on |in |for |at "
    r"|over )?"
)

DUE_WORDS: Final = re.compile(
    rf"\b{_PREPOSITION}(?:"
    r"\d{4}-\d\d-\d\d"
    rf"|(?:the )?{ORDINAL} (?:of )?{MONTH}|{MONTH} (?:the )?{ORDINAL}|{MONTH} \d{{1,2}}\b"
    rf"|\d{{1,2}} {MONTH}"
    r"|(?:the )?(?:very )?(?:end|close|middle|beginning|start) (?:of|off) "
    rf"(?:play |business |day )?(?:on )?(?:{_STRETCH}|(?:next )?{DAY}|(?:the )?day|q[1-4]|today"
    r"|tomorrow)"
    r"|(?:close of (?:play|business)|eod|cob|end of play|first thing|lunchtime|noon|midday)"
    rf"(?: (?:on )?(?:(?:next )?{DAY}|today|tomorrow))?"
    r"|eow|eom|eoq|eoy"
    rf"|{AHEAD} (?:(?:from|on) (?:{DAY}|now)|(?:from |on )?(?:today|tomorrow))"
    rf"|(?:the )?(?:{DAY}|week) after next"
    rf"|(?:the )?(?:first|second) half of {_STRETCH}"
    rf"|(?:the )?(?:first|second|third|last) week (?:of|in) (?:(?:the|next|this) month|{MONTH})"
    rf"|(?:the )?week (?:of|commencing|beginning|starting) the {ORDINAL}(?: of {MONTH})?"
    r"|after the weekend"
    r"|(?:(?<=\bby )|(?<=\bbefore )|(?<=\bat ))(?:the )?(?:month|quarter|year)[- ]end"
    r"|(?:as soon as|once|when|after) we(?:'re| are|'ve| have)? (?:(?:hang|hung) up|done here"
    r"|(?:get |got )?off (?:this|the) (?:call|phone)|finish(?:ed)? (?:here|up here|this call))"
    rf"|{DAY} (?:of )?(?:next week|week\b)|next week(?:'s)? (?:on )?{DAY}"
    rf"|(?:this|next|coming|(?:the )?following) {DAY}|{DAY}(?: (?:at )?{OF_DAY})?"
    r"|(?:the )?day after tomorrow"
    r"|(?:later )?(?:today|tonight|tomorrow)"
    rf"(?: (?:by |at )?{OF_DAY})?"
    r"|this (?:morning|afternoon|evening)|in the (?:morning|afternoon|evening)"
    rf"|(?:early |late |later |mid-?|mid )(?:in )?{_STRETCH}"
    rf"|(?:this|next|coming) (?:week|month|quarter|year|weekend|{MONTH})"
    r"|(?:the )?(?:(?:bank |public )?holiday |long )?weekend"
    rf"|(?:(?<=\bin )|(?<=\bwithin )|(?<=\bin about )|(?<=\bin the next ))"
    rf"(?:an? {UNIT} or (?:two|so)\b|(?:{_OR_SO}|{NUMBER}) (?:(?:business|working) )?{UNIT}"
    r"(?:' time)?)"
    rf"|(?:(?<=\bby )|(?<=\bon )|(?<=\buntil )|(?<=\btill )|(?<=\bbefore )|(?<=\bto ))"
    rf"(?:the )?{ORDINAL}{_NO_COUNT}"
    r"|(?<=\bwithin )the (?:hour|day|week|month)"
    r"|beforehand|ahead of time|(?:the )?(?:very )?same (?:day|hour|morning|afternoon|evening)"
    r"|(?:(?<=\bbefore )|(?<=\bahead of ))(?:the|our|that|your)"
    r" (?:call|meeting|session|demo|visit|appointment)"
    r"|(?:right |straight |directly )?after (?:this|(?:the|our|this) (?:call|meeting))"
    rf"|(?<=\bby ){MONTH}|(?<=\bin ){MONTH}|(?<=\bbefore ){MONTH}|(?:q[1-4])"
    r"|christmas|(?:our|the) next (?:call|meeting|chat|talk))\b",
    re.IGNORECASE,
)
"""A day or stretch of time with the preposition before it, as in "by the end of March"."""

_SPOKEN_HOUR: Final = rf"(?:{'|'.join(UNITS)}|ten|eleven|twelve)"
_HALF_HOUR: Final = (
    rf"(?:(?:half (?:past )?|quarter (?:past|to) )(?:\d{{1,2}}|{_SPOKEN_HOUR})"
    rf"|{_SPOKEN_HOUR} (?:fifteen|thirty|forty[- ]five))"
)
_MARK: Final = r" ?(?:o'clock|[ap]\.?m\b)"
HOUR: Final = rf"(?:{_HALF_HOUR}|\d{{1,2}}(?:[:.]\d\d)?|{_SPOKEN_HOUR})(?:{_MARK})?"
_PLAIN_HOUR: Final = (
    rf"(?:{_HALF_HOUR}(?:{_MARK})?|\d{{1,2}}:\d\d(?:{_MARK})?|(?:\d{{1,2}}|{_SPOKEN_HOUR}){_MARK})"
)
"""An hour that is hardly a number of people."""

_ENDS: Final = r"(?=\s*(?:[.,;!?]|$|(?:and|so|then|at the latest)\b))"
CLOCK: Final = re.compile(
    rf"\b(?:(?:by|before) {HOUR}|at {_PLAIN_HOUR}){_ENDS}",
    re.IGNORECASE,
)
_CLOCK_OF_TALK: Final = re.compile(
    r"\b(?:call|ring|phone|dial|speak|talk|meet|try|see|buzz) (?:(?:to|with) )?"
    r"(?:you|him|her|them)\b"
    rf"[^.,;!?]{{0,60}}?\b(?P<at>at {HOUR}){_ENDS}",
    re.IGNORECASE,
)
"""An hour means the day of the call where no day is said; a bare number after "at" is one where
somebody will be spoken to."""

_FIRM: Final = re.compile(
    r"^(?:by|before|until|till|within|ahead of|no later|not later)\b", re.IGNORECASE
)
BEFORE_CHARACTERS: Final = 40
"""So much of what stands before a date can tell what it is about."""

_NOT_A_DATE: Final = re.compile(r"\b(?:for|last|since|from)\s+$", re.IGNORECASE)
_TALKED: Final = re.compile(
    r"\b(?:heard|discussed|talked(?: about)?|spoke(?: about)?|saw|said|agreed|call|meeting|covered"
    r"|conversation|had|mentioned|went through)\s+$",
    re.IGNORECASE,
)
"""Before a date these, and before "today" those of talk, say what something is about or when it
was, not when it will be done."""


_FOR_A_STRETCH: Final = re.compile(
    rf"for (?:(?:the|early|late|later|mid) )*(?:mid-?)?(?:{_STRETCH}|(?:next )?{MONTH}|q[1-4])",
    re.IGNORECASE,
)
_MEETS: Final = re.compile(
    r"\b(?:book|schedul\w+|pencil\w*|set up|arrange|plan|put|invit\w+|diary|calendar|calls?"
    r"|meetings?|sessions?|demos?|visits?|slots?|appointments?|workshops?)\b",
    re.IGNORECASE,
)
"""Something booked "for next week" takes place then; prices "for next year" only hold then."""


def is_hour(words: str) -> bool:
    """Whether the words of a date name an hour alone, which is of a day named elsewhere.

    >>> is_hour("by noon"), is_hour("at half past five"), is_hour("by noon on Friday")
    (True, True, False)
    """
    hour = rf"(?:by|before|around|about|at) (?:noon|midday|{HOUR})"
    return bool(re.fullmatch(hour, words, re.IGNORECASE))


def due_words(text: str) -> str | None:
    """The words that say by when, None where none do; of several those that set a limit.

    >>> due_words("I'll chase them today and send you the report by Friday.")
    'by Friday'
    >>> due_words("I'll write up what we discussed today.")
    """
    text = text.replace("\u2019", "'")
    found = [
        match
        for match in DUE_WORDS.finditer(text)
        if _FIRM.match(match[0]) or not _says_when_else(_just_before(text, match), match[0])
    ]
    limits = [match for match in found if _FIRM.match(match[0])]
    best = (limits or found)[-1:] if limits else found[:1]
    if best:
        return best[0][0].strip()
    clock = CLOCK.search(text)
    talk = _CLOCK_OF_TALK.search(text)
    return clock[0] if clock else talk["at"] if talk else None


def _just_before(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - BEFORE_CHARACTERS) : match.start()]


def _says_when_else(before: str, words: str) -> bool:
    """Whether the words of a date are of something else than when the deed is done."""
    if _FOR_A_STRETCH.fullmatch(words) and not _MEETS.search(before):
        return True
    if re.match(r"(?:today|this (?:morning|afternoon|evening))", words, re.IGNORECASE):
        return bool(_TALKED.search(before) or _NOT_A_DATE.search(before))
    return bool(_NOT_A_DATE.search(before))
