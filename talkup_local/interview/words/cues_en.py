"""English: what is said about the interview itself. All in lower case, without marks."""

from __future__ import annotations

from typing import Final

from talkup_local.interview.words.model import Cue, either, word_set

_JUDGED: Final = r"(?:scor|grad|mark|judg|assess|evaluat|rat)(?:e|es|ed|ing|s)?"
CUES: Final = {
    Cue.REPHRASE: either(
        r"""
        \b(?:rephrase|reformulate|reword)\b(?: (?:that|it|this|the question|your question))?
        \b(?:put|say|ask|explain) (?:it|that|this|the question|your question) (?:(?:in )?
            (?:another|a different|other|different|simpler|easier)(?: way| words)?|differently|
            more simply)\b
        \b(?:in|with) (?:other|simpler|easier|different) words$
        \b(?:don't|do not|didn't|did not|can't|couldn't) (?:really |quite |fully )?(?:understand|
            follow)(?: (?:you|that|it|this|(?:the|your) (?:question|word)|what you (?:mean|meant|
            said|want|are asking)))?$
        \b(?:don't|do not|didn't|did not) (?:really |quite )?get (?:(?:the|your) question|
            what you mean)
        ^(?:sorry |pardon )?(?:i )?(?:don't|do not|didn't|did not|can't|couldn't) (?:really |
            quite |fully )?(?:understand|follow|get(?: (?:it|that))?)\b
        \b(?:i )?not (?:understand|follow)(?: (?:the|your) question)?$
        \b(?:what|how) (?:exactly )?(?:do|did) you mean\b(?: (?:by|with) (?:that|this|it))?
        \bwhat (?:does|is) that (?:mean|supposed to mean)\b
        \b(?:explain|clarify) (?:(?:the|that|this|your) (?:question|word)|what you mean)\b
        \b(?:not sure|unsure|not clear|unclear)(?: i understand)? (?:what you (?:mean|want|
            are asking)|(?:the|your) question)\b
        \bcan you (?:be more specific|clarify)\b
        """
    ),
    Cue.REPEAT: either(
        r"""
        \b(?:repeat|say (?:that|it) again|ask (?:that|it|me) again|(?:one|once) more(?: time)?|
            come again|beg your pardon|which question)\b
        \b(?:didn't|did not|couldn't|don't|do not|can't) (?:quite |really )?(?:hear|catch)
            (?: (?:you|that|it|(?:the|your) question|what you said))?\b
        \bwhat (?:was|is|were) (?:the|your) question\b
        \bwhat was that(?: again)?$
        \bwhat did you (?:say|ask)\b
        \b(?:forgot|forgotten|lost) (?:the|your) question\b
        ^(?:sorry|pardon|pardon me|excuse me|what|huh)$
        """
    ),
    Cue.PASS: either(
        r"""
        \b(?:don't|do not|can't) (?:really )?(?:know|remember|recall)\b
        \b(?:no idea|no clue|nothing comes to mind)\b
        \bnot sure(?: (?:what|how) to (?:say|answer)(?: that)?)?\b
        \bskip(?: (?:this|that|it)(?: (?:one|question))?)?\b
        \b(?:next (?:question|one)|another question)\b
        \b(?:rather|prefer) not(?: to)?(?: (?:answer|say|talk about|speak about))?(?: (?:that|
            this|it))?\b
        \b(?:don't|do not) (?:want|wish) to (?:answer|talk about|speak about)(?: (?:that|this|
            it))?\b
        \bcan't think of (?:anything|one|any|an example)\b
        \b(?:can we|could we|let's|please) move on\b
        \b(?:don't|do not) have (?:any|one|an example|an answer)\b
        \bcan't answer(?: that)?\b
        ^pass$
        """
    ),
    Cue.NO_MORE: either(
        r"""
        ^(?:no|nope) (?:thanks|thank you)\b
        \b(?:that's|that is|that was|that'll be) (?:all|it|about it|everything)\b
        \bnothing (?:else|more|to add)\b
        \b(?:already|just) (?:told|said|answered|explained)(?: you)?(?: (?:that|this|it))?$
        \b(?:no|any) more (?:to (?:say|add)|questions?)\b
        \b(?:i'm|i am) (?:done|finished|good)\b
        \bno questions?\b
        \b(?:don't|do not) have (?:any|a|more)(?: more| other)? questions?\b
        """
    ),
    Cue.NO: either(r"^(?:no|nope|nah|not really|none)\b"),
    Cue.WAIT: either(
        r"""
        \b(?:one|just a|just one|a|give me a|wait a|need a|another) (?:short |quick )?(?:second|
            moment|minute|sec)(?: to think)?\b
        \bneed (?:some |more |a bit (?:of )?)?time(?: to think)?\b
        \blet me (?:just )?(?:think|see)(?: about (?:it|that))?\b
        \b(?:hold on|hang on|need to think|bear with me)\b
        """
    ),
    Cue.STOP: either(
        r"""
        \b(?:stop|end|finish|quit|leave|abort|cancel) (?:the|this) interview\b
        \b(?:want|like|have|need) to (?:stop|leave|quit|go)(?: here| now| there)?$
        \blet's stop(?: here| now| there)?$
        \b(?:can|could|may) (?:we|i) (?:please )?(?:stop|end|quit|leave|finish)(?: (?:it|this))?
            (?: (?:here|now|there|please))*$
        """
    ),
    Cue.SLOWER: either(
        r"""
        \b(?:speak|talk|say (?:it|that)|go|read) (?:a (?:little |bit |little bit )*)?(?:more )?
            (?:slowly|slower|louder|loudly|clearly|up)\b
        \bslow down\b
        ^(?:sorry )?(?:you(?:'re| are| speak| talk)?|that was|that's|it's) (?:speaking |talking |
            going )?(?:too|very|so) (?:fast|quick|quickly|quiet|quietly)\b
        ^(?:too fast|slower|louder)\b
        """
    ),
    Cue.DATA: either(
        r"""
        \bwhat (?:happens|will happen|do you do|will you do|are you (?:going to do|doing)) (?:to|
            with)(?: (?:my|the|this|all|what|these))+[a-z' ]*
        \bwho (?:will |can |gets to |is going to |is )?(?:be )?(?:hears?|sees?|reads?|listen(?:s|
            ing)?|gets?|(?:has|have) access)(?: to)? (?:this|it|my|that|these|what)\b[a-z' ]*
        \b(?:are you|is this|am i|are we|is it|do you|will (?:this|it|you)|is my \w+) (?:all |
            being |be |going to be )*(?:record|recording|recorded|saving|saved|save|storing|
            stored|store|keeping|kept|keep|filmed|written down)\b(?: (?:this|it|me|that|my \w+|
            what i say))*
        \bwhere (?:is|are|does|do|will) (?:my|the|this|it|these)\b[a-z' ]*\b(?:stored|kept|saved|
            go|sent)\b
        \bhow long (?:do you|will you|is it|are they|will it be|will they be|is this|are my)\b
            [a-z' ]*\b(?:keep|kept|store|stored|save|saved)\b[a-z' ]*
        \b(?:delete|erase|remove) (?:my|this|the) (?:data|answers|recording|interview|
            everything)\b
        \b(?:is|are) (?:this|it|my \w+) (?:private|confidential|anonymous)\b
        \bdata (?:protection|privacy)\b|\bprivacy\b
        """
    ),
    Cue.NEXT: either(
        r"""
        \b(?:and )?(?:what|how) (?:happens|does it go on|do we go on|will happen|comes|is going to
            happen|is next|are the next steps|is the next step)\b(?: (?:next|now|then|after|
            afterwards|here|from|this|that|the|interview|on|today))*
        \bwhat (?:are|is|will be) (?:the|your) next steps?\b(?: \w+){0,3}
        \bwhen (?:will|do|can|may) (?:i|you|they|we|somebody|someone)(?: \w+)? (?:hear|know|get|
            call|be told|tell|decide|contact|write|let)\b[a-z' ]*
        \b(?:will|does) (?:anybody|anyone|somebody|someone|they|you) (?:call|contact|write to|get
            back to|let) me\b[a-z' ]*
        """
    ),
    Cue.TIME: either(
        r"""
        \bhow (?:much|many) (?:more |longer )?(?:time|minutes|questions)\b[a-z' ]*\b(?:left|
            remain|remaining|to go|still|more|there|have|take|ask|coming|come)\b(?: (?:do|are|is|
            will|to|you|we|i|there|left|have|come|go|ask))*
        \bhow (?:many more|much more|much longer)\b(?: (?:questions|time|minutes))?[a-z' ]*
        \bhow long (?:will|does|is|do|have|are) (?:this|it|that|the interview|we|i|you)\b
            (?: (?:still|going|to|take|last|be|have|got|left))*
        \b(?:are we|is (?:it|this|the interview|that)|am i) (?:nearly |almost |soon )*(?:done|
            over|finished|through)(?: (?:now|yet|soon))*
        \bis (?:this|that|it) (?:the|your) last (?:question|one)\b|^time left$
        """
    ),
    Cue.SCORING: either(
        rf"""
        \bhow (?:do|will|are|is|does|am|would|can) (?:you|i|my|this|the|it|these|answers?)\b
            (?: (?:my|the|be|being|answers?|interview|i|going|to))* {_JUDGED}\b(?: (?:me|this|it|
            my|answers?|the))*
        \b(?:what|which) (?:are|is) (?:the|your) (?:criteria|scoring|grading|rubric)\b
        \bhow (?:am i|did i|was i|was my answer|is my answer)\b(?: (?:doing|do|going|so|far|that|
            perform|performing))*
        \bdid i (?:do|answer|say)(?: (?:it|that))? (?:well|okay|ok|right|good|correctly)\b
        \b(?:was|is) (?:that|it|this|my answer) (?:a )?(?:good|ok|okay|right|correct|enough|
            all right|fine|wrong)\b(?: answer)?
        \b(?:are|will|do) you (?:be )?{_JUDGED}\b(?: (?:me|this|it|my|answers?))*
        \bwhat are you looking for\b
        \bwho (?:decides|will decide|makes the decision)\b
        \b(?:do|will|did) i (?:get|have) the job\b|\bdid i pass\b
        """
    ),
    Cue.PERSON: either(
        r"""
        \bare you (?:a |an |really |just |even |actually |only )*(?:real|human|person|robot|
            machine|computer|bot|ai|artificial|alive|chatbot|program|recording|somebody|someone)
            \b(?: (?:person|human|being|intelligence|program|man|woman))*
        \b(?:am i|is this|is that|is there) (?:talking |speaking )?(?:to |with )?(?:a |an |
            really |just |even |actually )*(?:real|human|person|robot|machine|computer|bot|ai|
            artificial|chatbot|recording)\b(?: (?:person|human|being|intelligence))*
        \b(?:who|what) are you\b
        \b(?:talk|speak) (?:to|with) (?:a |an )?(?:real |human )?(?:human|person|being)\b
        """
    ),
    Cue.ADD: either(
        r"""
        \b(?:(?:can|could|may) i|let me|i(?:'d| would)? (?:like|want|need|just want)|
            i have) (?:to )?(?:just |also |quickly |please )*(?:add|correct|complete|change|
            say) (?:something|one thing|a thing|that|my (?:last |previous )?answer|a word)
            (?: (?:more|else|to (?:that|it|my (?:last )?answer)))*
        \b(?:go|come|get|return) (?:back )?to (?:the|my|that|your|what) (?:last|previous|first|
            earlier|other|i said)(?: (?:question|answer|one|before))*
        \b(?:one|another) (?:more )?thing(?: (?:to add|i forgot))$
        ^(?:sorry |wait |oh |and )*i forgot (?:something|to (?:say|mention|add|
            tell you) something)\b
        """
    ),
    Cue.CRUDE: either(
        r"""
        \b(?:fuck|screw|damn|piss|sod|bugger) (?:you|off|this|it|that)\b(?: (?:\w+ ){0,2}\w+$)?
        \b(?:you|this|that|it|what an?|such an?|your)(?:'re|'s| are| is| was)? (?:\w+ ){0,3}?
            (?:fucking |bloody )?(?:stupid|idiot|idiotic|moron|bullshit|crap|rubbish|garbage|
            useless|pathetic|dumb|ridiculous|shit|waste of (?:my )?time)\b(?: (?:question|
            questions|machine|robot|thing|interview|computer|bot))?
        \bshut (?:the \w+ )?up\b|\bgo to hell\b|\bi hate (?:you|this)\b|\bget lost\b
        \bare you (?:deaf|stupid|blind|kidding|dumb)\b
        \b(?:load|pile) of (?:crap|rubbish|nonsense|shit|garbage)\b
        ^(?:bullshit|fuck|shit|asshole|bitch|idiot|moron|crap|nonsense)\b
        """
    ),
    Cue.READY: either(
        r"""
        ^(?:yes|yeah|yep|sure|i do)\b
        \b(?:have|got|one|a|couple of|few|some|two|lot of|many) (?:quick |more |small )?questions?\b
        \bask (?:you )?something\b
        """
    ),
    Cue.PERMISSION: either(
        r"""
        ^(?:(?:so|well|okay|um|sorry|and) )*(?:(?:can|could|may|should|shall) i\b|is it (?:ok|
            okay|alright|all right|fine) (?:if|to)\b|is it possible (?:to|
            if i)\b.* example\b|do you want me to\b|would it be (?:ok|okay|
            alright|all right|fine)\b)
        """
    ),
    Cue.REFUSE: either(
        r"""
        ^(?:(?:well|um|sorry|actually|oh) )*(?:no|nope|nah|never|absolutely not|certainly not|
            no way)\b(?! (?:problem|worries|objection|issue|i don't mind|that's|it's))
        \b(?:of course|certainly|absolutely|definitely|please) (?:not|don't)\b
        \b(?:can|may|should|must) not (?:keep|record|store|save)\b
        \b(?:don't|do not|won't|cannot|can't|am not|i'm not) (?:really )?
            (?:agree|consent|accept|want|wish|like|
            keep|record|store|save)\b
        \brather (?:you (?:didn't|did not)|not)\b|\bprefer (?:not|(?:it )?(?:if )?you (?:
            didn't|not))\b
        \b(?:i'm|i am|that's|that is|it's) not (?:okay|ok|fine|all right|happy|comfortable|
            agree)\b
        \bi (?:refuse|disagree|object)\b
        \b(?:yes|but|and|actually) (?:no|not)\b(?! (?:problem|worries|objection))
        \bno$
        """
    ),
}

REPORTS: Final = either(r"\b(?:asked|wondered|told|knew|explained|showed|decided|checked)\b")

YES: Final = either(
    r"""
    ^(?:(?:well|um|oh|okay|so|hi|hello|thank you|thanks) )*(?:yes|yeah|yep|yup|ya|sure|okay|ok|
        alright|all right|fine|of course|absolutely|certainly|definitely|please do|go ahead|
        go for it|agreed|i do|why not|that works|no (?:problem|worries|objections?|issue)|
        by all means|right)\b
    \b(?:i agree|i accept|i consent|i don't mind|i do not mind|you (?:can|may)
        (?: keep| go ahead)?|go ahead|(?:that's|that is|it's|it is|i'm|i am) (?:totally |
        absolutely |perfectly |all |completely )?(?:fine|okay|ok|all right|alright|good|right|
        happy|agreed?)|fine (?:by|with|for) me|no objections?|
        don't have (?:a |any )?(?:problem|objections?)|(?:okay|ok|good) with me|
        no problem|sounds good|let's (?:go|start|begin)|(?:we can|let us|please) (?:go on|start|
        begin|continue|proceed))\b
    """
)

RESERVES: Final = either(
    r"""
    \b(?:but|unless|except|only|provided|as long as|depends|questions?|who|what|how|where)\b
    \bif\b(?! (?:you (?:like|want|wish|must|have to)|that's|it's|it is|that is))
    """
)

ADDS: Final = either(
    r"""
    ^(?:(?:oh|wait|well|and|but|ah|no|actually|okay) )*(?:sorry )(?:\w+ )?(?:i meant|i mean)\b
    ^(?:(?:oh|wait|well|and|but|ah|no|actually|sorry) )*(?:i meant to say|i forgot to (?:say|
        mention|add|tell)|(?:to|about) (?:my|the|your) (?:last|previous|first) (?:answer|
        question)|(?:i (?:want|would like|need)|i'd like|let me|can i|could i|may i) (?:to )?
        (?:just |also )*(?:add|correct|come back|go back)|what i meant (?:before|earlier))\b
    """
)

ASTRAY: Final = word_set(
    """
    weather rain raining rainy snow snowing sunny sunshine cloudy forecast football soccer
    basketball tennis cricket rugby olympics netflix television tv sitcom celebrity celebrities
    horoscope dinner lunch breakfast pasta pizza burger burgers sandwich spaghetti ice-cream
    chocolate beer wine cocktail cat cats kitten dog dogs puppy parrot hamster goldfish elephant
    penguin penguins zebra giraffe banana bananas moon aliens alien ufo unicorn unicorns dragon
    dragons ghost ghosts vampire joke jokes chicken knock-knock holiday holidays vacation beach
    barbecue karaoke lottery gossip fishing dinosaur dinosaurs wizard pirate pirates superhero
    batman spaceship rained rains snowed film films movie movies song songs neighbour neighbours
    neighbor neighbors
    """
)

CHATTER: Final = either(
    r"""
    ^(?:(?:oh|well|so|hey) )*(?:have|did) you (?:see|seen|watch|watched|hear|heard)(?: about)? (?:
        the|that|this) (?:weather|match|game|film|movie|news|storm)\b
    ^(?:(?:oh|well|so|hey) )*(?:do )?you know (?:why|the one about)\b.* because\b
    ^why (?:did|do|does|is|are)\b.* because\b|\bknock knock\b|\bwalks into a bar\b
    \b(?:tell|know|heard) (?:you )?(?:a|the|another|this) (?:\w+ )?joke\b
    \bthat's (?:classified|top secret)\b|\bhave to (?:kill|eat) you\b
    \b(?:yesterday|last night) i (?:watched|saw|dreamt) (?:a|the) (?:film|movie|match|game)\b
    \breminds me of (?:a|my|the|that) (?:song|film|movie|joke|dream|holiday)\b
    \bwhat i (?:really )?(?:like|love) is (?:football|soccer|tennis|beer|wine|pizza)\b
    """
)

DOERS: Final = word_set("i i'm i've i'd i'll we we're we've we'd we'll")

OWN: Final = DOERS | word_set("me my mine myself us our ours")
