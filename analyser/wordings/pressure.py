"""Pressure: scarcity and deadlines of the seller's making, guilt, fear, other people's eyes."""

from typing import Final

from analyser.wording import ASKED, SOON, TAGGED, Wording, Wordings

LABEL: Final = "pressure"
REPORTED: Final = (
    r"|\b(?:they|he|she|who|vendors?|some(?:one|body)|others)\b.{0,30}\b(?:say|says|said|tell"
    r"|tells|told)\b"
)
DENIED: Final = (
    r"\b(?:not|isn't|wasn't|never|no) (?:\w+ )?(?:the|your|our|my|a|an|only|about)? ?(?:last"
    r"|rush|hurry|pressure|deadline|clock|running|crazy|mad|silly)\b|\bno (?:rush|hurry)\b"
    r"|\btake your time\b" + REPORTED
)

pressure = Wordings(
    (
        Wording(
            "hate-for-you",
            LABEL,
            r"\b(?:i|we)(?:'d| would)(?: really| just)? hate (?:for|to see) (?:you|your|that|him"
            r"|her|them|it)\b",
            "I'd hate for you to find it gone.",
            "I'd hate to waste your time.",
        ),
        Wording(
            "every-day-you-wait",
            LABEL,
            r"\bevery (?:single )?(?:day|week|month|hour|minute|night|quarter|year)(?: that)?"
            r" (?:you|we) (?:wait|delay|hesitate|put (?:it|this) off|sit on|don't (?:sign|decide"
            r"|act|have)|think about)\b",
            "Every week you wait is money out of the window.",
            "Every week you wait adds a little to your pension.",
            r"\badds\b|" + TAGGED,
        ),
        Wording(
            "do-not-wait-long",
            LABEL,
            r"\b(?:don't|do not|wouldn't|would not|can't|cannot|shouldn't)(?: \w+)? (?:wait|sit on"
            r" (?:it|this|that)|sleep on (?:it|this|that)|leave it|let (?:it|this) (?:go|slide"
            r"|sit)|hang about|hang around)(?: \w+){0,2} (?:too long|forever|long|around)\b",
            "I wouldn't wait too long with this one.",
            "You won't have to wait too long for the bus.",
        ),
        Wording(
            "can-only-hold-until",
            LABEL,
            r"\b(?:can only|can't|cannot|only able to) (?:hold|keep|save|reserve|freeze)\b"
            r"[^,;?]{0,40}\b(?:until|till|til|through|this week|this month|today|tonight|past"
            r"|beyond|after|for (?:an?|one|two) (?:hour|day|minute)s?)\b",
            "I can only hold that until Friday.",
            "I can hold that until you have read it.",
            r"\bpromise\b",
        ),
        Wording(
            "cannot-hold-it",
            LABEL,
            r"\b(?:can't|cannot|can not|couldn't|won't be able to) (?:hold|save|keep|reserve)"
            r" (?:it|this|that|them|one|the (?:slot|price|spot|seat|place|car|room|unit|rate|offer"
            r"|number))(?: (?:for you|open|back|any longer|much longer|forever|long))?\b",
            "I can't hold it for you much longer.",
            "I can hold it for two weeks.",
            settles=False,
        ),
        Wording(
            "few-left",
            LABEL,
            r"\b(?:only|just|have|got|there's|there are|exactly)\b[^,;?]{0,25}\b(?:one|two|three"
            r"|four|five|a few|a couple|\d|handful)(?: of (?:these|them|those))?(?: \w+)?"
            r" (?:left|remaining)\b",
            "There are only two of them left.",
            "Two of my people left last year.",
            settles=False,
        ),
        Wording(
            "the-last-one",
            LABEL,
            r"\b(?:(?:you|to) (?:\w+ ){0,3}be the (?:very )?last (?:one|house|firm|shop|company"
            r"|guy|person|man)|(?:it's|this is|that's) (?:my|our|your|the) (?:very )?last (?:one"
            r"|slot|spot|seat|place|opening|offer|chance))\b",
            "You don't want to be the last firm without it.",
            "When was the last one?",
            DENIED,
        ),
        Wording(
            "going-fast",
            LABEL,
            r"\b(?:they|these|those|it|this one|that one|\w+s)(?:'re|'s| are| is| do| does| will"
            r"|'ll"
            r"| just| tend to| always)* (?:go|goes|going|gone|moving|filling up|fill up|fills up"
            r"|selling|sell|disappearing) (?:so |very |really |pretty )?(?:fast|quick|quickly)\b"
            r"|\b(?:slots?|seats?|spots?|places?|rooms?|units?|dates?|weekends?|they're|stock|kit)"
            r"(?:'s| is| are)?(?: \w+){0,3} (?:almost|nearly) (?:gone|sold out)\b|\balmost sold"
            r" out\b"
            r"|\b(?:snapped|snatched|scooped) up\b|\b(?:schedule|calendar|weeks?|slots?|spots|crew"
            r"|bay|diary|route|intake|cohort|class|studio|season)(?:'s| is| are)(?: \w+)? filling"
            r" up\b",
            "The seats are going fast.",
            "I'm going to go quickly, June's nearly gone.",
            r"\b(?:how|for what|why)\b|\bpriced to\b|\bhelp\b",
        ),
        Wording(
            "only-until",
            LABEL,
            r"\b(?:only|just) (?:good|valid|on|until|till|through|runs|lasts|stands|there)"
            r"(?: \w+){0,2} (?:until |till |through |for )?(?:today|tonight|tomorrow|noon|midnight"
            r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|the (?:\d+\w*|weekend|end of)"
            r"|this (?:week|month|call)|end of)\b"
            r"|\b(?:offer|deal|discount) (?:expires|ends|closes|runs out|dies) (?:today|tonight"
            r"|tomorrow|at (?:noon|midnight|\w+ o'clock)|in (?:an|one|two|\d+) (?:hour|minute))"
            r"|\b(?:offer|price|deal|discount) (?:is|will be) gone (?:today|tonight|tomorrow"
            r"|after)\b|\b(?:today|tonight) only\b|\bonly for (?:today|tonight)\b",
            "That price is only good until Friday.",
            "The factory is closed until Friday.",
            DENIED,
        ),
        Wording(
            "others-want-it",
            LABEL,
            r"\b(?:another|someone else|somebody else|two|three|four|five|several|a few|plenty of"
            r"|other)(?: other)?(?: \w+){0,2}? (?:buyer|customer|client|family|couple|guy|lady"
            r"|fellow|people|person|bloke|firm|compan(?:y|ies)|hotel|folks|dealer|party|parties|man"
            r"|woman|house|shop|clinic|bidder)s? (?:(?:is|are|who's|who is|that's|that are|already"
            r"|just) ){0,2}(?:interested|waiting|coming|ready|circling|wants?|looking at (?:it|this"
            r"|the same|both)|lined up (?:for|behind)|on the other line|in line|queu(?:e)?ing"
            r"|begging|after (?:it|this|that|the same)|behind you)\b",
            "Another family is waiting for the same house.",
            "Where it works, several people looked at the screen.",
            r"\b(?:no hurry|take your time|would you|insight)\b",
            settles=False,
        ),
        Wording(
            "i-need-a-yes",
            LABEL,
            rf"\b(?:i|we)(?:'d|'ll| will| would| do)?(?: really| just)? (?:need|want|must have)"
            rf"(?: \w+)? (?:a|your|an)(?: \w+)? (?:yes|signature|answer|decision|card|okay|ok|po"
            rf"|commitment|go-ahead|go ahead|word|handshake|verbal)\b[^.]{{0,25}}\b{SOON}\b"
            rf"|\b(?:need|give me|read me|get) (?:your|the|a) (?:card(?: number)?|signature"
            rf"|credit card|bank details|yes|deposit)\b[^.?]{{0,25}}\b{SOON}\b",
            "I need an answer from you before we hang up.",
            "I need an invoice address from you.",
        ),
        Wording(
            "permission",
            LABEL,
            r"\b(?:you|he|she|man|woman|father|mother|owner|boss|leader|position) (?:\w+ ){0,2}"
            r"(?:need|needing|ask|asking|require) (?:\w+ ){0,2}permission\b|\bpermission (?:for"
            r"|to) (?:something|this|that|a thing|protect|save|invest|buy|make|spend|do)\b",
            "Does a man like you need his wife's permission to do the right thing?",
            "Do I need permission to park there?",
            r"\b(?:do i|did i|can i|may i|have i|i need|we need|i have|we have|we ask|app|system"
            r"|role|user)\b",
        ),
        Wording(
            "your-rivals-already",
            LABEL,
            r"\byour (?:biggest |direct |main |two |three |own |local )*(?:competitors?|rivals?"
            r"|neighbou?rs?|competition|peers?)\b(?: \w+){0,4} (?:already|just (?:signed|bought"
            r"|took|ordered)|signed|moving|taking (?:business|it)|took|ahead of you|laugh\w*"
            r"|jump\w*|switched|eat\w*|beat you|snap\w*|won't (?:wait|hesitate)|(?:has|have|is|are)"
            r" (?:it|live))\b",
            "Your neighbours have already signed.",
            "Which of your competitors have already looked at it?",
            r"\b(?:which|what|did|do your|does your|have your|who|are your)\b",
        ),
        Wording(
            "miss-out",
            LABEL,
            r"\b(?:don't|do not|wouldn't|not)(?: \w+){0,6} miss(?:ing)? (?:out|this|the boat"
            r"|your (?:chance|slot|place|spot)|the (?:chance|opportunity|window|slot|offer))\b"
            r"|\bonce in a lifetime\b|\btime(?:'s| is) running out\b|\bclock(?:'s| is) ticking\b"
            r"|\bact (?:now|fast)\b",
            "You don't want to miss the boat.",
            "Did the driver miss the boat to Dover?",
            DENIED,
        ),
        Wording(
            "decide-now",
            LABEL,
            rf"\b(?:you|we)(?:'ll| will|'ve| have|'d| would)?(?: \w+)? (?:need to|got to|gotta"
            rf"|have to|should|must|better|ought to|want to)(?: really| just)? (?:decide|move|act"
            rf"|sign|lock|jump|grab|commit|pull the trigger|make (?:a|your|the|up)(?: \w+)?"
            rf" (?:decision|choice|mind|call)|hurry)\b[^;?]{{0,30}}\b(?:{SOON}|fast|quick(?:ly)?"
            rf"|soon)\b|\bif you don't (?:sign|buy|decide|commit) (?:today|tonight|now|right now)\b"
            rf"|\b(?:sign|decide) (?:today|now|tonight) or (?:it's|it is|the \w+ is) (?:gone|off)\b"
            rf"|\bjust sign (?:here|now|today|(?:it|this) (?:now|today))\b",
            "You should really decide today.",
            "You don't have to decide today.",
            r"\b(?:don't (?:have|need)|not|never|no need)\b|\bneedn't\b",
        ),
        Wording(
            "sure-there-is-no",
            LABEL,
            r"\bone last time\b.{0,60}\b(?:sign|sure|donate|buy|join|say yes)\b|\bare you (?:really"
            r" |quite |absolutely )?sure (?:there (?:is|isn't)|you (?:don't|can't|couldn't|won't))",
            "Are you really sure you can't say yes?",
            "Are you sure the figures are from May?",
        ),
        Wording(
            "you-would-be-mad",
            LABEL,
            r"\b(?:you'd be|you would be|you're|you are|you'd have to be)(?: \w+)? (?:crazy|mad"
            r"|silly|stupid|foolish|nuts|insane|a fool|an idiot|daft)\b(?! busy)",
            "You'd be a fool to let it go.",
            "You're not mad to ask that.",
            r"\b(?:you're|you are) not\b|\baren't\b|" + TAGGED + REPORTED,
        ),
        Wording(
            "someone-of-your-standing",
            LABEL,
            r"\b(?:man|woman|guy|lady|leader|businessman|businesswoman|owner|fellow) like (?:you"
            r"|yourself)\b|\b(?:someone|somebody|(?:a |an )?(?:\w+ )?(?:man|woman|guy|lady|leader"
            r"|businessman|businesswoman|owner|fellow|person)|people) (?:as (?:smart|sharp|clever"
            r"|bright|experienced|busy|successful|serious) as you|of your (?:calib\w+|experience"
            r"|stature|vision|intelligence|taste|standing)|with your (?:experience|vision|taste"
            r"|record|eye|brains?))\b",
            "Someone of your standing doesn't wait for a committee.",
            "Most people who have someone like you leave it off.",
            r"\b(?:why would|help|work with|serve|how|for (?:people|some\w+|a (?:man|lady"
            r"|woman)))\b|" + TAGGED,
        ),
        Wording(
            "you-will-regret",
            LABEL,
            r"\byou(?:'ll|'d| will| would|'re going to| are going to)(?: \w+){0,2} (?:regret (?:it"
            r"|this|that|not|the)|kick(?:ing)? yourself|kick yourselves|wish you(?:'d| had)|hate"
            r" yourself|be sick|miss out)\b|\bdon't (?:come|say|blame|tell me)(?: \w+)? (?:crying"
            r"|running|i didn't|me if|me when|me later|to me)\b|\bon your conscience\b"
            r"|\b(?:be|it's|that's) on your head\b"
            r"|\b(?:that's|that'll be|that will be)(?: going to be| gonna be)? on (?:you"
            r"|your name)\b(?! to)",
            "You'll kick yourself in a year.",
            "If it is the wrong one you'd regret it, so test it first.",
            r"\b(?:if (?:we|it's not|it is|i|my)|refund|i think|honest|would you not)\b|" + TAGGED,
        ),
        Wording(
            "you-do-not-want-to-be",
            LABEL,
            r"\byou (?:really |seriously |honestly )?(?:don't|do not|wouldn't|would not)(?: \w+)?"
            r" want to be (?:the|that|one of|caught|left|explaining|sitting|driving|without)\b",
            "You don't want to be the one who waited.",
            "You don't want to be stuck with seats that nobody uses.",
            TAGGED,
        ),
        Wording(
            "while-we-speak",
            LABEL,
            r"\b(?:as we speak|while we (?:talk|speak))\b",
            "Somebody is looking at it as we speak.",
            "I'll change that setting while we talk.",
            r"\b(?:hospitals|check|change|show|pull|look|inside|send|open|type|note|running|working"
            r"|migrating|i'll|i'm|let me|i can)\b",
        ),
        Wording(
            "gone-soon",
            LABEL,
            r"\b(?:gone|off the table|withdrawn|expires?|ends?|dies|disappears?|lapses?"
            r"|vanish(?:es)?|evaporates?|goes away|pulled|snatched) (?:by |after |on |at |come"
            r" |before |in )?(?:the )?(?:today|tonight|tomorrow|noon|midnight|(?:mon|tues|wednes"
            r"|thurs|fri|satur|sun)day|an hour|\w+ minutes|end of (?:the )?(?:day|week|month)"
            r"|weekend|close of|(?:five|four|three|two|six) o'clock|when (?:we|i|you) (?:hang up"
            r"|leave|end))\b|\b(?:price|rate|offer|deal|discount|promotion|promo|quote|special"
            r"|bonus|pricing|it)(?:'s|'ll be| is| will be)(?: \w+)? (?:gone|off the table|history"
            r"|withdrawn)\b|\b(?:won't|will not|doesn't|isn't going to|not going to) (?:last|be"
            r" (?:here|there|around|available|on the table)|come (?:again|back|around again"
            r"|around)|stay (?:open|on the table|around))(?: much)?(?: long(?:er)?| forever"
            r"| tomorrow| again| next week| monday|$)",
            "If you sleep on it, it'll be gone tomorrow.",
            "The trial ends on Friday, and nothing happens then.",
            r"\b(?:contract|term|lease|cover|trial|licen[cs]e|shift|meeting|warranty|completely"
            r"|i'll have|we'll have)\b|" + DENIED,
            settles=False,
        ),
        Wording(
            "queue-behind-you",
            LABEL,
            r"\b(?:people|others|buyers|customers|clients|folks|firms|companies) (?:are |is )?"
            r"(?:queu(?:e)?ing|lining|lined|waiting|fighting|begging|competing|circling)(?: up)?"
            r"(?: for (?:it|this|that|these|them|your|the))?\b|\b(?:i|i'll|i'd|we'll|have to"
            r"|gonna|going to|it|it'll|it'd|they're)(?: have to| gonna| going to| will)?"
            r" (?:give|let|offer|sell|release|hand|goes|go|pass) (?:\w+ ){0,2}(?:to|have)"
            r" (?:someone|somebody|the next|another) (?:else|house|guy|family|client|practice|buyer"
            r"|couple|customer|person|one|who)\b",
            "People are queuing up for it, so I'd have to give it to the next one.",
            "At the bank people are waiting for the counter.",
            r"\b(?:at the|better|accountant|doctor|lawyer|i'm not)\b",
            settles=False,
        ),
        Wording(
            "no-for-an-answer",
            LABEL,
            r"\bno for an answer\b|\bnow or never\b|\blast chance\b|\bfinal (?:notice|warning)\b"
            r"|\byou'll"
            r" change your mind\b|\bi(?:'m| won't| can't|'m not going to|'m not gonna)(?: not)?"
            r" (?:let(?:ting)? you (?:go|leave|hang up|walk|get away|say no|miss)|leav(?:e|ing)"
            r" (?:until|till|without|before)|hang(?:ing)? up (?:until|till|without|before))\b"
            r"|\bwhat(?:'s| is| else is)?(?: there)?(?: left)?(?: you need)? to think"
            r" (?:about|over)\b|\bno (?:good )?reason (?:not to|to (?:say no|wait|hesitate))\b"
            r"|\bwhy (?:wait|hesitate|put it off)\b|\bi(?:'m going to|'ll| will) ask (?:you"
            r" )?(?:one"
            r" more time|again|once more)\b|\b(?:chance|opportunity|deal|offer) like (?:this|that)"
            r"\b",
            "I'm not taking no for an answer.",
            "You can change the plan later, no questions asked.",
            TAGGED + r"|^is it\b",
            settles=False,
        ),
        Wording(
            "over-your-head",
            LABEL,
            r"\b(?:over|above|past) (?:your|her|his) head\b|\b(?:going|go|straight) (?:\w+ )?to"
            r" your"
            r" (?:boss|ceo|cfo|board|director|manager|chairman)\b|\b(?:your|the) (?:boss|ceo|cfo"
            r"|director|board|wife|husband|kids|shareholders|owner|manager|partners?|investors"
            r"|people|team|staff)(?:'s| is|'ll| will| are)(?: \w+){0,2} (?:ask|asking|wonder|want"
            r" to know|laugh|blame|curse|hold you|never forgive)\b|\b(?:explain|explaining"
            r"|justify|justifying)(?: \w+){0,2} (?:to )?(?:your|mr|mrs|ms|the|her|his|some)"
            r"(?: \w+){1,2} (?:why|that you|how you)\b|\bwho (?:wears the"
            r"|runs (?:this|that|your) (?:house|company|place|home|shop))\b|\bi (?:thought|assumed"
            r"|figured|was told|took it) (?:that )?you (?:were|was|are|had|could make|made) (?:the"
            r"|in charge|your own|able)\b",
            "Your board will ask why you wasted a month.",
            "Will your board ask for references?",
            ASKED + r"|\b(?:i'll|i will|i can|we can|help|let me|i'd|happy to|wants? me)\b",
            settles=False,
        ),
        Wording(
            "you-owe-me",
            LABEL,
            r"\byou owe (?:me|it to (?:yourself|your|them|her|him))\b(?! (?:nothing|no))|\bafter"
            r" (?:all|everything)(?: of)?(?: the| this| that| these)?(?: \w+){0,2} (?:i|we)(?:'ve"
            r"| have)?(?: \w+)? (?:did|done|put|spent|given|invested)\b|\b(?:leave|leaving|let"
            r"|letting) me (?:hanging|standing|down)\b|\bmy neck out\b|\bi (?:fought|had to fight"
            r"|begged)\b|\bthink (?:of|about) (?:the|your|those|all the)(?: \w+)? (?:children|kids"
            r"|family|wife|husband|boys|girls|mother|daughter|baby|people)\b|\bdon't you (?:\w+ )?"
            r"(?:care|love|deserve|want your)\b|\bdisappointed in you\b|\bbecause you (?:waited"
            r"|said no|kept|wouldn't|wasted|hesitated)\b",
            "After everything I've done for you, you owe me an answer.",
            "You owe me nothing for the visit.",
            settles=False,
        ),
        Wording(
            "left-behind",
            LABEL,
            r"\byou(?:'ll|'d|'re| will| would| could| might| may| are going to)(?: \w+){0,3}"
            r" (?:(?:left|fall|falling|get left) behind|lose (?:your (?:business|shop|house|place"
            r"|slot|spot|seat|discount)|everything|it all|the (?:slot|spot|deal|price|discount))"
            r"|be out of business|not have a (?:business|company|shop)|go under)\b|\b(?:prices?"
            r"|rates?)(?:'s|'ll| is| are| will|'re)? (?:go|goes|going|jump|jumps|double|doubles"
            r"|rise|rises)(?: go| jump| be| double)?(?: back)?(?: up)\b[^.;?]{0,25}\b(?:after"
            r"|tomorrow|tonight|midnight|end of the (?:week|month)|any (?:day|minute)|soon"
            r"|monday)\b",
            "You may not have a business left without it.",
            "You won't lose your place if you cancel.",
            r"\bif you cancel\b|\b(?:agreement|contract|clause|renewal)\b",
            settles=False,
        ),
    )
)
