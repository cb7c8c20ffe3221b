"""Price: ways of giving way that name no lower figure, and plain ones that do."""

from typing import Final

from analyser.wording import ASKED, NOT, SUM, Wording, Wordings

CUT: Final = "price.cut"
OTHERS: Final = r"|\b(?:they|he|she|rivals?|competitors?|did|was|were|if you|could you|would you)\b"
COUNTED: Final = (
    r"|\b(?:minutes?|hours?|days?|weeks?|o'clock|people|seats|users?|sites?|calls?|am|pm|years?)\b"
)

price = Wordings(
    (
        Wording(
            "waive",
            CUT,
            r"\b(?:waive|waiving|waived)\b|\b(?:i|we|i'll|we'll|i'd|we'd|let me|let's|can|could"
            r"|happy to|just|then|and)\b[^.;?]{0,20}\b(?:drop|scrap|skip|forget(?: about)?|swallow"
            r"|eat|absorb|cover|strike|cross out|ditch|knock off|wipe|bin|forgo|forego|take off"
            r"|leave off|stand)(?: out| off)? (?:the|that|those|your|all|any|its|this|half|most)"
            r"(?: [\w-]+){0,3} (?:fee|fees|cost|costs|charge|charges|surcharge|shipping|postage"
            r"|freight|deposit)\b",
            "Then we'll waive the fee for the first visit.",
            "We never waive the fee.",
            NOT + OTHERS + r"|\b(?:have you|are you|do you|who|gets? waived|is it|rights?|used to"
            r"|only waive|already|insurance|too much|depends|for them)\b",
        ),
        Wording(
            "free-months",
            CUT,
            r"\b(?:first|next|one|two|three|four|six|another|extra|last|couple of|few|\d+)(?: \w+)?"
            r" (?:month|week|quarter|year)s?(?: \w+)? (?:free|on us|for free|for nothing|at half"
            r"|half price|half off|on the house)\b|\b(?:give|get|have|add|offer|throw|include)"
            r"(?: \w+){0,5} free (?:month|week|quarter|year|delivery|shipping|training"
            r"|installation|set-?up|onboarding)s?\b|\b(?:month|week|quarter)s? for (?:free"
            r"|nothing)\b",
            "How about the first quarter free?",
            "There is no free month in this plan.",
            NOT + r"|\b(?:trial|did|they|already|hands?)\b",
        ),
        Wording(
            "throw-in",
            CUT,
            r"\b(?:i|we|i'll|we'll|i'd|we'd|let me|can|could|will|would|and|how about)\b"
            r"[^.;?]{0,20}\b(?:throw|throwing|toss|tossing|chuck|chucking)(?: \w+){0,5} in\b"
            r"|\b(?:throw|toss|chuck|throwing) in\b",
            "I'll throw the stand in.",
            "Don't throw in the towel.",
            NOT + r"|\b(?:could you|did you|they|would you|towel)\b",
        ),
        Wording(
            "take-off",
            CUT,
            rf"\b(?:take|knock|shave|lop|chop|taking|knocking|shaving)(?: you)?(?: (?:another|a|an"
            rf"|about|maybe|the))? (?:{SUM}|bit|little|few|something|some)(?: (?:per ?cent|percent"
            rf"|%|dollars?|bucks|quid|pounds?|euros?|cents?|points?))?(?: \w+)? off\b",
            "I'll knock fifty off.",
            "It takes the team twenty minutes off their day.",
            NOT + r"|\b(?:did|they|takes|weight|time|shoes|coat|pressure|load|week|day|minutes?"
            r"|hours?|hands|plate|shoulders|mind|could you|who|edge|list|insurers?|premium)\b",
        ),
        Wording(
            "come-down",
            CUT,
            rf"\b(?:i|we)(?:'ll|'d| will| would| can| could| might| may|'m (?:happy|willing|able"
            rf"|prepared) to|'re (?:happy|willing|able) to| am (?:willing|happy) to)(?: be able to"
            rf"| maybe| probably| just| also| still)? (?:(?:come|go) (?:down|lower)(?: (?:a|to|by"
            rf"|another|on|some|further)| {SUM}|$|[,.])|lower (?:it|that|the)|bring the (?:price"
            rf"|fee|rate) down|take (?:it|that)"
            rf" down|do (?:a bit |a little |something |somewhat )(?:better|less|cheaper|lower"
            rf"|on (?:the )?price)|discount|reduce (?:it|that|the (?:price|fee|rate)|your (?:price"
            rf"|fee|rate)))\b",
            "I could come down a little.",
            "I can't come down on that.",
            NOT
            + r"|\b(?:if (?:i|we)|whether|risk|time|hours?|errors?|to your (?:office|site|place)"
            r"|monday|tuesday|wednesday|thursday|friday|minutes?|min|before it)\b",
        ),
        Wording(
            "a-lower-sum",
            CUT,
            rf"\b(?:i|we|let's|let me|and|then)\b.{{0,25}}\b(?:bring|take|get|drop|cut|knock|put"
            rf"|move) (?:it|that|you|this|the \w+)(?: \w+)? (?:down )?to {SUM}|\b(?:i|we) (?:can"
            rf"|could|might|would|will) (?:do|go|make it|go to|go as low as|let (?:it|you have it"
            rf"|them) go for|accept|take|sell (?:it )?for) {SUM}(?! (?:to|of|units?|months?|miles"
            rf"|percent of))",
            "We could do eighty.",
            "We could do eighty of them on Monday.",
            NOT + r"|\b(?:monday|tuesday|wednesday|thursday|friday|lowest|up to|each time|if i|at"
            r" \d)\b" + COUNTED,
        ),
        Wording(
            "sharpen",
            CUT,
            r"\bsharpen(?:ing)? (?:my|the|our|that) (?:pencil|pen|price|number|figure|quote)\b"
            r"|\b(?:i|we|let's|let me|can|could|i'll|we'll|happy to|willing to)\b[^.;?]{0,12}"
            r"\b(?:meet (?:you )?(?:in the middle|half ?way)|split the difference)\b|\b(?:there's"
            r"|there is|have|got|find)(?: \w+)? (?:some|a bit of|a little) (?:wiggle )?room (?:on"
            r"|in) (?:the |that |this )?(?:price|fee|rate|number|figure)\b",
            "Let's split the difference.",
            "We won't meet in the middle on safety.",
            NOT,
        ),
        Wording(
            "takes-their-figure",
            CUT,
            rf"^(?:(?:ok(?:ay)?|fine|alright|all right|deal|done|sure|right|yes|yeah|go on|well"
            rf"|very well|agreed|you win|hmm?|oh)[,.! ]+){{1,3}}(?:then )?(?:i|we)(?:'ll| will| can"
            rf"| could)? (?:take|do|accept|live with|go with|match|make|settle (?:for|at)|agree to"
            rf"|sell (?:it )?for|let it go for)(?: it| you)?(?: for| at| to)? {SUM}"
            rf"|^(?:(?:ok(?:ay)?|fine|alright|all right|deal|done|sure|right|yes|yeah|go on|well"
            rf"|then|good|agreed|you win|very well|let's say|call it|make it)[,.! ]+)+[$£€]?"
            rf"(?:\d[\d,.]*k?|(?:\w+[ -])?(?:\w*ty|\w*teen|hundred|thousand|ten|twelve)"
            rf"(?:[ -]\w+){{0,3}}?)(?:,? (?:it is|then|works|and it's yours|is yours|deal|done))\b",
            "Okay, nine hundred it is.",
            "Okay, nine hundred people then.",
            NOT
            + r"|\b(?:monday|tuesday|wednesday|thursday|friday|march|april|may|june|july)\b"
            + COUNTED,
        ),
        Wording(
            "discount-given",
            CUT,
            r"\b(?:i|we)(?:'ll|'d| will| would| can| could| might|'m able to|'m happy to|'re happy"
            r" to)(?: \w+)? (?:give|offer|get|do|apply|extend|arrange|add|put|find|swing|credit)"
            r"(?: you| them| in)?(?: \w+){0,4}? (?:discount|credit|rebate|reduction|price break"
            r"|percent off|per cent off|% off)\b|\b(?:let me|i'll|i will|i can|i could|i'd|i'm"
            r" going to)\b[^.;?]{0,35}\b(?:manager|boss|director|supervisor|finance|vp|head office"
            r"|deal desk)\b[^.;?]{0,50}\b(?:lower|discount|come down|cheaper|waive|knock|drop"
            r"|sign(?:s)? off on|reduc\w+|concession|sharpen|better (?:price|rate|number|figure)"
            r"|do (?:something|anything|better))\b",
            "I can give you a small discount.",
            "I'd give you a discount if I could, and I can't.",
            NOT + r"|\b(?:credit (?:card|check|union|line|report)|if (?:i|we)|line of|guarantee"
            r"|depends|uplift)\b",
        ),
        Wording(
            "yours-for",
            CUT,
            rf"\b(?:it's|its|it is|is|they're|they are|and it's|that's|yours)(?: all)? yours for"
            rf" {SUM}|\byou can (?:have|take) (?:it|them|that|both|the \w+|this one) for (?:{SUM}"
            rf"|nothing|half)",
            "Take both and they're yours for sixty.",
            "It's yours for sixty days.",
            NOT + COUNTED,
        ),
        Wording(
            "what-if-lower",
            CUT,
            rf"\b(?:what|and) if (?:i|we)(?: did| made| could do| can do| gave you| took| dropped"
            rf"| brought| said| called it| let you| went|'d do| do| make| threw| waived| knocked)\b"
            rf"[^.]{{0,30}}\b(?:{SUM}|free|half|off|less|percent|months?)",
            "What if we did it for eighty?",
            "What if we did it on Friday, with eighty people?",
            r"\b(?:monday|tuesday|wednesday|thursday|friday|meeting|pilot|looked|demo|test|shift)\b"
            + COUNTED,
        ),
        Wording(
            "no-charge",
            CUT,
            r"\b(?:i|we|you|is|are|it's|they're|comes?|goes?|yours|have|and)\b.{0,50}\b(?:no charge"
            r"|free of charge|without (?:a |any |extra )?charge|at no (?:extra |additional |further"
            r" )?(?:cost|charge)|for nothing|for free|gratis|on the house)\b|\b(?:i|we)(?:'ll"
            r"| will)? ?(?:won't|will not|not|wouldn't|don't) (?:charge|bill|invoice)(?: you| for)?"
            r"|\b(?:delivery|shipping|training|set-?up|install\w*|months?|weeks?|quarter|year"
            r"|migration|case|postage|freight|labou?r|hosting|seats?|it|that|fee|tax|extra|return)"
            r"(?:'s| is| are|'re| will be|'ll be| goes| can be| could be)? on (?:us|me|the house)\b"
            r"|\b(?:per ?cent|percent|%) off\b",
            "We won't charge you for the delivery.",
            "The trial is free of charge for everybody.",
            r"\b(?:if|already|standard|always|trial|anyone|everyone|everybody|sample|they|depend"
            r"|rely|count|lean|mistake|sorry|blame|fault|that's on|it's on|that was|not on|pressure"
            r"|tell you|until|unless|did|lost|wasted|back when|every year)\b",
            settles=False,
        ),
        Wording(
            "match-it",
            CUT,
            r"\b(?:i|we)(?:'ll|'d| will| would| can| could|'m going to| might)?(?: \w+)? (?:match"
            r"|beat|undercut|meet) (?:it|that|their|his|her|them|him|whatever|any|what(?:ever)?"
            r" (?:they|he|she|the))\b|\bsame (?:deal|price|rate|terms|discount|figure) (?:as|for"
            r" you|then)\b|\b(?:last year's|the old|friends and family|loyalty|family|staff"
            r"|charity|student|launch|early bird|employee|wholesale|trade|lower|cheaper"
            r"|introductory|reduced|discounted) (?:rate|price|discount)\b|\bhalf[ -]?price\b|\bhalf"
            r" (?:off|the (?:price|fee|rate))\b|\bat half\b(?! past)",
            "Fine, we'll match what they quoted.",
            "They don't get the same price as everybody else.",
            NOT
            + r"|\b(?:if|whether|was|were|did|is it|expires?|until|till|closes|being)\b|^they\b",
            settles=False,
        ),
        Wording(
            "do-it-for",
            CUT,
            rf"\b(?:i|we)(?:'ll|'d| will| would| can| could| might)(?: \w+)? (?:do|make|let|sell"
            rf"|give)(?: (?:it|that|you|them|this|the \w+|both|all)){{0,3}}(?: go)? (?:for|at|to)"
            rf" {SUM}|\bfor you,? (?:\w+[, ]+){{0,2}}(?:(?:i|we)(?:'ll|'d| will| would| can| could)"
            rf"(?: \w+){{0,4}} )?(?:{SUM}|free|off|less|lower|cheaper|half)",
            "For you I'd do it for eighty.",
            "I can't do it for eighty.",
            NOT + COUNTED,
            settles=False,
        ),
        Wording(
            "pay-later",
            CUT,
            r"\b(?:pay|owe) (?:us |me )?nothing (?:until|till|before|for|this|up ?front|now)\b"
            r"|\b(?:nothing|no payments?|no invoice) (?:to pay |due |up ?front )?(?:until|till"
            r"|before|for the first)\b|\bpay (?:us|me|it|later|when)(?: \w+){0,3} (?:in (?:the )?"
            r"(?:spring|summer|autumn|fall|winter|\w+ber|\w+uary|march|april|may|june|july|august"
            r"|new year)|next (?:year|quarter|month)|no interest|when you can)\b"
            r"|\b(?:interest[- ]free|no interest|without interest)\b|\b(?:i|we|you)(?:'ll| can"
            r"| could| will|'d)?(?: let you)? (?:spread|split|defer|stretch) (?:it|that|the"
            r" (?:\w+ )?(?:payments?|cost|fee|invoice|sum)|your payments?)\b",
            "You pay nothing until January.",
            "You can't pay later in the year.",
            r"\b(?:can't|cannot|won't|if you (?:pay|miss)|already|did|credit card|mortgage|calls?"
            r"|shift)\b|" + ASKED,
            settles=False,
        ),
    )
)
