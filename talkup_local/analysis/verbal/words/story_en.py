"""English: words that show what is told, and the forms of verbs that tell it."""

from __future__ import annotations

from typing import Final

from talkup_local.analysis.verbal.words.model import Telling

IRREGULAR: Final = """
    beaten become begun bent bitten blown bought bound bred broken brought built burnt caught
    chosen cut dealt done drawn driven dug eaten fed felt fought forgotten found frozen given
    ground grown heard held hidden hit hurt kept known laid led left lent let lit lost made meant
    met overcome overseen paid proven put quit read rebuilt redone rewritten ridden risen run said
    seen sent set sewn shaken shown shut sold sought spent split spoken spread stolen struck stuck
    sung swept taken taught thought thrown told torn undertaken understood undone woken won worn
    written
"""
IRREGULAR_PAST: Final = """
    became began broke built bought brought caught chose cut dealt did drew drove dug fed
    fought found gave got grew held hit kept laid led left let made met overcame oversaw paid put
    ran read rebuilt redid rewrote sang sat saw sent set shook shot showed spent split spoke spread
    stood stuck swept taught threw told took understood went wrote won
"""


def alternatives(words: str) -> str:
    """Return a pattern for any of ``words``."""
    return "|".join(words.split())


TELLING: Final = Telling(
    doers="i we",
    auxiliaries="have had 've 'd did",
    others="",
    compound=False,
    deed=rf"[a-z]{{2,}}ed|{alternatives(IRREGULAR_PAST)}|{alternatives(IRREGULAR)}",
    not_deed="""
        need wanted needed liked loved hated hoped wished worked lived studied wondered worried
        learned realized realised enjoyed noticed seemed remembered succeeded achieved managed
        received joined graduated started happened earned improved increased reduced got had felt
        thought heard saw knew known understood lost won left grew become became been meant
        forgotten said used ended finished wed exceed succeed proceed indeed hundred seen did
        speed feed bed red
    """,
    situation="""
        when i was|worked|started|joined|studied|lived
        while i was|worked|studied
        when we were|had
        at|in my last|previous|former|old|current
        at|in my first|second|third|final job|company|year|month|week|team|internship
        at|in my first|second|third|final startup|shop|role|project
        this|it was in|last|back|during|when / / charge front
        at university|uni|college|school
        on the first|second|third|last day|evening|morning
        during my|an|the internship|studies|apprenticeship|placement|degree|project|summer
        last year|month|summer|winter|spring|autumn|week
        a few years|months|weeks ago
        one|two|three|four|five|six years|months|weeks ago
        a year|month|week ago
        at the|that time
        back then
        at that point
        there was|were a|an|no|some|this|two|three|several|
        i was working|studying|interning|employed|volunteering
        we were working|behind|running|short
        i worked at|in|for|as|with|on
        i was a|an|at / / bit lot
        i used to work
        i joined
        the situation was
        the context was
        the background
        we had / / to
        we had a|an|no|this|some|two|three|many|several
        our client|customer|company|team|shop|department|website|server was|had|wanted|complained
        one day|morning|evening|time
        it all started|began
        once upon
    """,
    task="""
        my job|task|role|goal|mission|responsibility|objective|part|assignment|challenge was
        my job|task|role|goal|mission|responsibility|objective is
        our job|task|goal|mission|objective|target was
        the goal|task|challenge|objective|aim|deadline|target|mission was
        i had to
        we had to
        i needed to
        we needed to
        i|we was|were asked|told|supposed|expected|required|hired|assigned|chosen to|
        i was responsible|accountable for
        i was in charge of
        i was given
        i was tasked with
        my manager|boss|supervisor|director|lead asked|told|wanted|gave me|us
        my teacher|tutor|professor|client asked|told|wanted|gave me|us
        they asked|wanted|told me
        it was up to me
        it was my job|responsibility|task|turn
        had to be
        needed to be
        we wanted to
        i wanted to
        our aim was
        the problem was|to
    """,
    action="""
        so|then|first i|we / / was were am had have 'm 're 've 'd could would can felt started
        my first step
        the first thing i|we did
        what i did
        what we did
        i started|began by|to|with
        i managed the|a|our
        i reduced the|our
        i improved the|our
        i used a|the|our|an
        we used a|the|our|an
        step by step
    """,
    result="""
        as a result
        as a consequence
        in the end
        at the end
        the result|outcome was|is
        the results were
        resulted in
        led|leads to
        because of that|this
        thanks to that|this|it|which
        it worked
        which worked
        i|we managed to
        i|we succeeded in
        was|were able to
        we|i finished|delivered|ended on|it|up|in|ahead|before
        we|i won|achieved|saved
        we|i reached / / out
        was|were a success
        was|were |very|really|so|all happy|pleased|satisfied|delighted|impressed|grateful|thrilled
        thanked|congratulated us|me
        the feedback
        i|we learned|learnt
        what i learned|learnt
        i took|take away
        taught me
        the lesson
        since then
        from then|that on|day
        now we|they|it|the
        they still use
        paid off
        turned out |really|very well|great|fine|good
        got promoted
        was promoted
        went live
        is still used|running
        on time
        finally we|it|the|they
        eventually we|it|the|they
        so in|at the end
        went|gone|down|up from
        down|up|fell|dropped|rose|grew|increased|decreased by
        i|we came|finished first|second|third|last
        in half
        sales|revenue|costs|errors|complaints|queues went|rose|fell|dropped|grew
    """,
    change="""
        increased|decreased|reduced|improved|saved|saving|saves|grew|grown|growth|doubled|tripled
        halved|dropped|fell|fallen|rose|risen|raised|gained|earned|boosted|lowered|won|sold
        reducing|increasing|improving / of for by
        cut / to will would could should must / to
        faster|quicker|cheaper|fewer|higher|lower / / than
        less / or / than
        went|goes|gone|came|are|is down|up / / to
    """,
    story="""
        tell me|us about / / yourself you your
        talk|walk me|us through / / your the
        a|one|another time when|you|where|that|
        an|one example
        a|one|difficult|similar situation
        describe / / yourself you your
        describe your biggest|greatest|proudest|hardest
        an|one experience
        challenge
        conflict
        mistake
        failure
        achievement
        proud
        project
        have you ever
        have you done|led|made|solved|met|dealt|handled|managed
        how did you / / hear find come get know like learn
        what did you do|learn / / study like
        how have you
        what happened
    """,
)
