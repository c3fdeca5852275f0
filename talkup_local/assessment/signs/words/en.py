"""English: words that show what an answer holds."""

from __future__ import annotations

from typing import Final

from talkup_local.assessment.signs.words.model import Words

ENGLISH: Final = Words(
    own="i",
    group="we",
    generic="you",
    other="he she they it who people everybody everyone somebody someone nobody",
    between="""
        not also never always then just even still often now soon already ever all both first so
        very well almost later once myself only rather like sort kind of usually sometimes simply
        quickly slowly really actually basically probably again too maybe normally generally
        myself ourselves immediately finally therefore
    """,
    helps="have had 've has did am 'm was were been",
    modal="would 'd could should can will 'll must might may shall",
    denial="""
        didn't don't couldn't wouldn't can't won't haven't hadn't wasn't isn't doesn't aren't not
        never shouldn't cannot
    """,
    joins="and then but or",
    leads="""
        started began tried managed decided kept helped went offered used ended able
    """,
    done="""
        ate came drank rang rode rose fell drove hung bent lent wore tore woke lit dealt spun swam
        slept bit hid stole shut reset rewrote redid lay blew drew flew froze grew knelt leapt
        leaned learnt overheard proofread quit re-read rehearsed resold retold sped spelt split
        undid upheld withdrew wove burnt mown sewn hand-wrote
    """,
    bare="""
        make take go give write build buy bring come run speak tell send keep call ask change fix
        show find put help check open close move learn speak explain talk choose break clean count
    """,
    no_deed="""
        am is are be being 'm 're 's do does did have has had need needed want wanted
        like liked love loved hate hated hope hoped wish wished live lived wonder wondered worry
        worried feel felt think thought see saw hear heard know knew known understand understood
        get got gotten lose lost become became mean meant remember remembered seem seemed enjoy
        enjoyed believe believed guess suppose say prefer consider considered find agree deserve
        care can could will would should must might may shall 'd 'll to going gonna always never
        born graduated started received happened forget forgot forgotten expect expected
        imagine bet admire adore dream trust doubt exceed succeed indeed hundred need bed red speed
        tend consist belong depend realise realised realize realized learn learned learnt noticed
        notice who which what that if when because as a an the my our in on at for with from very
        really quite more most and or but as it this at first
    """,
    present=r"[a-z]{2,}",
    conditional=r"(?!)",
    lesson="""
        i|we|you learned|learnt
        i've|we've learned|learnt
        i|we have|had learned|learnt
        what i|we learned|learnt|took|take|keep|understood
        i|we took|take from|away
        taught me|us
        the|a|one|my lesson
        i|we realised|realized|understood
        i've|we've realised|realized|understood
        made me realise|realize|understand|see|think
        looking back
        in hindsight|retrospect
        with hindsight
        next|another time
        if i had to|it do again|over
        i|we should have
        i|we should've
        i should
        i|we could have
        i|we could've
        i wish i|we
        would|should have been better|wiser|smarter|quicker|easier
        from then|that|now on
        since then|that
        ever since
        now i|we|the|it|they|there|every / right just until by
        today i|we|the
        these days i|we
        i|we now
        i still|always do|use|make|ask|check|write|keep|say|look
        ask|check|do|does|did|done|doing|start|write it|this|that|them| differently|earlier|sooner
        not|never do|make|let that|it|this again
        never again
        has|have never|not happened since|again
        what i|we would|should|could
        what i'd|we'd
        i was wrong
        was my mistake|fault
        that's|it's|was why i|we now|always
        i|we underestimated|overestimated
        i've|we've become more|less
        i'm|we're more careful|patient|aware
        i am|became more careful|patient|aware
        showed|shown me|us that|how|what|why
        made me aware
        i|we know now
        now i|we know
        i|we no longer
        i|we don't do|use|make|say|trust|wait it|that|this|until any|anymore
        any|anymore more / much many
        i|we hadn't|didn't expected|expect
        what surprised me
        i was surprised
        it would have been
        would have helped|saved
        i|we ought to have
        my|the|our mistake was
        i was too slow|late|quick|fast|proud|careful|strict|soft|optimistic|impatient
        i still think
        what stayed|stuck with me
        i've changed
        i changed the|my way
    """,
    again="""
        i'd|we'd do|say|ask|try|start|tell|take|make|put|use|call|write|check|give|keep / / like
        i'd|we'd not|never|still|rather|also / / like love
        i|we would do|start|try|ask|tell|check|keep|not|never|still|also|rather|say|test / / like
    """,
    weighed="""
        although|though
        even if|though
        on the other|one hand
        the|a|one|only|its|their|big downside|drawback|disadvantage|catch|trade-off|tradeoff|weak|\
weakness
        the price of|for that|this|it
        the risk
        instead of
        than / more less other rather later earlier longer / that
        rather than
        at the|a cost|expense of
        would|could|might|may|will cost|lose|risk|mean
        it'd|it'll|that'd|that'll cost|mean|take
        it|that|this|which cost|costs
        decided against
        the|one|big|an|its advantage
        worth it|the|a|more|less
        not worth
        a waste
        the alternative|alternatives
        the other option|way|possibility
        or else
        otherwise
        compared to|with
        on|at balance
        i|we|which accepted|accept
        i|we knew|know that|the|it|i
        better|cheaper|faster|slower|safer|easier|simpler|quicker|bigger|smaller|less|harder|worse|\
higher|lower|longer|shorter|stronger|weaker|heavier|lighter|earlier|later|rather than
        the more
        pays|pay|paid off
        except
        unless
        only if|when|works|because|where
        as long as
        not because|everything|always|the best|obvious
        on purpose
        preferred|prefer
        i|we chose|picked
        a|one compromise
        either
        too risky|expensive|slow|late|long|complicated|dangerous|heavy|much
        not enough
        not|isn't|wasn't perfect|ideal
        pros and cons
        in return|exchange
        to be fair
        had|has a point
        he|she|they was|were right
        at least
        more expensive|work|time
        slower|longer|dearer|heavier but
        would have cost|taken|meant|been
        gave|give up
        for and against
        in favour|favor of
        settled for|on
        ruled out
        limited by|to
        but not|only|if
        but it|that would|was|took|cost|meant
        enough for|to
    """,
    reason="""
        because
        so that
        that's|it's|is|was why
        which is|was why
        the reason|reasons
        due to
        in order to
        otherwise
        as otherwise
        therefore
        since i|we|it|they|he|she|the
        that way
        this way
        which means|meant
        this|that|it means|meant
        why i|we|it|they|he|she
        if|when you|i|we|it|they|he|she|the|something|a
    """,
    result="""
        it|that|which|this|everything works|worked|held|paid|helped|stopped|went
        was|were gone|ready|done|finished|fixed|solved|over|back|fine|quiet|full|sold
        took|takes it well
        came|comes back|again
        has|have been
        calmed down
        no more
        not one|once
        never|not happened
        agreed|accepted|smiled|laughed|apologised|apologized|thanked|hired|signed
        he|she|they said|told|asked|bought|kept|took|came|wrote|sent|stayed|called
        today it|they|he|she|the
        now it|they|he|she|the
        by the end
        after that|which
        since then|that
        instead of
    """,
    example="""
        for example|instance
        such as
        like a|an|when|the
        imagine
        let's say
        say you
        suppose
        last|this week|month|year|monday|tuesday|wednesday|thursday|friday|saturday|sunday
        think of
        picture
        as if
        it's like
        in my case
    """,
    plan="""
        i'd like|love to
        i would like|love to
        i|we want|plan|hope|intend|aim|wish to
        i'm going|planning|hoping|looking|aiming to|for|forward
        i am going|planning|hoping|looking|aiming to|for|forward
        i'll
        i will
        my plan|goal|aim|next|dream
        in the future
        one day
        in|over two|three|five|a|the|next few|couple|years|year
    """,
    boast="""
        i'm |a|very|really|quite|always|so passionate|motivated|organised|organized|flexible|\
someone|\
somebody|good|great|reliable|creative|ambitious|dynamic|proactive|curious|resilient|adaptable
        i am |a|very|really|quite|always|so passionate|motivated|organised|organized|flexible|\
someone|\
somebody|good|great|reliable|creative|ambitious|dynamic|proactive|curious|resilient|adaptable
        i'm a|an|the person|man|woman|real|born|natural|great|good|quick|fast|hard|easy|team|\
people|\
best|type|kind
        i am a|an|the person|man|woman|real|born|natural|great|good|quick|fast|hard|easy|team|\
people|\
best|type|kind
        i was|am number one|the best
        i've|have always been
        my top|biggest|greatest|best|number priority|strength|strengths|quality|weakness|mistake
        people|everybody|everyone|friends|colleagues|they|others|boss|manager always|often|all|\
like|say|says|tell
        i always give
        one hundred percent|per
        a hundred percent|per
        110 percent|per
        i work|worked too|very|really hard
        i can|could do|sell|handle|manage|learn|adapt|deliver anything|everything|all|any
        is|are key|everything|crucial|essential
        team player
        perfectionist
        hard worker|working
        passion
        self motivated
        high standards
        rely|count on me
        trust me
        it's all about
        that's my thing
    """,
    denied="""
        can't|cannot|couldn't think of
        can not think of
        nothing comes to mind
        i don't|never|didn't |really|ever|actually|usually|normally have|had|make|made|get|got|\
experienced / / to time the a enough
        never happened to me
        has|have never happened
        i don't|can't|do not remember|recall
        i don't know
        no idea
        not that i
        nothing at all
        everything was|is fine|perfect|great
    """,
    courtesy="""
        thank you|u very|so| much|
        thanks a|very| lot|much|
        please
        you're welcome
        that's|it's|this is a|an very|really| good|great|interesting|excellent|difficult|\
tricky question
        good|great|interesting|excellent|nice|difficult question
        i hope that|this|it answers|helps|makes|answered your|the| question|sense|
        does that|this answer|make your|the|sense question|
        with pleasure
        it's|is a|my pleasure
        if you don't|do not mind
        let me think|see
        sorry
        excuse me
        have a nice|good|great day
        for your|the|this question|time|opportunity
        it was nice|good|lovely talking|speaking to|with you
    """,
    when="""
        last|next year|month|week|summer|winter|spring|autumn|night|monday|tuesday|wednesday|\
thursday|friday|saturday|sunday|time|christmas
        on monday|tuesday|wednesday|thursday|friday|saturday|sunday|saturdays|sundays|mondays
        in january|february|march|april|may|june|july|august|september|october|november|december
        since|until january|february|march|april|may|june|july|august|september|october|november|\
december
        a|one|two|three|four|five|six|several|few|couple year|years|months|month|weeks|week|days|\
day|\
summers|winters ago|later|before|earlier
        the other|same|next|first|second|third|last day|morning|evening|week|night|time|month
        one day|morning|evening|night|saturday|sunday|afternoon
        yesterday
        at noon|midnight|night|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve
        when i|we was|were|worked|started
        this year|morning|week|month|spring|summer
        at school|university|college|home
        there was|were|came a|an|this|one|two|three|some
        once
    """,
)
