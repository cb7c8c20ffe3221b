"""Reflections: the customer's own meaning given back."""

from typing import Final

from analyser.wording import ASKED, Wording, Wordings

REFLECT: Final = "reflect"
OURS: Final = r"|\b(?:we|i|our|us|i'll|we'll|let's|let me|i'd|my|i'm|we're|we've|i've|ours|me)\b"

reflections = Wordings(
    (
        Wording(
            "sounds-like",
            REFLECT,
            r"\b(?:it |that |this |so |which )?(?:sounds|seems) (?:like|as if|as though) (?:you"
            r"|your|it|that|the|there|they|he|she|nobody|everyone|everybody|what|half|a (?:lot|mess"
            r"|nightmare|long|hard|rough|tough))\b",
            "It sounds like you were left alone with it.",
            "It sounds like a plan.",
            ASKED + OURS + r"|\b(?:deal|could|would|should|might be|good fit|great|perfect"
            r"|right fit)\b",
            settles=False,
        ),
        Wording(
            "so-not-this-but-that",
            REFLECT,
            r"^(?:(?:so|then|ah|oh so|okay so|right so|got it|and so)[, ]+)+(?:it|that|this|the \w+"
            r"(?: \w+)?|they|your \w+|he|she)(?:'s|'re| is| are| was| were)? ?(?:isn't|aren't|not"
            r"|wasn't|weren't)\b.{2,70}\b(?:it's|it is|it was|that's what|is what|but)\b",
            "So it's not the price, it's the waiting.",
            "It's not a brochure, it's your story in your hand.",
            ASKED + OURS,
        ),
        Wording(
            "what-mattered",
            REFLECT,
            r"^(?:(?:so|and|then|right|okay)[, ]+)+(?:for you|what (?:matters|mattered|hurts|hurt"
            r"|bothers|bothered|worries|worried|you(?:'re| are) after|stings|counts))\b|^(?:(?:so"
            r"|and|okay|right|then)[, ]+)+you(?:'re| are| were|'ve been) (?:\w+ )?(?:stuck|torn"
            r"|worried|afraid|tired|fed up|frustrated|under pressure|stretched|caught|angry"
            r"|annoyed|disappointed|burnt?|burned|nervous|anxious|relieved|blamed|squeezed|exposed"
            r"|embarrassed|chasing|carrying|flying blind|let down|ashamed|exhausted|overwhelmed"
            r"|uneasy|left)\b",
            "So you're caught between the two of them.",
            "What matters to us is quality.",
            ASKED + OURS + r"|\b(?:right|alone|aren't you)\W*$",
        ),
    )
)
