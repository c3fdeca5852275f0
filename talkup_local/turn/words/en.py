"""English: words that show whether a speaker goes on."""

from __future__ import annotations

from typing import Final

from talkup_local.interview.words.model import word_set
from talkup_local.turn.words.answers_en import CLOSINGS, LISTS, QUESTIONS
from talkup_local.turn.words.endings_en import ENDINGS
from talkup_local.turn.words.model import Lexicon, anywhere, head, tail, whole

_THING: Final = r"(?:reason|thing|point|problem|issue|question|answer|idea|trouble|truth|fact)s?"

ENGLISH: Final = Lexicon(
    elisions=frozenset(),
    fillers=word_set("um umm uh uhm uhh er err erm hm hmm hmmm mm mmm eh ah ahm oh"),
    filler_tail=tail(
        r"""
        you know
        i mean
        (?:kind|sort|kinda|sorta) of
        how (?:do|can|should|shall|would|could|to) (?:i |we )?(?:put|say|explain|describe|
            phrase)(?: it| this| that)?
        how do you (?:say|call)(?: it| that| this)?
        what(?:'s| is| was) (?:the word|it called|his name|her name|the name)
        what was it
        what else
        (?:let's|let me|let us) see
        let's say
        let me think(?: about)?(?: it| that| this)?
        (?:that's|that is|it's) (?:a|an) (?:really )?(?:good|hard|tough|difficult|tricky|great|
            interesting) (?:question|one)
        (?:good|great|interesting|tough|tricky|hard) question
        (?:i'd|i would) say
        basically
        literally
        (?:and|so|but|um|uh|yes|yeah|no|okay|because|oh|yes so) well
        (?:well|okay|right) so
        """
    ),
    starter=whole(
        r"""
        (?:yes |yeah |no )?(?:well|okay|ok|right|alright|all right|so|great|good|oh|sure|yes|yeah|
            yep|of course|absolutely|actually|right okay|okay so|yes sure|yes of course|okay sure|
            okay great)
        (?:thank you|thanks)(?: very much| so much)?(?: for (?:the|that|your) question| for asking)
        (?:hello|hi|hey|good morning|good afternoon|hi there|hello there)
        """
    ),
    request_tail=tail(
        r"""
        (?:give|allow|grant) me (?:just )?(?:a|one|some|another) (?:\w+ )?(?:second|seconds|moment|
            minute|sec|time)(?: to think| please)?(?: about (?:it|that))?
        (?:one|just a|just one|wait a|hang on a|hold on a|need a|have a|take a|a quick) (?:second|
            moment|minute|sec)(?: please| to think| to think about (?:it|that))?
        let me (?:just )?think(?: about (?:it|that|
            this))?(?: for)?(?: a| one)?(?: second| moment| minute| bit)?
        let me (?:just )?(?:recall|remember|collect my thoughts|gather my thoughts|try to remember)
        (?:hold|hang) on
        bear with me
        i need to think(?: about (?:it|that|this))?
        i have to think(?: about (?:it|that|this))?
        (?:i'm|i am) (?:still |just )?thinking
        (?:can|could|may) i (?:have|take) a (?:second|moment|minute)(?: to think)?
        (?:can|could|may) i think(?: about (?:it|that|this))?(?: for a (?:second|moment|minute))?
        a moment please
        wait
        """
    ),
    promise_tail=tail(
        rf"""
        for (?:example|instance)
        such as
        in other words
        that is to say
        the (?:main |real |biggest |whole |only |first |other )?{_THING} (?:is|was|are|were)
        what (?:happened|i did|we did|i mean|i learned|i like|matters|helped|i want to say|
            struck me|worked)(?: \w+){{0,4}} (?:is|was)
        here's (?:what happened|what i did|the thing|an example|how it went)
        (?:let me|i'll|i will|i can|i could) (?:give|tell) you (?:an example|one example|
            another example|a story|why|what happened|a bit more|a concrete example|an idea)
        (?:let me|i'll|i will|i can) (?:explain|tell you|start with that|start there|elaborate|
            describe it|give an example|illustrate)(?: why| how| that| it)?
        (?:one|an|another|a good) (?:example|instance)(?: of (?:that|this|
            it))?(?: is| was| would be)
        (?:for|as|and|so|well|give|take) (?:one|an|another|a good) (?:example|
            instance)(?: of (?:that|this|it))?
        i (?:have|can think of|remember) (?:one|an|a good|another) (?:example|story|case|situation)
        (?:it goes|it went|it was|something|it is|it's) like this
        (?:as follows|the following)
        what happened(?: then| next)?
        one day
        there was (?:this|that) one time
        it all (?:started|began)(?: when| with)?
        """
    ),
    promise=anywhere(
        r"""
        (?:let me|i'll|i will|i can|i could|i want to|i'd like to|i would like to) (?:give you|
            tell you about|talk about|tell you|start with|begin with|describe)(?: \w+){0,6}
        i (?:have|can think of|remember|recall) (?:one|an|a|another) (?:good |great |recent |
            particular )?(?:example|story|case|situation|time|project)(?: \w+){0,7}
        """
    ),
    setup=tail(
        r"""
        (?:had|have|was|were|is|are|came up with|came|came with|faced|hit|got|saw|
            be)(?: actually| always| also)? (?:a|an|one|this|some|another|two|three|
            several)(?: \w+)?(?: \w+)? (?:idea|plan|problem|problems|issue|issues|challenge|
            challenges|choice|question|difficulty|situation|conflict|disagreement|deadline|customer|
            client|project|accident|bug|outage|time|mistake|crisis|dilemma|reasons|options|things|
            steps)
        (?:it|that|this) (?:wasn't|was not|isn't) (?:easy|simple|that simple|obvious|the problem|
            everything|enough)
        one (?:day|morning|evening|weekend)
        it depends(?: on \w+(?: \w+){0,3})?
        """
    ),
    repair_tail=tail(
        r"""
        (?:no|or|so|i mean) (?:wait|sorry|rather|actually)
        (?:\w+ ){3,}sorry
        (?:or|no) i mean
        actually no
        let me (?:start|begin) (?:again|over)
        let me rephrase(?: that)?
        """
    ),
    repeatable=word_set("no yes yeah very really never again bye ha that had okay thank on"),
    fragment=whole(
        r"""
        in (?:short|general|fact|addition|particular|theory|practice|principle|a word|a nutshell|
            summary|conclusion|the end|the beginning|my opinion|my view|my experience|my case|
            this case|that case|my last job|my current job|my free time|the meantime|the long run|
            other cases|brief)
        to be (?:honest|fair|clear|precise|frank)(?: with you)?
        to (?:begin|start) with
        to (?:sum up|conclude|summarise|summarize|answer your question)
        (?:at|by) (?:first|the time|that time|that point|the moment|the same time|the beginning|
            the end|work|the end of the day|last|the start)
        on the (?:one|other) hand
        on top of that
        as (?:a result|for me|i said|you know|you can see|far as i know|i mentioned|a team|
            a consequence)
        (?:after|before|besides|apart from|because of|despite|instead of) (?:that|this|all|
            all that)
        (?:first|first of all|firstly|second|secondly|third|thirdly|then|and then|next|also|finally|
            lastly|however|therefore|anyway|suddenly|fortunately|unfortunately|luckily|personally|
            honestly|frankly|generally|generally speaking|normally|recently|nowadays|today|
            currently|eventually|overall|actually|obviously|apparently|interestingly|initially|
            originally|furthermore|moreover|besides|otherwise|meanwhile|later|later on|afterwards)
        (?:last|this|that|one|every|a few|two|three|some|several) (?:year|years|week|weeks|month|
            months|summer|winter|day|days|time|morning|evening)(?: ago| later| before| after)?
        (?:these|those) days
        so far
        by the way
        long story short
        in \d{4}
        (?:the|my) (?:biggest|main|first|other|second|last|best|worst|hardest|most \w+) \w+
        """
    ),
    lead=word_set(
        "and but so well okay ok then yeah yes no um uh er erm hmm oh because now right also"
    ),
    subordinate=head(
        r"""
        when(?:ever)?
        if
        while
        although
        (?:even )?though
        even (?:if|when)
        once
        unless
        until
        whereas
        as (?:soon|long|far) as
        (?:after|before|since|by the time|every time|the first time|the moment|as|in case|
            given that|seeing that|now that|provided)
        """
    ),
    subjects=word_set(
        """
        i we he she they it you there i'm i've i'd i'll it's that's we're we've we'd we'll he's
        she's they're they've they'd there's you're you've you'd you'll it'll nobody everyone
        everybody
        """
    ),
    links=word_set(
        """
        that who which whom whose when if because what how as than where while whether and or
        until before after since why with for to at of about from
        """
    ),
    finite=anywhere(
        r"""
        is|are|was|were|am|has|have|had|does|did|do|will|would|can|could|should|must|might|may
        went|came|said|told|took|made|got|gave|saw|knew|thought|found|left|felt|kept|began|brought
        became|ran|put|set|wrote|spoke|met|built|led|won|lost|paid|sold|taught|learnt|grew|held
        wants|needs|works|gets|goes|comes|says|makes|takes|calls|asks
        isn't|wasn't|don't|didn't|doesn't|can't|couldn't|won't|wouldn't|aren't|weren't
        \w{2,}ed
        """
    ),
    prepositions=word_set(
        "in at on with for during after before since from by within under without as through"
    ),
    determiners=word_set(
        "the a an my our his her their your this these those most all every some new"
    ),
    scene=anywhere(
        r"""
        i was (?:working|studying|doing|responsible|in charge|a|an|asked|part)
        we were (?:working|building|preparing|a|about|using|asked|supposed)
        there (?:was|were)
        (?:we|i) had (?:a|an|to|this|two|three|been|just)
        one (?:day|morning|evening|time|of)
        at (?:the|that) time
        (?:a few|two|three|some|several|five|ten|a couple of) (?:years|months|weeks) ago
        last (?:year|summer|month|winter|spring|autumn|week)
        used to
        at first
        in (?:my|the) (?:last|previous|first|old) (?:job|company|role|team|position|year)
        """
    ),
    numbers=word_set(
        """
        two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
        hundred thousand million dozen
        """
    ),
    tens=word_set("twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million"),
    attention=word_set(
        """
        ah aha alright cool course fine good great hm hmm huh i mhm mm mmhm nice of oh ok okay right
        see sure true uh uhhuh um wow yeah yep yes
        """
    ),
    calls=word_set("excuse hello hey no pardon question repeat sorry stop wait what"),
    endings=ENDINGS,
    closings=CLOSINGS,
    lists=LISTS,
    questions=QUESTIONS,
)
