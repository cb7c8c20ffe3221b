"""Concrete sentences that would have served better, fitted to what the customer asked.

Templates only: they ask, and never put a fact, a price or a promise into the rep's mouth.
"""

import re
from typing import Final

from analyser.conversation_terms import DATE_WORDS, MONEY

_TRIAL: Final = re.compile(r"\b(?:trial|pilot|test|poc|proof of concept|demo)\b", re.IGNORECASE)
_DOCUMENT: Final = re.compile(
    r"\b(?:send|e-?mail|quote|proposal|deck|brochure|document|contract|case stud|reference|report)",
    re.IGNORECASE,
)
_TERMS: Final = re.compile(
    r"\b(?:terms|contract|notice|cancel|net \d+|payment|instal|monthly|annual|clause|liabilit)",
    re.IGNORECASE,
)
_FEATURE: Final = re.compile(
    r"\b(?:feature|integrat|add|build|custom|support|export|import|report|api|sync|connect)",
    re.IGNORECASE,
)


def probe_for(request: str, *, about_price: bool) -> str:
    """A sentence that digs under a request.

    >>> probe_for("Can you get it live by the end of March?", about_price=False)
    '"What makes by the end of March important, and what happens if it can\\'t be done by then?"'
    """
    if about_price or MONEY.search(request):
        return (
            '"Help me understand what is behind that: is it the budget itself, '
            'or what you would get for it? What are you comparing it with?"'
        )
    if date := DATE_WORDS.search(request):
        return (
            f'"What makes {date.group(0).strip()} important, '
            "and what happens if it can't be done by then?\""
        )
    if _TRIAL.search(request):
        return '"What would you need to see in it to be sure, and who would judge that?"'
    if _TERMS.search(request):
        return '"What is it about those terms that worries you? What would they protect you from?"'
    if _DOCUMENT.search(request):
        return '"Gladly. So that it answers the right thing: who will read it, and what for?"'
    if _FEATURE.search(request):
        return '"What would that let you do, and how do you get by without it today?"'
    return '"So that I get this right: what is behind it, and what would a good outcome be?"'
