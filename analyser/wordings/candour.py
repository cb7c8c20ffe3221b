"""Candour: faults owned, rivals praised, and a customer left free."""

from typing import Final

from analyser.wording import ASKED, NOT, Wording, Wordings

LIMIT: Final = "candour.limit"
INTENT: Final = "candour.intent"

candour = Wordings(
    (
        Wording(
            "should-have",
            LIMIT,
            r"\b(?:i|we) (?:should have|should've|ought to have|shouldn't have|should not have)"
            r"(?: \w+)? (?:told|said|asked|warned|checked|called|rung|caught|known|seen|sent|done"
            r"|been|brought|noticed|flagged|listened|written|given|mentioned|picked|spotted"
            r"|read)\b",
            "We should have told you that in May.",
            "Should we have told you that in May?",
            ASKED + r"|\b(?:by (?:now|then|monday|friday)|that (?:for|to) you (?:by|in))\b",
        ),
        Wording(
            "got-it-wrong",
            LIMIT,
            r"\b(?:i|we)(?:'d| had|'ve| have)? (?:got (?:it|that|this|you|them|yours)(?: \w+)?"
            r" wrong"
            r"|(?:was|were) wrong|made (?:a|the|that) mistake|messed (?:up|that|it)|dropped the"
            r" ball|screwed up|misspoke|misread|misled|over(?:promised|sold|stated)|misjudged"
            r"|blew it|let you down|botched|failed you|put (?:it|that) (?:badly|wrongly|too)"
            r"|spoke too)\b",
            "That was me, and I got it wrong.",
            "Tell me if I got that wrong.",
            ASKED + r"|\b(?:if|unless|whether|did|had we|waive|since|so it isn't|where|tell me"
            r"|correct me)\b",
        ),
        Wording(
            "our-fault",
            LIMIT,
            r"\b(?:that's|that was|it's|it was|that is|this is|this one's|this was|was) (?:\w+ )?"
            r"(?:my|our) (?:mistake|fault|error|doing|failure)\b|\band (?:that's|that is|that one's"
            r"|that was|this one's|this is) (?:entirely |all |completely )?on (?:me|us)\b|\bi owe"
            r" you an apology\b|\bno excuse\b",
            "It went out late, and that is on us.",
            "The delivery is on us.",
            ASKED + "|" + r"\b(?:not|if|where|isn't|interest|need it)\b",
        ),
        Wording(
            "weak-point",
            LIMIT,
            r"\b(?:the|our|its|a|one|biggest|main|real) (?:\w+ )?(?:weak (?:point|spot|side|part)"
            r"|weakness|downside|drawback|limitation)(?:'s| is| of|,| here| there)|\bnot (?:our|its"
            r"|my) (?:strong|strength|strongest|best)\b|\bisn't (?:our|its) (?:strong|strongest"
            r"|best)\b|\bwhere (?:we|it|ours) (?:fall|falls|struggle|struggles|lag|lags|come|comes)"
            r" (?:short|behind|down)\b|\bwe (?:struggle|lag|fall short)\b|\b(?:a bit|a little"
            r"|rather"
            r"|pretty|quite) (?:clunky|thin|weak|clumsy|dated|ugly|patchy|rough)\b",
            "The weak point is the battery.",
            "There is no weak point in it.",
            ASKED + r"|\b(?:no|without|any|your|their|they)\b",
        ),
        Wording(
            "rival-better",
            LIMIT,
            r"\b(?:they|theirs|he|she|their \w+|the other(?: \w+)?|that one|[a-z]+'s)(?:'s|'re"
            r"|'d be"
            r"| is| are| does| do| would be)(?: \w+){0,2} (?:better|stronger|ahead|further along"
            r"|superior|faster|quicker|cheaper|simpler|nicer)(?: \w+){0,3} (?:than (?:us|ours|we"
            r"|what we|mine|our)|of (?:us|ours))\b|\b(?:better|stronger|faster|cheaper|nicer"
            r"|simpler|further along|easier) than (?:ours|we are|our own)\b|\bahead of (?:us"
            r"|ours)\b",
            "On mobile the other one is better than ours.",
            "Nobody is better than us on mobile.",
            ASKED + "|" + NOT + r"|\b(?:none|if|may|say|claim|claims|think|thinks|looks?)\b",
        ),
        Wording(
            "do-not-know",
            LIMIT,
            r"^(?:(?:honestly|well|so|hmm|no|to be honest|truthfully|look|and|but|oh|um|uh|frankly"
            r"|right|ah|then|that)[,.! ]+)*(?:i|we) (?:honestly |really |just |actually )?(?:don't"
            r"|do not) know\b|\b(?:i|we)(?:'ve| have)? (?:honestly |really )?(?:(?:got|have|had)"
            r" (?:no"
            r" idea|no clue|no experience (?:of|with|in)|no (?:good|honest|real) answer)|haven't"
            r" (?:got )?(?:a clue|an? answer|the faintest))\b",
            "I don't know, and I'd have to look that up.",
            "I don't know about you, but I'd have a coffee.",
            ASKED
            + r"|\b(?:if|about you|depends|think|could|might|probably|likely|weeks?)\b|\.\.\.",
        ),
        Wording(
            "we-missed-it",
            LIMIT,
            r"\b(?:we|i) (?:missed (?:it|that|the|your|one|two|a)|forgot (?:it|to|the|that|your)"
            r"|didn't (?:tell|check|ask|listen|call|send|test|say|warn|catch|see|notice|mention|do"
            r" (?:it|that|our|my)))\b",
            "We missed it, and we didn't tell you.",
            "Did we miss it?",
            ASKED + r"|\b(?:if|worried|missed your call)\b|\bso (?:that )?we\b",
            settles=False,
        ),
        Wording(
            "no-is-fine",
            INTENT,
            r"\b(?:a |saying )?no(?:'s| is| would be| will be) (?:a |an |perfectly |completely"
            r" |totally |also |just |quite )*(?:fine|okay|ok|good|useful|acceptable|alright)(?:"
            r" answer| with| by|$| too| and)|\bno hard feelings\b|\bno huff\b|\bwon't be"
            r" (?:offended"
            r"|upset|hurt|weird)\b|\byou(?:'re| are)(?: \w+)? free to (?:say|hang|stop|go|leave"
            r"|walk"
            r"|tell|decide|ignore|turn|look|choose)\b|\byou (?:can|may|should)(?: \w+){0,2}"
            r" (?:say no"
            r"|tell me no|hang up|throw me out|chuck me out|kick me out|tell me to (?:stop|go|leave"
            r"|get lost)|send me (?:away|packing|home))\b",
            "You decide, and no is a fine answer.",
            "You can't say no to that.",
            r"\byou (?:can't|cannot|won't|should not|shouldn't)\b|\bisn't free\b",
        ),
        Wording(
            "whether-it-fits",
            INTENT,
            r"\b(?:i'd|i would|i want|we'd|my (?:aim|goal|plan|idea)|the (?:aim|goal|point|idea"
            r"|purpose))\b.{0,40}\b(?:find out|see|check|work out|learn|decide|understand|figure"
            r" out|judge)\b.{0,30}\b(?:whether|if)\b.{0,70}\b(?:if not|and if|or not|at all"
            r"|you (?:may|might) not)\b|\bif (?:it|this|that|we|there|i|my|our|you)(?:'s|'re|'m| is"
            r"| are| were)?(?: \w+){0,3} ?(?:not|isn't|aren't|doesn't|don't|no|nothing|wrong)\b"
            r".{0,70}\b(?:i'll say so|say so|tell you so|we (?:stop|part|say so)|stop me|no hard"
            r" feelings|i'll (?:go|leave|get out|walk|be gone|point you)|walk away|part (?:as )?"
            r"friends|shake hands|chuck me|throw me|kick me|fine by me|tell me)\b|\bif you'd"
            r" (?:rather"
            r"|sooner|prefer)\b.{0,80}\b(?:fine|okay|ok|that's|i'll|then|just|go|leave|stay"
            r"|walk)\b|\bi'?(?:ll|d| will| would)(?: \w+)? (?:point|send|steer) you (?:to|towards"
            r"|somewhere|elsewhere)\b|\bpart (?:as )?friends\b",
            "I'd like to find out whether we can help at all, and if not I'll say so.",
            "I'd like to see whether the cable fits.",
            r"\b(?:refund|owe me|comment|cable|sinks|first week)\b|\?\W*$",
        ),
    )
)
