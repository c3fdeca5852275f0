"""English: what the last words of a sentence look like, and of one that goes on."""

from __future__ import annotations

from typing import Final

from talkup_local.interview.words.model import word_set
from talkup_local.turn.words.model import Endings, tail

_SUBJECT: Final = "(?:i|you|he|she|it|we|they|this|that|things)"

ENDINGS: Final = Endings(
    never_last=word_set(
        """
        a an the my our your their its whose every no-one's
        and or but because cuz coz nor as than if whether unless until till although plus versus
        which who whom i we he she they
        i'm i've i'd i'll it's that's we're we've we'd we'll he's she's they're they've they'd
        there's you're you've you'd you'll it'll he'd she'd he'll she'll they'll let's what's
        who's where's here's how's that'll
        is are was were am has have had will would can could should must might may shall
        isn't aren't cannot
        of to from into onto during between among amongst against towards toward upon per via
        despite except including regarding concerning throughout within with for at by in on
        about
        very quite extremely such almost nearly roughly neither even just also especially
        particularly so like
        """
    ),
    seldom_last=word_set(
        """
        these those some any several many his what where when how why since be been being
        across through without under behind beside beneath near over
        don't didn't doesn't won't can't couldn't wouldn't shouldn't wasn't weren't haven't
        hasn't hadn't not only mainly mostly usually typically specifically rather
        want wanted wants need needed needs make made makes making take took taking give gave
        giving put putting get getting bring brought use used using include included includes
        including involves involving require requires became become becomes seem seems seemed
        let keep kept having means meant try tried trying decided decide realised realized
        noticed told asked said saying spent started began sent
        got found wrote built created developed showed explained offered handled discovered enjoy
        received sold bought sell buy hired missed provide provided allow allowed ensure still
        never ever all whatever however
        """
    ),
    fine=tail(
        rf"""
        (?:think|thought|hope|believe|guess|suppose|say|said|or|do|did|doing) so
        so so
        (?:what|how|where|who|whatever|wherever|why|as|than|way)(?: \w+){{0,3}} {_SUBJECT} (?:is|
            are|was|were|am|be|been|can|could|had|has|have|would|should|used to|want|wanted|need|
            needed)
        (?:what|all|everything|anything|things)(?: that)? (?:i|you|he|she|we|they)(?: \w+)? (?:have|
            had|want|wanted|need|needed|made|said|get|use|used|took|tried|asked|gave|decided|
            brought)
        the (?!(?:time|day|year|week|month|moment|beginning|morning|summer|end|start|first|next|
            last|one|other)\b)(?:\w+ )?\w+ (?:that |which )?(?:i|we|they|he|she|you) (?:made|wanted|
            needed|used|use|need|took|sent|brought|gave|kept|have|had)
        (?:yes|yeah|yep|no|nope|well|sure|of course|actually)(?: of course)? (?:i|we|they|he|she|it|
            there) (?:am|is|are|was|were|have|had|has|would|could|can|will|should|might|must|do|did|
            don't|didn't|haven't|hasn't|wasn't|isn't|can't|couldn't|wouldn't)
        (?:but|and)(?: unfortunately| sadly)? (?:i|we|they|he|she|it) (?:didn't|couldn't|wasn't|
            can't|don't|wouldn't|hadn't|haven't)
        (?:it|this|that|which|she|he|there) (?:might|could|should|will|would|may|must) be
        (?:as|than|where|how) (?:\w+ )*?be
        than(?: \w+){{0,2}} (?:is|are|was|were|am|do|does|did|has|had|have|can|could|would|should|
            will|might|ever)
        (?:for|to|in|at|by|of|with|on)(?: \w+){{1,3}} only
        on (?:my|our|their|his|her|your|its) own
        (?:and|or|until|from|since|ever) (?:so on|so forth|even then)
        ever since
        (?:best|all|everything|most|least)(?: that)? (?:i|we|they|he|she|you) (?:can|could)
        \w+ (?:that|which) (?:i|you|we|they)(?: \w+)? (?:use|used|need|needed|built|created|found|
            wrote|developed|bought|sold|offered|missed)
        (?:probably|maybe|perhaps|certainly|definitely|hopefully|why|course|absolutely|or|if|
            obviously|think|hope|guess|am|was|is|were|are|i'm|it's|that's|he's|she's|we're) not
        (?:log|logged|sign|signed|came|come|went|go|move|moved|check|fit|join|joined|step|stepped|
            jump|jumped|get|got|bring|brought|gave|give|kicked|settle|
            settled) in
        (?:so|and|go|went|going|gone|carry|carried|move|moved|moving|later|early|hold|catch|log|
            logged|from then|from there) on
        (?:come|came|turn|turned|think|thought|start|started|all|game|do|take|takes|took|taken|
            hand|handed|go|goes|gone|went|get|got|move|moved|pull|pulled|run|look|looked|invited|
            was|is) over
        (?:get|got|go|went|come|came|pull|pulled|carry|follow|followed) through
        (?:do|did|go|went|manage|managed|live) without
        (?:how|what) about
        (?:for|once in|in|after|all the) a while
        (?:all|after|before|like|do|did|doing|done|of|with|about|than|know|for|to|from|at|by|on|
            over|just|beyond|love|loved|enjoy|enjoyed|handle|handled|fixed|solved|changed|
            avoid) (?:this|that|those|these)
        (?:me|us|them|and|so) (?:neither|too)
        (?:what|how)(?: \w+){{1,6}} like
        (?:if|as|whatever|whenever) (?:i|you|we|they) like
        (?:at|after|above|them|us|it|you|that|once for|first of|of|for|overall|we|they|in) all
        (?:than|as|hardly|forever|happily|for) ever
        (?:\w+ )*(?:i'm|is|are|am) (?:there |here )?still
        how (?:it|they|we|i) (?:got|started|began|felt|sold)
        (?:get|got|is|was|it|us|them|me|him|her|be|being|not) used
        (?:i've|have|had|has|you've|we've) been
        (?:know|knew|remember|wonder|see|saw|sure) (?:how|why|when|where|what|who)
        (?:that's|this is|which is|that is|that was) (?:how|why|when|where|what)
        (?:get|got|were|was|been) (?:started|told|asked|sent|made|brought|kept|spent|given)
        and (?:then )?(?:we|i|they) started
        (?:when|if|where|as|than|until) (?:needed|asked|told|required|it started|it began|
            they asked|they said)
        (?:like|as) (?:i|we|they|he|she) said
        (?:who|what|people|everyone|someone|nobody) (?:i|we|you|they) (?:\w+ )?(?:to|with|for|about|
            from)
        (?:i'd|i would|would) (?:rather|prefer) not(?: to)?
        """
    ),
    open=tail(
        r"""
        (?:so|fact|is|was|such|now|given|and|but|or|because|see|means|meant|realised|realized|
            noticed|believe|believed|think|thought|sure|feel|felt|found|decided|understood|things?|
            something|someone|people|everything|way|reason|problem|ones?|team|company|project|
            out) that
        (?:and|because|if|when|that|so|where|while|but|then|how|what|until|which|as) (?:you|it|
            there)
        (?:and|so|but|because|well|if) then
        (?:would|i'd|to) say that
        (?:far|way|much|was|were|is|are|it's) too
        (?:a|an|the|my|our|their|your|his|its|this|these|some|another) (?:very |really |quite |
            more |most |pretty )?(?:new|old|big|small|great|large|long|short|young|different|
            difficult|important|main|whole|entire|certain|specific|special|particular|real|local|
            senior|junior|hard|strong|clear|full|huge|technical|typical|general|only|very|really|
            quite|more|most|pretty)
        (?:i|we|they|he|she|you|it) (?:always|never|often|usually|sometimes|really|actually|just|
            still|also|then|basically|kind of|sort of)
        (?:is|was|it's|called|company|someone|something) (?:called|named)
        (?:going|able|supposed|wanted|tried|trying|decided|had|have|need|needed|like|used|willing|
            ready|asked me|how) to
        (?:the|this|that|one|another|main|biggest|best|first|last|second) (?:reason|thing|problem|
            question|point|issue)(?: \w+){0,4} (?:is|was)
        even though
        (?:more|less|better|worse|faster|rather|other) than
        (?:point|minus|zero point)
        """
    ),
    seldom=tail(
        r"""
        (?:made|make|makes|let|gave|give|allowed|allows|wanted|want|taught|showed|offered|
            gives) (?:me|us|him|her|them)
        (?:that|because|when|if|where|while|although|until|how|why) (?:the|my|our|a|an|this|these|
            their|his|her|your|some|most|many|all) \w+
        (?:that|because|when|if|where|while|although|and|but|so) (?:nobody|somebody|everybody|
            everyone|someone|people|most people|many people)
        how (?:much|many|long|often|quickly)
        (?:of|without|started|kept|keep|spent \w+|for|into) \w{3,}ing
        (?:the|my|our|a) (?:first|second|third|next|last|other|best|worst|biggest|hardest|same|
            following)
        (?:is|was|were|are|are the|is the) (?:really|usually|always|often|mostly|mainly)
        (?:i|we|they|he|she) (?:got|found|created|built|wrote|developed|led|handled|called|bought|
            met|saw|knew|felt|thought|think|feel|believe|guess|suppose|know|mean|remember|managed|
            learned|learnt|see|say)
        (?:back|out|up|off|down|away|one) of
        (?:together|along) with
        """
    ),
    loose=tail(
        r"""
        that
        (?:helped|told|asked|called) (?:me|us|him|her|them)
        (?:(?<!before )(?<!after )(?<!until )(?<!when )(?<!if )(?<!than )(?<!what )(?<!where )
            (?<!how ))(?:i|we|he|she|they|you) (?:also |then |just |really |always |even |often |
            first )?(?!(?:agreed|left|worked|passed|won|arrived|signed|came|went|stayed|changed|
            helped|learned|learnt|finished|succeeded|failed|improved|quit|resigned|accepted|laughed|
            smiled|stopped|moved|returned|apologised|apologized|recovered|grew|did|do|lost|survived|
            resigned|retired|called|answered|knew|know|could|can|care|loved|live|worry|study|
            studied|too|all|both|ourselves|myself|themselves)$)\w{3,}
        """
    ),
    number=tail(
        r"""
        (?:i|he|she)(?:'m|'s| am| is| was| turned)(?: about| only| just| nearly)?
        aged?|class|since|until|till|from \w+ to
        """
    ),
)
