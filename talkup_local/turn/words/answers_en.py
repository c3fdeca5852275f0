"""English: how answers are asked for, counted up and closed."""

from __future__ import annotations

from typing import Final

from talkup_local.turn.words.model import Closings, Lists, Questions, anywhere, head, tail

CLOSINGS: Final = Closings(
    tail=tail(
        r"""
        (?:that's|that is|that was|that'll be|that would be|that will be) (?:all|it|about it|
            everything|pretty much it|basically it|mostly it|my answer|that|the end of it|
            what happened|all of it|all i have|my story|the story|
            the whole story)(?: really| i think| i guess| for me| for now| from me| basically)?
        (?:so|and|but) (?:yeah|yes|yep)
        (?:yeah|yes) (?:that's|that was) (?:it|that)
        (?:thank you|thanks)(?: very much| so much| a lot)?(?: for (?:your time|listening))?
        (?:i'm|i am) (?:done|finished)
        nothing (?:else|more)(?: to (?:add|say))?
        (?:all|everything) (?:i have|i've got|i can say|i wanted to say|i can think of|
            i can remember|from me|there is to it)(?: to say)?(?: about (?:it|that))?
        (?:i )?hope (?:that|this|it) (?:answers|helps|makes)(?: \w+){0,3}
        (?:does|did|if) that (?:answer|answers|make|makes)(?: \w+){0,3}
        over to you
        end of story
        (?:it|everything|that|this|all)(?: all| really)? (?:worked|worked out|went well|went fine|
            turned out (?:well|fine|great)|paid off|
            ended well)(?: in the end| well| fine| very well| perfectly)?
        and the rest is history
        """
    ),
    head=anywhere(
        r"""
        (?:so|and|well|and so|yeah so) (?:that's|that is|this is|that was) (?:why|how|what|
            the reason|when|where|my|basically|pretty much|it)
        (?:that's|that is) (?:why|how) i
        (?:that's|that is|that was|it was) (?:really |basically |probably |
            pretty much )?(?:my biggest|my best|my proudest|the thing i'm most|the biggest|
            the most important)
        (?:and |so |but )?in the end
        (?:so |and )?(?:in conclusion|to sum up|to conclude|in summary|all in all|overall|
            long story short|at the end of the day|looking back)
        (?:so |and |but )?(?:finally|ultimately|eventually)
        (?:and )?(?:ever since|since then|from then on|from that day|to this day)
        (?:so |and )?(?:what i learned|what i learnt|the lesson|the result was|as a result|
            the outcome)
        (?:so |and )?(?:that|it) (?:taught|showed) (?:me|us)
        """
    ),
    outcome=anywhere(
        r"""
        result|results|worked out|it worked|succeeded|success|successful|successfully|solved|fixed
        resolved|finished|completed|delivered|launched
        learned|learnt|taught me|now|today|still|since then|happy|proud|satisfied|pleased|glad
        grateful
        improved|increased|reduced|saved|doubled|halved|faster|better|on time|in time|percent
        by half
        never happened again|thanked|promoted|award|won|passed|agreed
        """
    ),
    yes_no=head(
        r"""
        (?:well |oh |um |uh |so |i think |i guess )*(?:yes|yeah|yep|yup|no|nope|nah|sure|absolutely|
            definitely|certainly|exactly|of course|not really|not yet|not at all|never|sometimes|
            maybe|perhaps|probably|possibly|often|always|rarely|i do|i don't|i am|i'm not|i have|
            i haven't|i did|i didn't|i can|i can't|i would|i wouldn't|i think so|i don't think so|
            a little|a bit|occasionally|correct|right|that's right|that's correct|i believe so|
            mm-hm|uh-huh|i was|i will)
        """
    ),
    question=head(
        r"""
        (?!how (?:do|can|should|shall|would|could) i )(?:(?:so|well|okay|ok|yes|yeah|and|but|
            actually|sorry|um|uh|sure|just) )*(?:(?:how|where|who|why|which|
            when)(?:'s|(?: is| are| was| were| do| does| did| will| would| can| could| should))|
            what (?:do|does|did|are|will|would|can|could|should|exactly|about)|
            what(?:'s| is| was) (?:the|your|a|this|that|it|next|expected))
        (?:(?:so|well|okay|ok|yes|yeah|and|but|actually|sorry|um|uh|sure|just) )*(?:how (?:many|
            much|long|often|big|large|soon|far|old)|what (?:kind|sort|type) of|which|what) (?!(?:i|
            we|he|she|they|it|you|my|your|our|the|their|his|
            her)\b)\w+(?: \w+)?(?: is| are| was| do| does| did| will| would| can| could| should)
        (?:(?:so|well|okay|ok|yes|yeah|and|but|actually|sorry|um|uh|sure|just) )*how (?:many|much|
            long|often|big|large|soon)(?: is| are| do| does| will)
        (?:(?:so|well|okay|ok|yes|yeah|and|but|actually|sorry|um|uh|sure|just) )*(?:is|are|do|does|
            did|will|would|can|could|may|should|shall|have|has) (?:you|i|there|this|that|it|the|we|
            they|your)
        """
    ),
)

LISTS: Final = Lists(
    announced=anywhere(
        r"""
        (?:there(?:'s| are| were| is| was)|i (?:have|had|see|would say|can think of|think of|
            did)|we (?:had|have|did)|it has|for|mainly|mostly|basically|are|were|
            i'd say)(?: about| maybe| mainly| basically| actually| always| probably)* (?P<count>two|
            three|four|five|2|3|4|5|several|a few|a couple of|some)(?: \w+)? (?:reasons|things|
            points|ways|steps|parts|aspects|examples|options|problems|challenges|phases|stages|
            factors|elements|sides|qualities|strengths|weaknesses|skills|causes|questions|ideas|
            rules|goals|priorities|languages|areas)
        """
    ),
    counts={"two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4, "five": 5, "5": 5}
    | {"several": 2, "a few": 3, "a couple of": 2, "some": 2},
    places=(
        anywhere("first|firstly|first of all|one is|one was|number one|on the one hand"),
        anywhere("second|secondly|number two|the other|another|also|then|on the other hand|next"),
        anywhere("third|thirdly|number three"),
        anywhere("fourth|fourthly|number four"),
        anywhere("fifth|number five"),
    ),
    last=anywhere("finally|lastly|last|and the other|the last"),
    opened=anywhere(
        r"""
        \| (?:(?:and|so|well|um|uh|but|okay|yes|yeah|because|i think|i would|
            i'd say) )*(?:first(?: of all| off|ly)?|number one|step one|
            for one thing)(?! (?:job|time|day|year|week|month|project|company|internship|
            experience|degree|language|class|place)\b)
        to (?:begin|start) with
        on (?:the )?one hand
        (?:the first|one) (?:thing|reason|step|one|point|part|quality|strength) (?:is|was|
            would be|i)
        """
    ),
    resumed=anywhere(
        r"""
        second|secondly|then|next|after|afterwards|also|another|finally|lastly|last|other|later
        in the end|number two|step two|but|however|whereas
        """
    ),
    link=frozenset({"and", "or"}),
)

QUESTIONS: Final = Questions(
    ask=anywhere(
        r"""
        tell me|tell us|describe|explain|walk me|talk me|talk about|give me|think of
        think about|share|take me|take a|take the|choose|pick|introduce|hear|go ahead|stay with
        more detail|say more|elaborate|imagine|name|state|let me know|go into
        """
    ),
    story=anywhere(
        r"""
        tell me about|tell us about|describe|walk me|walk us|talk me|take me|think of a
        a time when|an example|a situation|tell me more|introduce yourself
        (?:me|us|bit|little|something|more) about yourself
        """
    ),
    brief=anywhere("briefly|in one sentence|in a few words|in one word|in short|quickly|shortly"),
    fact=anywhere(
        r"""
        what(?:'s| is| was) (?:your|the) (?:full |first |last |current |exact )?(?:name|surname|
            age|address|email|job title|title|nationality|phone number|number|date|position|
            favourite \w+|favorite \w+|email address|company|name of .*)
        which (?:\w+ )?\w+ (?:do|did|are|were|is|was|would|have|has|will)
        what (?:year|city|country|time|day|month|language|school|university|degree|level)
        ^(?:(?:and|so|but|okay|thank you) )*(?:
            when (?:did|do|can|could|will|would|was|were|are|is)|
            where (?!do you see)(?:do|did|are|were|is|was|have)|
            who (?:is|was|are|were|do|did))
        how (?:do|did|will|would|can) you (?:get|travel|commute) (?:there|here|home|to)
        your (?:full )?name
        """
    ),
    several=anywhere(
        r"""
        (?:which|what) (?:\w+ )?(?!\w*ss )\w{2,}s (?:do|did|are|were|have|can|could|would|will)
        (?:who|what|which) (?:are|were) (?:the|your|some of) (?:\w+ )*(?:people|(?!\w*ss )\w{2,}s)
        (?:where|who|what|which \w+) (?:all )?have you(?: \w+)* (?:so far|before|until now)
        """
    ),
    amount=anywhere(
        r"""
        how (?:many|much|long|old|often|far|big|large|soon|frequently)
        (?:what|which) (?:year|age|date|number|percentage|time|level)
        what(?:'s| is) your age
        when (?:did|was|can|could|will|would|do|are)
        since when
        on a scale
        """
    ),
    wide=anywhere("how|what|what's|why|which|who|where|when"),
    yes_no=anywhere(
        r"""
        (?:do|does|did|is|are|was|were|have|has|had|can|could|will|would|should|may|
            shall) (?:you|i|we|it|this|that|there|your|the|they|he|she|anyone|anything|any|
            everything)
        ^(?:(?:and|so|but|well|okay) )*(?:do|does|did|is|are|was|were|have|has|had|can|could|will|
            would|should|may|shall)
        """
    ),
    further=anywhere(
        r"""
        and (?:how|why|what|in what way|tell|describe|explain|can you (?:tell|describe|
            explain))
        (?:could|can|would|will) you (?:please )?(?:just )?(?:tell|describe|explain|walk|talk|
            give|share|elaborate|say more|introduce|expand|go into|take)
        why|in what way|what makes|what made|give an example|if so
        """
    ),
)
