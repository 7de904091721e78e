"""Where a sentence sends the customer: to a private place, or before everybody.

Direction and negation matter: "we'll DM you" and "don't DM us" send nobody to a private place.
"""

from __future__ import annotations

import re

_LINK = r"(?:https?://\S+|www\.\S+)"
_MESSAGE = (
    r"(?:d\.?m\.?(?:'?s|'?ing)?|(?:direct|private(?:ly)?)[\s-]?messag(?:e|es|ing)"
    r"|(?<!\d)(?<!\d\s)pm(?:'?s|ing)?|p\.m\.?|inbox)"
)
_PUBLIC = re.compile(
    r"(?<!not )(?<!n't )(?<!never )\b(?:reply|respond|comment|post|tweet|answer|write|drop|share"
    r"|leave|put|send)\b[^.!?;]{0,50}?(?<!not )(?<!from )\b(?:here|below"
    r"|in (?:the|this) (?:comments?|thread|post|replies)|publicly"
    r"|on (?:this|the) (?:post|thread|page|wall))\b(?!\s?:?\s?(?:https?:|www))"
    r"|\b(?:tweet|comment)\s(?:us|me|back|with|your)"
)
# "(not down here, everyone can read it)" names the public place to keep out of it.
_NOT_THERE = re.compile(
    r"\b(?:not|never|n't)\s(?:[\w']+\s){0,3}?(?:here|below|publicly|in (?:the|this) \w+|in public)\b"
)
_TO_LINK = re.compile(
    r"\b(?:secure|via|using|use|through|at|following|this|our|form)\b[^.!?;]{0,30}"
    rf"(?:\b(?:link|form|page|portal)\b|{_LINK})|\b(?:here|below)\s?[:>-]{{0,2}}\s?{_LINK}"
)
_DIRECT = re.compile(
    rf"\b{_MESSAGE}\b|\bprivately\b|\bin private\b|\bprivate (?:chat|inbox|channel)\b"
    r"|\bmessage (?:us|me)\b|\bslide\b|\bmessenger\b|\bwhatsapp us\b"
    r"|\bsend (?:us|me|over)? ?an? ?(?:private|direct)? ?(?:message|e-?mail)\b"
)
_SECURE = re.compile(
    r"\bsecure(?:ly)?\b|\b(?:via|using|use|through|click|on|at|with|this|the|following|in)\b"
    r"[^.!?;,]{0,20}\b(?:link|form|portal)\b|\bclick (?:here|below|the|this|on)\b"
    r"|\b(?:via|here|at|on|in|into|using|link|below|form|page|site)\s?[:>-]{0,2}\s?" + _LINK
)
_CALL = re.compile(
    r"\b(?:call|phone|ring) (?:us|me|our|the|in)\b"
    r"|\bgive (?:us|me|our \w+) a (?:call|ring|bell)\b"
    r"|\b(?:by|over the|on the|via) (?:phone|telephone)\b|\bwhen you (?:call|ring|phone)\b"
    r"|\be-?mail (?:us|me|our|it|them|the)\b|\b(?:by|via) e-?mail\b"
    r"|\bdrop (?:us|me) an? e-?mail\b"
    r"|\bsend (?:it |them |this )?(?:to|an e-?mail)\b[^.!?]{0,12}(?:@|\be-?mail)"
    r"|\b(?:in|via|by|over|on|through|to|join)\s(?:[\w']+\s){0,3}?(?:\w+-)?chat\b"
    r"|\bte?xt\b[^.!?]{0,60}\bto \d{4,6}\b"
    r"|\b(?:to|at)\s[\w.+-]+@[\w-]+\.\w"
)
_OUTBOUND = re.compile(
    r"\b(?:we|i|they|you)(?:'ll| will|'ve| have| can| could|'d| would| am|'m|'re| are| just"
    r"| already| did){0,3}\s(?:just |also |then |going to |be |now ){0,3}"
    rf"(?:{_MESSAGE}'?d?|messaged?|sent|send|reply|replied|email(?:ed)?|call(?:ed)?"
    r"|respond(?:ed)?|get|got|receive|see|answer(?:ed)?)\b\s(?:you|to you|a reply)"
    rf"|\b(?:sent|send(?:ing)?|dropp?(?:ed)?) (?:you|over) an?\s?{_MESSAGE}"
    rf"|\b(?:we|i)(?:'ll|'ve| will| have)\s{_MESSAGE}'?d?\b"
    r"|\b(?:check|see|read|look (?:at|in)|replied to|responded to|received|got|thanks for"
    rf"|via your|in response to)\s(?:to\s)?(?:your|the|our|my)\s(?:\w+\s)?{_MESSAGE}"
    rf"|\byour (?:last |previous )?{_MESSAGE}\b"
    r"|\b(?:we|i)(?:'ll| will| can| could)? (?:call|e-?mail|phone|ring|message) you\b"
)
_FORBIDS = re.compile(
    r"\b(?:do not|don't|dont|never|no need to|rather than|instead of|not|avoid|without|can't"
    r"|cannot|unable to|won't)(?:\s(?!(?:so|but|please|and|just|here|publicly)\b)[\w']+){0,4}?\s"
    rf"(?:{_MESSAGE}|call|e-?mail|message|chat|phone|privately|private|link|form)\b[^,.;!?]*"
)
_OPTION = re.compile(
    r"\bif (?:you'?d?|it'?s|that'?s|you would)\b[^.!?]{0,20}\b(?:prefer|rather|need|easier|wish"
    r"|want|like|any|further|have)|\balternatively\b|^or\b|\botherwise\b|\bif not\b"
    r"|\banything else\b|\b(?:any )?(?:more|other|further) (?:help|questions|issues)\b"
)
_ANAPHOR = re.compile(
    r"\b(?:it|this|that|them|these|those|there|details|info|information|both|all)\b"
)
_THERE = re.compile(
    r"\b(?:reply|respond|answer|send|share)\b[^.!?;]{0,40}"
    r"\b(?:there|to (?:it|that|this|the dm|our dm))\b"
)


def asks_in_public(sentence: str) -> bool:
    """Whether a lower-case sentence wants the answer where everyone reads: "reply here"."""
    sentence = _NOT_THERE.sub(" ", sentence)
    return _PUBLIC.search(sentence) is not None and _TO_LINK.search(sentence) is None


def directs(sentence: str, strict: bool) -> bool:
    """Whether a lower-case sentence sends the customer's data to a private place.

    strict: the sentence stands beside the request, so a mere option ("or DM us") or a call for
    something else does not count.
    """
    rest = _FORBIDS.sub(" ", sentence)
    if _THERE.search(sentence) and _DIRECT.search(rest):
        return True
    rest = _OUTBOUND.sub(" ", rest)
    if strict and _OPTION.search(rest):
        return False
    if _DIRECT.search(rest) or _SECURE.search(rest):
        return True
    return bool(_CALL.search(rest)) and (not strict or bool(_ANAPHOR.search(rest)))
