"""Promises: assurances without condition, said flat."""

from typing import Final

from analyser.wording import ASKED, HEDGED, NOT, Wording, Wordings

OVER: Final = "promise.over"
BOUNDED: Final = f"{HEDGED}|{ASKED}"
SURELY: Final = (
    r"(?:no question(?: about it)?|no doubt(?: about it)?|without (?:a )?(?:doubt|fail|question)"
    r"|full stop|(?<!notice )(?<!trial )(?<!billing )(?<!grace )period|end of story|guaranteed"
    r"|no ifs|come what may|rain or shine|for certain"
    r"|for sure|no exceptions?|no problem (?:at all|whatsoever)|no matter what|i promise(?: you)?"
    r"|trust me|believe me|you have my word|my word on it|i'm certain|i am certain|mark my words"
    r"|i swear|hundred per ?cent|100 ?%|you can (?:count|bank|bet|rely) on (?:it|that|me))"
)

promises = Wordings(
    (
        Wording(
            "guarantee",
            OVER,
            r"\b(?:i|we)(?:'ll| will| can| do| personally| absolutely)* guarantee\b"
            r"|\bguaranteed\b",
            "We guarantee you a better result.",
            "I can't guarantee you a better result.",
            BOUNDED + "|" + NOT + r"|\byou(?:'ll have|'ve) seen\b",
        ),
        Wording(
            "never-will",
            OVER,
            r"\b(?:it|this|that|they|these|our \w+|you|your \w+|we|ours|he|she|nobody|the \w+)"
            r"(?:'ll| will|'re going to|'s going to| is going to| are going to) never(?: ever)?"
            r"(?: \w+)? (?:fail|break|go down|crash|lose|see|have|worry|slip|leak|happen|be|need"
            r"|miss|run|get|notice|pay|regret|drop|stop|go|know|look|want|touch|feel|hear|let|find"
            r"|come|catch|wait)\b",
            "You'll never see that error again.",
            "If you label them you'll never lose one.",
            BOUNDED,
        ),
        Wording(
            "will-not-ever",
            OVER,
            r"\b(?:you|it|they|we|that|your \w+|nobody|this|the \w+|there)(?: just| simply)?"
            r" (?:won't|will not|isn't going to|aren't going to|'re not going to|'s not going to)"
            r"(?: \w+){0,3} (?:ever|a (?:single )?(?:minute|second|thing|day|cent|penny|hitch"
            r"|problem|drop)|anything|any (?:downtime|problems?|trouble|issues?|errors?))\b",
            "You won't notice a thing.",
            "You may find that it won't cost a penny more.",
            BOUNDED,
            settles=False,
        ),
        Wording(
            "consider-it-done",
            OVER,
            r"\bconsider (?:it|that|them|this)(?: as)? (?:done|built|sorted|fixed|handled|solved"
            r"|delivered|finished|taken care)\b",
            "Whatever you want, consider it built.",
            "I don't consider it done until you do.",
            NOT + r"|\b(?:if|once|when|until)\b|\?\W*$",
        ),
        Wording(
            "child's-play",
            OVER,
            r"\b(?:plug[ -]and[ -]play|(?:piece|slice) of cake|walk in the park|child's play"
            r"|no[- ]brainer)\b|\b(?:it's|it is|that's|this is|is|are|completely|totally"
            r"|absolutely) (?:\w+ )?(?:bullet ?proof|fool ?proof|fail[- ]?safe|risk[- ]free"
            r"|unbreakable|unhackable|airtight|idiot[- ]proof)\b",
            "It's plug and play.",
            "It isn't plug and play.",
            BOUNDED + "|" + NOT,
        ),
        Wording(
            "will-no-question",
            OVER,
            rf"\b(?:will|'ll|won't|going to|gonna|'re|is|be|done|works?|ships?|by \w+|never"
            rf"|every \w+)\b[^?]{{0,60}}\b{SURELY}\W*$",
            "You will be live by May, no question.",
            "Whether you will be live by May is not for certain.",
            BOUNDED + r"|\bnot (?:sure|certain|for)\b|\bquestion is\b|\bthe question\b",
        ),
        Wording(
            "no-problem-at-all",
            OVER,
            r"^(?:(?:yes|yeah|sure|oh|absolutely|of course|certainly|no)[,.! ]+)*no (?:problem"
            r"|trouble|issue|bother|worries) (?:at all|whatsoever)[, ]+(?!(?:i can|i'll|take|thanks"
            r"|i understand|so|let me|that's fine))\w+.*\b(?:by|all|every|will|have|get|done"
            r"|everything|ready)\b",
            "Sure, no problem at all, all of it by Friday.",
            "No problem at all, take your time with all of it.",
            BOUNDED,
        ),
        Wording(
            "trust-me-it-will",
            OVER,
            r"\b(?:trust me|believe me|mark my words|take my word|you have my word|i (?:promise"
            r"|swear|assure|can assure|can promise|give you my word|'d bet|stake|'d stake|'m"
            r" certain"
            r"|am certain|'m positive|am positive)(?: you)?)\b[^?]{0,60}\b(?:will|'ll|won't|going"
            r" to|gonna|never|always|works)\b|\b(?:is|are|'s|'re) going to\b[^?]{0,60}\bi'm"
            r" certain\b",
            "Trust me, it will go through.",
            "I promise I'll call you on Monday.",
            BOUNDED + r"|\bi(?:'ll| will) (?:call|send|ring|be|not|only|get|let|email|write|check"
            r"|tell)\b|\b(?:i|we) won't\b|\bwe'll (?:only|not|call|send|tell)\b|\bnot\b"
            r"|\bpromise to\b",
        ),
        Wording(
            "flat-date",
            OVER,
            r"\b(?:you'll|you will|it'll|it will|they'll|we'll have (?:you|it|them|that"
            r"|everything))(?: \w+){0,2} (?:live|up and running|ready|done|in your \w+"
            r"|installed|finished|trained|fixed|sorted|moved in|operational|experts?)"
            r"(?: \w+){0,2} (?:by|on|in|within|before|tomorrow|next) [^?]{2,40}$",
            "You'll be up and running by the first of May.",
            "It'll be in your inbox by tonight.",
            BOUNDED
            + r"|\b(?:i'll|we'd|link|email|mail|inbox|invite|calendar|when you|can't tell)\b",
        ),
        Wording(
            "do-not-worry",
            OVER,
            r"\b(?:don't|do not|needn't|no need to|nothing to)(?: \w+){0,2} worry\b.{0,40}\b(?:will"
            r"|'ll|won't|never|always|nothing)\b|\b(?:we|they|somebody|someone|it|our \w+|the \w+)"
            r"(?:'ll| will) always\b",
            "Don't worry, it'll all come across.",
            "Don't worry, I'll send you the link.",
            BOUNDED + r"|\bi'll (?:send|call|email|ring)\b|\bwe won't (?:call|charge)\b"
            r"|\bbe (?:a|some|people)\b|\bthere will\b",
        ),
        Wording(
            "whatever-you-need",
            OVER,
            r"\bwhatever (?:\w+ )?you (?:need|want|like|throw|ask)\b",
            "Whatever you need, we'll get it in.",
            "Pay whatever you like.",
            BOUNDED + r"|\b(?:donate|pay|decide|say|call it)\b",
        ),
        Wording(
            "that-will-not-happen",
            OVER,
            r"\b(?:that|it|this|they|there|those)(?: \w+)? (?:won't|will not|isn't going to|'s not"
            r" going to) (?:ever |even )?(?:happen|be (?:a|an|any) (?:problem|issue|trouble|bother"
            r"|hassle)|go wrong|break|fail|be needed)\b",
            "That won't be an issue.",
            "That probably won't be an issue.",
            BOUNDED,
        ),
        Wording(
            "completely-safe",
            OVER,
            r"\b(?:it's|it is|you're|you'll be|that's|they're) (?:completely|totally|absolutely"
            r"|perfectly|entirely|a hundred percent) (?:safe|secure|covered|reliable"
            r"|protected|seamless|painless|compatible|compliant|accurate|waterproof)\b",
            "It's completely safe.",
            "It's not completely safe.",
            BOUNDED + "|" + NOT,
        ),
        Wording(
            "with-us-you-will",
            OVER,
            r"\bwith (?:us|our \w+|this|me)[, ]+(?:you|your \w+|it|they)(?:'ll| will| won't|'re"
            r" going to| never| always)\b|\bwe'll (?:get|have) you (?:live|up and running|approved"
            r"|there|in|sorted|out|moved|ranked|to)\b",
            "With us you'll be under three by summer.",
            "With us you'll usually wait a week.",
            BOUNDED,
        ),
        Wording(
            "cannot-fail",
            OVER,
            r"\b(?:this|it|you|we|they|ours|one|nothing)(?: \w+)? (?:(?:just |simply |really )?"
            r"(?:can't|cannot|can not|couldn't possibly)(?: possibly)? (?:fail|go wrong|be hacked"
            r"|be beaten|break)|(?:can|will|could)(?: ever| possibly)? go wrong)\b|\bnothing (?:can"
            r"|will|could|ever|is going to)(?: \w+)? (?:go(?:es)? wrong|happen|break)\b"
            r"|\bno way (?:it|this|that|you|they)(?: \w+)? (?:fail|lose|go wrong|miss|say no|refuse"
            r"|won't)\b",
            "This one can't fail.",
            "If something can go wrong, it does on a Friday.",
            r"\?\W*$|\b(?:if|what (?:can|could)|things?|afford|anything|something|promise|say"
            r"|guarantee|not that|don't)\b",
        ),
        Wording(
            "a-hundred-per-cent",
            OVER,
            r"(?<!^)\b(?:a|one) hundred per ?cent\b(?=.*)|(?<!^)\b100 ?(?:%|percent|per cent)",
            "It works, a hundred per cent.",
            "You'd own one hundred per cent of the shares, if you buy.",
            BOUNDED + "|" + NOT + r"|\b(?:agree|with you|of (?:the|them|our|your|calls)|capacity"
            r"|employer|deposit|scale|match|so that's)\b",
        ),
        Wording(
            "works-with-everything",
            OVER,
            r"\b(?:it|this|that|they|our \w+|ours|the (?:system|tool|platform|app|connector"
            r"|software|device|machine))(?:'ll| will| can| just)? (?:works?|talks?|connects?"
            r"|integrates?|plugs?|syncs?|fits?|handles?|copes?|reads?|imports?|supports?|runs?"
            r"|solves?|catches) (?:\w+ )?(?:with |to |into |on |for )?(?:everything|anything"
            r"|every(?: single)? \w+|any \w+|whatever|everyone|anybody|everybody|anywhere)\b"
            r"|\b(?:it|this|our \w+|the (?:system|server|line|app|roof|pump|software|machine"
            r"|platform|tool)|ours|we|they) (?:just |simply )?never(?: ever)? (?:fails?|breaks?"
            r"|go(?:es)? down|crash(?:es)?|loses?|slips?|leaks?|stops?|miss(?:es)?|jams?|drops?"
            r"|freez\w+)\b|\b(?:anything|everything) (?:\w+ )?you (?:can )?(?:need|want|throw"
            r"|dream|imagine|ask)\b|\b(?:i've|i have|we've|we have) never(?: \w+)? (?:seen|had|lost"
            r"|missed|failed)\b|\b(?:every (?:single )?time|day or night|night or day)\b|\blift a"
            r" finger\b|\bruns itself\b",
            "It works with every system there is.",
            "It works with every system but the oldest.",
            BOUNDED + "|" + r"\b(?:not|n't|no|but|except|only|almost|nearly|that has|one of"
            r"|cost|price|pay|extra|say|tell me|decide|donate|when|but|before)\b",
            settles=False,
        ),
        Wording(
            "you-will-win",
            OVER,
            r"\b(?:you|your (?:team|people|staff|customers|boss|numbers|sales|leads|revenue|costs"
            r"|churn|pipeline|business|bank|profit)|the (?:bank|inspector|auditors?|board|council))"
            r"(?:'ll| will|'re going to| are going to|'re gonna| is going to)(?: \w+){0,2}"
            r" (?:double"
            r"|triple|halve|quadruple|save|make|pass|win|rank|recover|approve|thank"
            r"|(?:be )?"
            r"(?:thrilled|amazed|delighted|safe|experts?|number one|approved|blown away|gone|half"
            r"|happy)|go up|go down|drop|fall|fly through|sail through|get (?:approved|every|all"
            r"|it back|your money back|three|ten|twenty|\d+))\b|\b(?:every(?: single)?(?: one)?"
            r"(?: of)?|all(?: of)?|each(?: and every)?(?: one)?(?: of)?)(?: our| my| the)?"
            r" (?:\w+ )?"
            r"(?:customers?|clients?|users?|students?|patients?|families)\b.{0,30}\b(?:doubled?"
            r"|doubles|saved?|saves|loves?|loved|passed|passes|grew|wins?|won|halved|tripled"
            r"|recover\w*|succeed\w*)\b|\bpa(?:ys|y|id) for itself\b|\byou can (?:\w+ )?(?:count"
            r"|bank|bet) on\b|\b(?:in no time|five[- ]minute job)\b"
            r"|\bi(?:'d| would|'ll) (?:stake|bet|put) my\b|\bnothing to lose\b|\bin ink\b",
            "Your sales will double in no time.",
            "Your sales may double, or they may not.",
            BOUNDED + r"|\b(?:not|never|when|a decision|appointment|delivery|ship\w*"
            r"|shift|or)\b",
            settles=False,
        ),
    )
)
