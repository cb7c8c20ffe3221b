"""Whether a text is natural language: talk, and not code, logs, settings or numbers."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

LEAST_WORDS: Final = 12
_CODE: Final = re.compile(
    r"[{}]|;\s*$|\w\(\w*\)|=>|::|</|/>|^\s*(?:import|from|def|class|return|#include|function|var"
    r"|let|const|select|insert|if \(|for \()\b.*[(;:{=]|^\s*\w+\s*[:+]?=\s*\S|\w+_\w+_\w+|\\x"
)
_LOG: Final = re.compile(
    r"\b(?:INFO|DEBUG|WARN|WARNING|ERROR|TRACE|FATAL|CRITICAL|NOTICE)\b|\bTraceback\b|\[pid "
    r"|^\w{3} +\d{1,2} \d\d:\d\d:\d\d \S+ \S+|\bHTTP/\d|\"(?:GET|POST) /"
)
_MAIL: Final = re.compile(r"^\W{0,3}(?:From|To|Cc|Subject|Sent|Reply-To):\s", re.MULTILINE)
_FIELDS: Final = re.compile(r"^\w+(?:[,;\t|]\w+){3,}$")
_WORD: Final = re.compile(r"^[\"'“‘(\[¿¡]?[^\W\d_]+(?:['’\-][^\W\d_]+)*['’]?[\"”’)\].,!?:;…%]*$")
_NUMBER_OR_LINK: Final = re.compile(r"^\W{0,3}(?:\d[\d:.,/%-]*\W{0,3}|https?:\S+|www\.\S+)$")
_SENTENCE_END: Final = re.compile(r"[.!?。！？…]")
_SPACELESS: Final = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
SAMPLE_LINES: Final = 2000


def reads_as_talk_lines(lines: Sequence[str], *, least_words: int = LEAST_WORDS) -> bool:
    """Whether lines read like people talking: mostly words, hardly any marks of code or logs.

    Limits: rule of thumb, not yet checked; talk about code with much of it read out may fail.
    """
    sample = [line[:2000] for line in lines[:SAMPLE_LINES] if line.strip()]
    if not sample:
        return False
    odd = sum(bool(_CODE.search(line[:400]) or _LOG.search(line[:200])) for line in sample)
    if odd > 0.1 * len(sample):
        return False
    if _FIELDS.match(sample[0][:400]) or any(_is_grid(sample, mark) for mark in ",;\t|"):
        return False
    text = " ".join(sample)
    if len(_MAIL.findall("\n".join(sample))) >= 2:
        return False
    if len(_SPACELESS.findall(text)) > 0.3 * len(text):
        return len(text) >= least_words
    tokens = text.split()
    words = sum(bool(_WORD.match(token)) for token in tokens)
    neutral = sum(bool(_NUMBER_OR_LINK.match(token)) for token in tokens)
    enough = words >= 0.75 * (len(tokens) - neutral) and words >= 0.4 * len(tokens)
    return len(tokens) >= least_words and enough


def looks_like_log(lines: Sequence[str]) -> bool:
    """Whether one line in five or more is written by a program about itself."""
    sample = [line for line in lines[:SAMPLE_LINES] if line.strip()]
    return sum(bool(_LOG.search(line[:200])) for line in sample) > 0.2 * len(sample)


def _is_grid(lines: Sequence[str], delimiter: str) -> bool:
    """Whether nearly all lines hold the same number of a delimiter, three or more."""
    counts = Counter(line.count(delimiter) for line in lines)
    number, often = counts.most_common(1)[0]
    return number >= 3 and len(lines) >= 3 and often >= 0.8 * len(lines)


def has_sentences(lines: Sequence[str]) -> bool:
    """Whether lines hold several sentences, or several lines of some words each."""
    text = "\n".join(line[:2000] for line in lines[:SAMPLE_LINES])
    long_lines = sum(len(line.split()) >= 3 for line in lines[:SAMPLE_LINES])
    return len(_SENTENCE_END.findall(text)) >= 2 or long_lines >= 3
