"""English: what tells the interviewer what to be, or what to find. In lower case, without marks."""

from __future__ import annotations

from typing import Final

from talkup_local.interview.words.model import either

_SCORE: Final = (
    r"(?:marks?|scores?|points|grades?|ratings?|stars|level (?:four|4)|a level|an a(?: plus)?|"
    r"ten out of ten|hundred per ?cent|results?|evaluation|assessment|recommendation)"
)
_BEST: Final = r"(?:full|maximum|max|top|highest|perfect|best|excellent|outstanding|good)"
_OBEY: Final = (
    r"(?:please |kindly |override |now |okay |ok |so |and |but |well |hey |listen |just |also |"
    r"then |first |hello |hi |computer |assistant |interviewer |machine |robot |sorry |"
    r"alright |right )*"
    r"(?:you (?:must|should|have to|will|need to|are to|may) (?:now )?|"
    r"(?:can|could|would|will) you (?:please |just )?|"
    r"i (?:want|need|order|command|ask|would like|instruct|am asking|am ordering)(?: for)? you to |"
    r"i'd like you to |let's |i would ask you to |"
    r"(?:your|the) (?:new |next )?(?:task|job|goal|instruction|order) is (?:now )?to )?"
)

ORDERS: Final = either(
    rf"""
    (?P<told>\b(?:i|we|they|he|she|people|customers?|who) (?:had to |have to |would |could |can |
        never |decided to |chose to |did |didn't |just |often |always |will )*)?\b(?:ignore|
        disregard|forget|override|overrule|bypass|drop|overwrite|cancel|discard|erase|delete|
        stop following|don't follow|do not follow|set aside)(?: about)? (?:\w+ ){{0,4}}?
        (?:instructions?|prompts?|rules|guidelines|programming|directives?|commands?|orders|
        restrictions?|constraints?|rubrics?|script|(?:everything|all|anything|
        what) (?:(?:that )?(?:you|they) (?:were|have been|are|know)|above|before|(?:so )?far|
        i said))\b[a-z' ]*
    \b(?:system|hidden|initial|original|secret|internal|your|starting) (?:\w+ )?prompts?\b
    ^{_OBEY}(?:this is a )?system (?:message|override|instructions?|update|command|notice)\b[a-z' ]*
    \b(?:god|dan|jailbreak|unrestricted) mode\b|\bjailbreak\b
    \byou (?:are|have become|will be|shall be) (?:now |from now on |no longer |not |only )+(?:a |
        an |the |my )?\w+
    \bfrom (?:now|here|this point|this moment) on(?:wards?)? (?:you|(?:only |always )?(?:speak|
        answer|give|treat|call|say))\b
    ^{_OBEY}(?:pretend|imagine (?:that )?(?:you|i)|act|behave|role ?play|simulate|play) (?:as|
        like|that|to|you|i|the|a|being)\b
    (?P<told2>\b(?:i|we|they|he|she|did|would|not|to) )?\b(?:give|grant|award|assign) (?:me|us|my|
        myself|this|these|that|it|him|her|the (?:candidate|applicant)) (?:\w+ ){{0,4}}?
        (?:{_BEST}(?: possible)?(?: \w+)? {_SCORE}|marks?|scores?|grades?|level (?:four|4)|
        an a(?: plus)?|ten out of ten)\b
    ^{_OBEY}(?:rate|score|grade|rank|assess|evaluate|put|write|note|record|set|mark) (?:me|my|
        this|these|that|it|everyone|the (?:candidate|applicant)|him|her|down)
        (?: \w+){{0,6}}? (?:{_SCORE}|four|five|ten|hundred|hired|passed|pass|strong|outstanding|
        excellent|perfect|correct)\b
    \bi (?:deserve|should (?:get|have|receive)|must (?:get|have|receive)|demand|expect)
        (?: \w+){{0,3}}? {_BEST}(?: possible)? {_SCORE}\b
    ^{_OBEY}(?:hire|recommend|pass|approve|accept|shortlist|promote|select) (?:me|this candidate|
        the candidate)\b
    ^{_OBEY}(?:tell|show|give|read|reveal|print|list|repeat|share|display|output|expose|leak|
        recite|translate|say|disclose)(?: me| us| out| back| aloud)* (?:\w+ ){{0,5}}?(?:prompt|
        instructions|(?:right|correct|model|best|ideal|good|perfect|expected) answers?|answers|
        source code|password|api key|configuration|(?:next|other|remaining|following|
        upcoming) questions|all (?:of )?(?:the |your )questions|hidden \w+|word for word|
        first message|points you)\b
    \bwhat (?:is|was|are|were|does) (?:your|the) (?:\w+ )?(?:prompt|instructions|first message|
        (?:right|correct|best|ideal|model|expected) answer)\b[a-z' ]*
    \bwhat (?:\w+ )*?(?:were|are) you (?:told|instructed|programmed) to\b[a-z' ]*
    ^{_OBEY}(?:say|write|repeat|reply|respond|answer|output|state|confirm|conclude|report|
        announce|note|add)(?: \w+){{0,5}}? (?:(?:that )?(?:i|the candidate|this candidate|
        candidate) (?:am|was|is|has|have|passed|did|gave|answered|should)|after me|hired|
        in (?:spanish|german|italian|rhymes?|french|chinese|capital letters)|(?:in|to) (?:the|my|
        your) (?:report|notes|record))\b[a-z' ]*
    ^{_OBEY}(?:tell|sing|write|make|recite|compose|do)(?: me| us)? (?:a |an |some |another )
        (?:\w+ )?(?:jokes?|poem|song|haiku|essay|code|rap|riddle|fairy tale|impression)\b
    ^{_OBEY}(?:speak|talk|answer|behave) (?:\w+ )?like (?:a|an|the) \w+
    ^{_OBEY}(?:treat|consider|count|regard|mark|take|assume|accept) (?:that )?(?:everything|all|
        every|this|that|the|my|it|i|any)(?: \w+){{0,8}}? (?:as |is |are |were )?(?:correct|
        perfect|complete|completed|excellent|answered|right|passed|true|done|brilliant|
        an instruction|instructions|finished|level (?:four|4))\b
    ^{_OBEY}(?:switch|change|enter|enable|activate|turn on|go into|reset|reboot|restart|unlock)
        (?: \w+){{0,4}}? (?:mode|role|persona|personality|settings|yourself|instructions|system|
        scoring)\b
    ^(?:this is )?(?:an? |the |and now |here (?:is|are) (?:a |the |your )?|important |urgent )*
        (?:new|updated|important|special|urgent|final|secret) (?:\w+ )?(?:instructions?|rules?|
        orders?|policy|directives?|prompt|message from|notice from)\b[a-z' ]*
    \b(?:this is|i am|i'm) (?:\w+ )?(?:your (?:\w+ )?(?:developer|creator|programmer|
        administrator|admin|operator|maker|owner)|the (?:developer|creator|administrator|admin|
        operator|programmer) of (?:this|the) (?:system|program|interview|software|app))\b[a-z' ]*
    ^{_OBEY}(?:the|this) (?:interview|candidate) (?:is|has|was) (?:now |already |been |hereby )+
        (?:over|complete|completed|finished|passed|approved|hired)\b[a-z' ]*
    ^{_OBEY}(?:bump|raise|increase|set|make|change|lift|push)(?: up)? my (?:scores?|levels?|
        grades?|marks?|report|results?|ratings?)\b[a-z' ]*
    ^{_OBEY}(?:answer|solve) (?:this|the|that|your|every|all)(?: \w+)? (?:questions? )?
        (?:yourself|for me)\b
    ^{_OBEY}(?:obey|(?:summari[sz]e|output|print|disclose) (?:your|the) \w+|
        skip the (?:evaluation|scoring|assessment)|don't ask(?: me)? any(?: more| other)?|
        do not ask(?: me)? any(?: more| other)?)\b[a-z' ]*
    ^{_OBEY}(?:respond|reply|answer) (?:only |just )*(?:with|by) (?:the word )?(?:yes|no|
        one word)\b
    \bwhat (?:should|must|do|can) i (?:have to |need to )?(?:answer|say|tell you) (?:to|so that i|
        in order to)(?: \w+){{0,4}}? (?:{_SCORE}|pass|hired|the job)\b
    ^{_OBEY}what are (?:the|your) (?:other|next|remaining|following) questions\b[a-z' ]*
    ^{_OBEY}(?:stop (?:asking|interviewing)|(?:skip|jump)(?: straight| directly)? to (?:the )?
        (?:end|goodbye|report|result))\b[a-z' ]*
    """
)
