"""English: words that show how an answer is worded."""

from __future__ import annotations

from typing import Final

from talkup_local.analysis.verbal.words.model import Words
from talkup_local.analysis.verbal.words.story_en import IRREGULAR, TELLING, alternatives

ENGLISH: Final = Words(
    hesitation=r"u+m+|u+h+m*|e+r+m*|h+m+|m+h*m+|a+h+m*|e+h+",
    fillers="""
        you know / do did don't didn't if as would to since that who because / what how who where
        i mean / do what did
        you see / do did as if can could to when
        kind|sort of / a the this that what which some any every each another same different one \
of new right certain only best worst first last / thing person people work job problem
        kinda|sorta|basically|literally|honestly|actually
        , like ,
        and|so|but like / / that this most many any all every other the my our
        , right , / not
        , okay ,
        let's say
        i would say
        i'd say
        to be honest
        at the end of the day
        if that makes sense
        if you know what i mean
        how do|should|can i put|say it|this|that|
    """,
    repair="""
        no wait / / time times list lists
        no sorry
        sorry i mean
        sorry no
        wait no
        well no
        or rather
        i mean to say
        let me rephrase|restart
        let me start again|over
        let me put it differently
        scratch that
        what i meant|mean is|was
        actually no ,
        , correction ,
    """,
    doubles="""
        had that very really so far many much more no yes yeah bye again long never ever always
        well now there blah step hard
    """,
    abbreviations="mr mrs ms dr prof st vs etc jr sr inc ltd approx dept",
    openers="""
        and|but|so|then|because|however|anyway|therefore|also|meanwhile|afterwards
        eventually|finally|later|next|first|second
        after|before that / the
        when / / the
        in the end
        at the end
        as a result
        for example
        at first|last
        in that case
        so what
        one day
    """,
    subjects="i we he she they it you there that this my our the",
    strong="i we",
    shields="""
        that which who whom whose what when where why how if because as while than before after
        until till since like whether though although unless once thing things something
        everything anything nothing way time day job one all and but so then or think thought
        know knew said say believe guess mean hope suppose feel felt sure afraid glad happy so
        was were am are is do does did had have has can could would should will might may must
        of to for with from by about in on at into the a an my our this maybe perhaps probably
        where wherever whatever whenever i we you he she they it
    """,
    unfinished="""
        a an the my our your their these of to for with from by at into and but or so because
        which who if when as than i we he she they was were is are am have has had would could
        should will can very really
    """,
    hanging="a an the my our your their and or because i we",
    verbs="am 'm was were is 's",
    hedges="""
        maybe
        perhaps
        probably
        possibly
        presumably
        hopefully
        apparently
        somewhat
        might
        i think / / about of through ahead
        i guess
        i suppose
        i believe / / in
        i assume / / responsibility
        i feel like
        i'm not sure|certain
        i'm not really|quite|entirely|totally sure|certain
        i don't know if|whether
        it seems|seemed
        seems|seem|seemed to
        more or less
        in a way
        to some extent
        a little bit
        a bit / not / of more later further
        a little / not / of more later time while brother sister boy girl
        not really
        fairly
        pretty much
        or so ,
        as far as i know|remember|recall
        would say / i 'd
    """,
    absolutes="""
        always
        never / 've have had
        everything
        everyone
        everybody
        nobody
        nothing
        no one
        absolutely
        completely
        totally
        entirely
        perfectly
        definitely
        certainly
        undoubtedly
        obviously
        constantly
        forever
        impossible
        every single
        all the time
        without a doubt
        without any|exception doubt|
        of course
        a hundred percent
        one hundred percent
        100 percent
        no doubt
    """,
    vague="""
        thing / one first main second last same hard right important next best / called
        things / / like
        things like that|this
        stuff
        something
        somehow
        somewhere
        someone
        whatever
        and so on
        and so forth
        etc
        et cetera
        or something like that|this
        and|or things|stuff like that|this
        and stuff
        or something
        or whatever
        and all that
        some kind|sort of
        a lot of|
        lots of|
        a bunch of
        a couple of
        loads|tons of
        various
        certain things
        this and that
        and everything
        quite a few
    """,
    singular="i me my mine myself",
    plural="we us our ours ourselves",
    objects="",
    be="am is are was were be been being 'm 're wasn't weren't isn't aren't got gets getting",
    participle=rf"[a-z]{{2,}}ed|{alternatives(IRREGULAR)}",
    not_passive="""
        indeed need red bed speed hundred seed feed supposed interested excited tired bored
        worried pleased scared stressed motivated experienced concerned confused satisfied
        disappointed surprised convinced determined dedicated committed embarrassed overwhelmed
        frustrated married retired talented skilled organized organised based located allowed
        delighted thrilled annoyed relieved relaxed ashamed blessed stuck left become
        born felt lost risen wed shed exceed proceed succeed complicated limited focused involved
        prepared unprepared detailed advanced outdated exhausted impressed shocked amazed terrified
        broken closed called mixed known used crowded qualified related balanced aligned engaged
        opposed gifted
    """,
    between="""
        not also never always then just even still often now soon already ever all both each again
        been being first so very well almost later once
    """,
    adverb=r"[a-z]{3,}ly",
    reflexive="",
    numbers="""
        one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
        hundred hundreds thousand thousands million millions billion dozen dozens half percent
        twice
    """,
    one="one percent half a and",
    function="""
        a about after again all also am an and any are as at be because been before being but by
        can could did do does doing don't down during each few for from further get give go got
        had has have having he her here hers him his how i if in into is it its itself just kind
        let like made make me more most my no nor not now of off on once only or other our out
        over own please really same say she should so some sort such take tell than that the their
        them then there these they thing things this those through to too under until up us very
        want was way we well went were what when where which while who whom why will with would
        you your yours yourself 'm 're 've 'll 'd 's isn't wasn't didn't doesn't aren't weren't
        won't can't couldn't wouldn't shouldn't yes yeah okay ok one two lot bit around back
        ever never always many much may might must shall thank thanks
    """,
    frame="""
        time example examples describe explain situation question questions something someone
        share talk think know difficult kind recent last first example instance mind walk briefly
        details detail answer position role job work worked experience did ever important
    """,
    not_names="""
        i ok okay tv pc it cv hr pdf ceo cto cfo api kpi crm erp ui ux faq sms monday tuesday
        wednesday thursday friday saturday sunday january february march april may june july august
        september october november december
    """,
    syllables="""
        a 1 be 1 business 2 businesses 3 people 2 every 2 everything 3 everyone 3 everybody 4
        different 3 interest 3 interesting 4 interested 4 area 3 areas 3 idea 3 ideas 3 being 2
        doing 2 going 2 seeing 2 created 3 create 2 creative 3 creating 3 creation 3 really 2
        reality 4 science 2 quiet 2 client 2 clients 2 giant 2 diet 2 trial 2 via 2 data 2 video 3
        radio 3 studio 3 period 3 various 3 serious 3 previous 3 curious 3 experience 4 media 3
        experiences 5 experienced 4 material 4 society 4 variety 4 priority 4 appreciate 4
        immediate 4 immediately 5 associate 4 initiative 4 something 2 someone 2 sometimes 2
        somewhere 2 somehow 2 therefore 2 however 3 whatever 3 whole 1 schedule 2 college 2
        evening 2 general 3 several 3 family 3 factory 3 favourite 3 favorite 3
        usually 4 actually 4 actual 3 manual 3 annual 3 situation 4 evaluation 5 graduate 3
        graduated 4 individual 5 continue 3 continued 3 value 2 values 2 issue 2 issues 2 argue 2
        usual 3 casual 3 visual 3 queue 1 queues 1 league 1 colleague 2 colleagues 2 technique 2
        unique 2 dialogue 3 hour 1 hours 1 our 1 fire 1 hire 1 hired 1 required 2 wednesday 2
        recipe 3 cafe 2 resume 3 react 2 reaction 3 coordinate 4 cooperate 4
        cooperation 5 vehicle 3 poem 2 poet 2 museum 3 cruel 2 fuel 2 duel 2 jewel 2 iron 2
        chocolate 3 vegetable 4 comfortable 4 temperature 4 february 4 mister 2 mr 2 mrs 2 dr 2
        isn't 2 wasn't 2 didn't 2 couldn't 2 wouldn't 2 shouldn't 2 doesn't 2 hadn't 2 hasn't 2
        haven't 2 aren't 1 weren't 1 don't 1 won't 1 can't 1 's 0 'm 0 're 0 've 0 'll 0 'd 0
        maybe 2 database 3 website 2 websites 2 homework 2 framework 2 safety 2 statement 2
        management 3 movement 2 improvement 3 achievement 3 involvement 3 basement 2 lovely 2
        rhythm 2 prism 2 naked 2 wicked 2 hundred 2 sacred 2 knowledge 2 rule 1 rules 1 file 1
        files 1 while 1 mobile 2 profile 2 mere 1 hobbies 2 movies 2 cookies 2 applause 2
        employee 3 employees 3 committee 3 ideal 3 realize 3 realise 3 realized 3
        realised 3 theatre 3 deadline 2 deadlines 2 lifestyle 2 online 2 timeline 2 guideline 2
        guidelines 2 baseline 2 somebody 3 meanwhile 2 foreign 2 patient 2 patience 2 social 2
        special 2 especially 4 financial 3 official 3 ancient 2 ocean 2
    """,
    sounded="the be he she me we",
    telling=TELLING,
)
