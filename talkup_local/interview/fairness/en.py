"""Unfair questions in English."""

from __future__ import annotations

from typing import Final

from talkup_local.interview.fairness.model import Rules
from talkup_local.interview.fairness.parts_en import PARTS

ENGLISH: Final = Rules(
    parts=PARTS,
    pronouns="(?:do|did|will|would|can|could|if|whether|when|that|should) you (?:(?:{adv}) )*"
    "(?:be (?:willing|prepared|ready|happy|able) to |be |need to |want to |like to )?(?:VERB)",
    fair=r"""
        race (?:conditions?|cars?|times?|days?|tracks?|detectors?|against)
        (?:data|arms|relay) races?
        native (?:apps?|applications?|code|mobile|clients?|modules?|builds?|libraries|sdks?|
            integrations?|binar\w+|bridges?|extensions?|windows|support)
        (?:react|cloud) native
        (?:child|parent) (?:process\w*|class\w*|nodes?|components?|elements?|themes?|tables?|
            records?|windows?|compan\w+|director\w+|folders?|commits?|tasks?|tickets?|issues?|
            pages?|accounts?|span|spans|topics?|rows?|frames?|threads?)
        (?:mother|daughter|sister) (?:boards?|compan\w+|teams?|sites?|projects?|brands?|stores?)
        family (?:business\w*|compan\w+|firm|firms|run|owned|customers?|tickets?|law|doctors?|
            practices?|friendly|restaurants?|of|portraits?|brands?|shops?|hotels?|passes|fun)
        (?:product|font|type|processor|device) (?:family|families)
        (?:children|kids|baby|women|men)(?:'?s)? (?:books?|clothes|clothing|department|section|ward|
            toys?|menus?|programmes?|programs?|services|hospitals?|wear|shoes|events?|workshops?|
            stores?|food|club|clubs|products?|club|furniture|corner)
        health (?:checks?|checkers?|endpoints?|care|and safety|sector|probes?|data|apps?|products?|
            industry|services?|project|of)
        healthcare
        medical (?:devices?|records? systems?|software|staff|data|equipment|products?|texts?)
        union (?:types?|quer\w+|all|select|find|clauses?|operators?|of)
        (?:tagged|european|credit|student|students'?|discriminated) unions?
        (?:black|white) ?(?:box|boxes|board|boards|list|lists|listed|hat|paper|papers|label|friday|
            space|balance)
        (?:third|first|second) part(?:y|ies)
        faith in
        origin (?:servers?|headers?|polic\w+|requests?|branch)
        (?:retirement|savings|pension) (?:products?|plans?|funds?|homes?|accounts?|customers?)
        income statements?
        (?:technical|tech|code|design) debts?
        orientation (?:weeks?|days?|sessions?|programmes?|programs?|of)
        address (?:books?|spaces?|validation|forms?|fields?|lists?|bars?)
        body (?:of|language)
        face to face
        (?:sentence|screen|font|team|class|sample|batch|image|page) (?:sizes?|weights?|heights?)
        partner (?:compan\w+|agenc\w+|program\w*|organi[sz]ations?|schools?|portals?|manager)
        visa (?:card|cards|payments?|applications?|applicants?|customers?|department)
        single (?:page|sign|source|point|handed\w*|thread\w*|most|out|responsibility)
        age (?:groups?|limits?|checks?|ranges?|verification|old|of)
        fast (?:track|forward|moving|paced|food|growing|changing|lane)
        military (?:grade|precision|customers?|clients?|history)
        religiously|conservatively|liberally
    """,
    unfair={
        "age": r"""
            how old (?:are|were|will|would|might) (?:you|we)
            how old you (?:are|were)
            your (?:{adj} )*(?:age|date of birth|birth ?date|birthday|year of birth|birth year|
                generation|retirement)
            (?:when|what year|which year|what month|what day) (?:exactly )?(?:were|was|are) you born
            you were born
            (?:what|which) year did you (?:\w+ )?(?:graduate|finish|leave|complete)
            when did you (?:finish|leave|graduate from) (?:high |secondary |primary )?school
            (?:{are}|do you feel|you feel|feeling) (?:{adv} )*(?:old|young|elderly|aged|
                ancient)(?! friends)
            (?:{are}) (?:{adv} )*(?:over|under|above|below|older than|younger than|past|nearly|
                almost|not yet) (?:the age of )?{number}(?! (?:percent|people|hours|minutes))
            in your (?:early |late |mid )?(?:teens|twenties|thirties|forties|fifties|sixties|\d0s)
            (?:someone|somebody|people|person|candidate|worker) (?:of |at )?your age
            too (?:old|young) (?:for|to)
            you (?:{adv} )*(?:(?:plan|planning|hope|hoping|expect|intend|intending|want|going|close|
                near|thinking|think|thought|ready|due|like) )?(?:(?:to|of|about|on|
                when) )*retir(?:e|ing|ement)
            (?:until|till|before|years from) (?:you (?:\w+ )?retire|(?:your )?retirement)
            {are} (?:{adv} )*(?:a )?(?:millennial|boomer|baby boomer|digital native|pensioner|
                senior citizen|teenager|minor|retired)
            (?:boss|manager|supervisor|colleagues?|people|someone|somebody|lead|team) (?:who (?:is|
                are) |that (?:is|are) )?(?:\w+ )?(?:younger|older) than (?:you|yourself)
            (?:younger|older) (?:boss|manager|supervisor)
            as an? (?:\w+ )?(?:older|younger|young|elderly|mature) (?:worker|person|candidate|
                applicant|employee|woman|man|mother|father)
        """,
        "family": r"""
            your (?:{adj} )*{kin}
            your (?:{adj} )*(?:marriage|wedding|divorce|pregnancy|marital status|maiden name|
                relationship status|love life|private life|family \w+|child ?care(?: \w+)?|
                (?:maternity|paternity|parental) \w+|due date|caring responsibilities)
            (?:your|does your|is your|will your|would your) (?:{adj} )*(?:life |
                domestic )?partner (?:do|work|works|earn|earns|think|mind|feel|agree|live|lives|
                support|approve|say|have|has|ok|okay|happy|from|at home|also)
            your life partner
            is there (?:a|an|any) (?:\w+ )?(?:{kin})
            (?:husband|wife|partner|children|kids|family|someone) (?:\w+ )?at home
            {are} (?:{adv} )*(?:a |an |in |living )?(?:{adv} )?(?:married|unmarried|single|divorced|
                separated|engaged(?! (?:in|with|by))|widowed|widow|widower|pregnant|breastfeeding|
                a relationship|(?:single |working |stay at home )?(?:mother|father|parent|mum|mom|
                dad)|housewife|homemaker|relationship|dating|seeing (?:someone|anyone|anybody)|
                carer|caregiver|adopted|childless|attached|spoken for|family (?:man|woman|person))
            {are} (?:{adv} )*expecting(?: (?:a|another|your) (?:\w+ )?(?:baby|child)|(?= *[?.]))
            {have} (?:(?:to|having|any|a|an|young|small|more|other|own|elderly|sick|little|another|
                older|school|aged|caring|responsibilities|for|have) )*(?:{kin}|family (?:\w+)|
                child ?care(?: \w+)?|caring responsibilities|partner at home)
            you (?:{adv} )*(?:plan|planning|want|wanting|going|intend|intending|hope|hoping|
                thinking|think|like|wish|expect|expecting|trying|considering|consider|
                considered)(?: (?:to|of|on|about|for))* (?:(?:start|starting|have|having|raise|
                raising|get|getting|be|becoming|become|adopt|adopting) )?(?:(?:a|any|more|some|
                another|your|own) )*(?:family|children|kids|child|baby|babies|married|pregnant|
                pregnancy|divorced|(?:maternity|paternity|parental) leave)
            <(?:look after|care for|take care of|raise|live with|bring up) (?:(?:any|your|a|an|
                small|young|elderly|the|sick) )*{kin}>
            (?:who|how) (?:\w+ ){0,3}(?:looks?|looking|cares?|caring|takes?|taking|watch\w*|minds?|
                minding|picks?) (?:\w+ ){0,2}(?:after|for|of|up)? ?(?:the|your) (?:children|kids|
                baby|child|son|daughter)
            how many (?:children|kids|siblings|brothers|sisters|dependants|dependents|
                times have you been married)
            (?:what|which) child ?care (?:do|will|arrangements)|how (?:do|will|
                would) you (?:\w+ )(?:your )?child ?care
            (?:if|when|should|suppose|before|did|ever) you (?:ever )?(?:\w+ )?(?:get|got|become|
                became|were|fall|fell|gotten) (?:pregnant|married|divorced)
            you (?:(?:ever|plan|planning|going|want|to|been|be|have|expect|expecting|will|intend|
                take|taking|taken|took|need|go|on|any|about) )+(?:maternity|paternity|
                parental) leave
            when (?:is|are) (?:you|your baby|the baby|it) due|baby on the way
            (?:miss|mrs|ms) or (?:miss|mrs|ms)
            (?:you|your) (?:\w+ ){0,5}(?:birth control|contracepti\w+)
            as an? (?:\w+ )?(?:mother|father|parent|mum|mom|dad)
        """,
        "finances": r"""
            <(?:own|rent) (?:(?:a|your|the|own|or) )*(?:home|house|flat|apartment|car|place|rent)>
            your (?:{adj} )*(?:debts?|credit (?:score|rating|history|record|card debts?)|savings|
                bank account|bank balance|mortgage|rent|bankruptcy|income|net worth|wealth|
                personal assets|overdraft|financial (?:situation|status|difficult\w+|problems?|
                position|history)|inheritance|salary history|pay ?slips?|student loans?|
                wages? history)
            your (?:current|present|last|latest|previous|former|old) (?:\w+ )?(?:salary|pay|wages?|
                earnings|income|compensation)
            how much (?:do|did|are|were|have|does) (?:you|your (?:\w+ )?(?:job|employer)) (?:\w+ly |
                now |last )?(?:earn|earning|earned|make|making|made|paid|pay|get paid|being paid|
                been paid|owe|save|have in (?:the|your) bank)
            what (?:do|did|are|were) you (?:\w+ly |now |last |being )?(?:earn|earning|paid)
            (?:have|had) you (?:ever )?(?:been|gone|declared|filed|
                fallen) (?:\w+ ){0,2}(?:bankrupt(?:cy)?|in debt|into debt|evicted|repossessed)
            {are} (?:{adv} )*(?:in debt|in financial|rich|poor(?! at)|wealthy|well off|bankrupt|
                homeless|on (?:benefits|welfare|the dole|social security))
            {have} (?:a |any |some |the )?(?:debts?|loans?|mortgage|savings|student loans?|
                credit card debts?|money problems|financial (?:problems|difficulties|worries))
            (?:your|you) (?:\w+ ){0,3}garnish\w*
            how much money (?:do|have) you
        """,
        "gender": r"""
            {are} (?:{adv} )*(?:biologically )?(?:a |an )?(?:trans )?(?:man|woman|male|female|boy|
                girl|transgender|trans|non ?binary|cisgender|intersex|lady|feminine|masculine|
                feminist)
            your (?:{adj} )*(?:biological )?(?:gender|sex|hormones|period|menopause)(?: \w+)?
            (?:as|being|like) (?:a|an|the only) (?:\w+ )?(?:woman|man|girl|female|male|lady)
            (?:working|work|reporting|report|answering|taking orders|take orders|listening|
                managed) (?:for|to|from|by|under|with) (?:an? )?(?:\w+ )?(?:wom[ae]n|man|
                female boss|male boss|girls)
            (?:managing|leading|supervising|commanding) (?:a team of )?(?:men|women|male|female)
            born (?:as )?(?:a )?(?:male|female|man|woman|boy|girl)
            (?:sex|gender) (?:change|reassignment|transition)
            male or female|man or (?:a )?woman|woman or (?:a )?man
        """,
        "health": r"""
            your (?:{adj} )*(?:\w+ )?(?:health|illness(?:es)?|disabilit(?:y|ies)|diseases?|handicap|
                medications?|medicines?|medical \w+|diagnosis|sick leave|sick days|sickness \w+|
                therapy|therapist|psychiatrist|blood type|allerg(?:y|ies)|injur(?:y|ies)|
                impairments?|wheelchair|hearing aid|eyesight|addictions?|depression|anxiety|burnout|
                burn out)
            your (?:physical|mental|medical) (?:\w+ )?(?:condition|limitations?|problems?|state|
                fitness|health|history|abilities)
            {are} (?:{adv} )*(?:a |an |in |on |seeing |taking |any |under |physically |
                mentally )*(?:healthy|good health|poor health|disabled|handicapped|ill|sick(?! of)|
                chronically ill|deaf|blind(?! test)|dyslexic|autistic|bipolar|depressed|
                medications?|medicines?|antidepressants|drugs|pills|hiv|diabetic|epileptic|allergic|
                alcoholic|smoker|drinker|addicted|addict|therapy|therapist|psychiatrist|vaccinated|
                neurodivergent|hospitali[sz]ed|diagnosed|treated for|injured|medical treatment|
                signed off sick)
            {have} (?:a |an |any |some |the )?(?:\w+ ){0,2}(?:disabilit(?:y|ies)|handicaps?|
                illness(?:es)?|diseases?|allerg(?:y|ies)|medications?|health (?:problems?|issues?|
                conditions?|concerns?)|medical (?:conditions?|problems?|issues?|history|treatment|
                leave|restrictions?|needs?)|mental (?:health|illness|disorder|problems?)|
                physical (?:limitations?|impairments?|problems?|disabilit\w+)|back (?:pain|
                problems?|trouble)|epilepsy|diabetes|depression|anxiety|adhd|autism|dyslexia|
                wheelchair|burn ?out|cancer|migraines?|addictions?)
            have you (?:ever |recently |already )?(?:had|suffered(?: from)?|taken|seen|
                gone(?: through)?|filed|received|claimed|spent|used|undergone|
                needed) (?:\w+ ){0,3}(?:sick (?:leave|days?)|surgery|heart attack|cancer|burn ?out|
                depression|(?:nervous|mental) breakdown|therapy|therapist|psychiatr\w+|psychologist|
                rehab|injur\w+|illness\w*|disease|workers'? compensation|hospital|mental \w+|drugs|
                covid|serious operation)
            have you (?:ever |recently )?suffered from
            <(?:suffer from|take (?:\w+ ){0,2}(?:medications?|medicines?|drugs|pills|sick days)|
                struggle with (?:\w+ )?(?:your )?(?:anxiety|depression|addiction|mental)|smoke|vape|
                drink(?! (?:coffee|tea|water))|use (?:\w+ )?drugs|see a (?:doctor|therapist)|
                stutter|stammer|limp|wear (?:a )?hearing)>
            how (?:many|often) (?:\w+ ){0,4}(?:sick days?|days off sick|sick leave)
            how (?:many|often) (?:\w+ ){0,4}you (?:\w+ )?(?:sick|ill|absent|see a doctor)
            (?:wrong with|happened to) your (?:\w+ )?(?:leg|arm|hand|hands|back|eyes?|foot|voice)
            your (?:stutter|stammer|limp|tic|tremor)
            why (?:are|were) you (?:in|using) (?:a )?(?:wheelchair|hospital|crutches|cane)
        """,
        "home": r"""
            (?:who|whom) do you (?:\w+ )?live with
            <live (?:alone|with|together|far|near|close|nearby|in a|around|by yourself|on your own|
                within)>
            where (?:do|are|did) you (?:\w+ )?(?:live|living)
            how far (?:away )?(?:\w+ ){0,2}(?:do you live|you live|from home|is your home)
            (?:part of town|area|neighbou?rhood|district) (?:do|are) you (?:live|living)
            how long (?:is|does|would|will) (?:\w+ ){0,2}(?:your (?:\w+ )?(?:commute|way|journey|
                trip)|it take you (?:\w+ ){0,3}(?:here|work|us|the office))
            your (?:{adj} )*(?:commute|way to work|journey to work|home address|address|
                neighbou?rhood|home life|home situation|living (?:situation|arrangements?)|
                domestic \w+|post ?code|zip code|flatmates?|roommates?)
            how (?:will|would|do|did|are) you (?:\w+ )?(?:get|getting|come|coming|commute|commuting|
                travel|travelling) (?:to work|to the office|to us|here|in every)
            {have} (?:a|your own|access to a) car
            things at home|situation at home|at home with (?:the|your)
        """,
        "looks": r"""
            how (?:tall|heavy|fat|attractive|good looking) (?:are|were) you
            (?:how much|what) do you weigh
            your (?:{adj} )*(?:weight|height|looks|appearance|hair(?! (?:salon|dress\w*))|hairstyle|
                figure|body(?: \w+)?|dress size|clothing size|tattoos?|piercings?|beauty|beard|face|
                legs|photo(?:graph)?|picture|bmi)
            {have} (?:a |any )?(?:\w+ )?(?:tattoos?|piercings?|scars?|photo of you\w*)
            <(?:shave|lose (?:\w+ )?weight|wear (?:(?:a|any|more|short|high) )*(?:make ?up|skirts?|
                heels|dresses|wig)|cut your hair|dye your hair)>
            (?:photo|picture|photograph) of you(?:rself)?
            {are} (?:{adv} )*(?:a )?(?:overweight|fat|obese|attractive|good looking|beautiful|
                handsome|slim|thin|ugly|bald|gorgeous|sexy|pretty(?= *[,.?!]))
        """,
        "military": r"""
            your (?:{adj} )*(?:military|army|national|reserve|navy) (?:service|record|discharge|
                duty|duties|obligations|rank|status|career|past)
            you (?:\w+ ){0,2}(?:served?|been|be|fight|fought|enlist\w*) (?:\w+ )?(?:in|
                with) (?:the )?(?:\w+ )?(?:army|military|navy|forces|marines|air force|
                national guard|reserves?|war)
            <(?:do|serve|complete|finish) (?:(?:your|any|the) )*(?:military|national) service>
            {are} (?:{adv} )*(?:a |an |in the |with the )?(?:veteran|reservist|soldier|army|
                military|national guard|reserves|conscript|drafted|conscientious objector)
            (?:type|kind) of discharge (?:did|do|have) you|dishonou?rabl\w+|honou?rably discharged
            {have} (?:any |a )?military (?:\w+)
        """,
        "origin": r"""
            where (?:are|were) you (?:{adv} )*from
            where do you (?:{adv} )*come from
            where (?:were|was) you (?:\w+ )?(?:born|raised|brought up)
            where(?:'d| did| have) you (?:grow|grown) up
            (?:what|which) (?:country|nation|continent|part of the world|region) (?:are|is|do|were|
                did) (?:you|your \w+) (?:\w+ )?(?:from|come)
            (?:what|which) (?:race|ethnicity|nationality|ethnic group|skin colou?r) (?:do|are|is|
                would) you
            you have (?:a |an |such )*(?:\w+ ){0,2}accent
            where (?:are|were|do|did|is|does) your (?:\w+ )?(?:{kin}|people|ancestors|
                names?) (?:\w+ )?(?:from|born|come)
            your (?:{adj} )*(?:nationalit(?:y|ies)|citizenships?|ethnicity|race|skin|skin colou?r|
                origins?|heritage|ancestry|ancestors|roots|homeland|home country|native country|
                country of (?:birth|origin)|native (?:language|tongue)|mother tongue|first language|
                birth ?place|place of birth|accent|immigration status|residence permit|residency|
                work permit|visa|passport|green card|tribe|caste)
            your (?:{adj} )*(?:ethnic|cultural|racial|national|religious|social|migrant|immigrant|
                family) (?:background|origins?|heritage|identity|group|roots|story|history)
            {are} (?:{adv} )*(?:a |an |of )?{peoples}(?: (?:origin|descent|citizen|national))?
            {are} (?:{adv} )*(?:a |an )?(?:\w+ )?(?:foreigner|immigrant|migrant|refugee|
                asylum seeker|citizen|expat|expatriate|native (?:speaker|english|french|of))
            {are} (?:{adv} )*(?:foreign|from (?:abroad|here|another country|overseas|around here)|
                born (?:here|in|abroad)|naturali[sz]ed|mixed race|of mixed|of colou?r)
            {have} (?:a |an |any )?(?:\w+ ){0,2}(?:visa|work permit|residence permit|residency|
                green card|passport|nationality|citizenship|accent)
            (?:kind|sort|type) of (?:accent|name) (?:is|do)
            (?:speak|spoken) (?:\w+ )?at home
            (?:foreign|strange|unusual|exotic|ethnic|funny) (?:sounding )?(?:name|accent)
            origin of your (?:\w+ )?name
            how long have you (?:been )?(?:lived|living|been|stayed) (?:here|in (?:this|the|
                our) (?:country|state|uk|us)|in (?:england|france|britain|america|europe|canada|
                ireland))
            (?:when|why|how) did you (?:\w+ )?(?:come|move|immigrate|emigrate|arrive|flee) (?:to|in|
                into|from) (?:this|the|our|your|england|france|britain|america|europe|canada)
            where did you learn (?:to speak )?(?:such |your |so )?(?:\w+ )?(?:english|french)
            your (?:english|french) is (?:\w+ )*(?:good|excellent|fluent|bad|poor)
            you speak (?:such |very |really )?(?:good|excellent|great) (?:english|french)
            for a foreigner
            people (?:of|from|like) your (?:kind|race|colou?r|country|culture|origin)|your (?:kind|
                people|sort) of people|in your (?:home )?country|your country
        """,
        "politics": r"""
            your (?:{adj} )*(?:politics|political \w+|vote|voting \w+|party (?:membership|
                affiliation))
            (?:who|whom|which (?:political )?party|what (?:political )?party) (?:do|did|would|will|
                are) you (?:\w+ )*(?:vote|voting|voted|support|back|belong|lean|favou?r|
                sympathi[sz]e)
            you (?:\w+ ){0,2}(?:vote|voted|voting) (?:\w+ ){0,4}(?:elections?|referendum|
                president\w*|party|brexit|left|right)
            did you vote(?= *[?.])
            {are} (?:{adv} )*(?:a |an |on the )?(?:\w+ )?(?:left wing|right wing|liberal(?! (?:with|
                in))|conservative(?! (?:with|in|when|about))|democrat|republican|socialist|
                communist|feminist|leftist|anarchist|political|politically (?:\w+)|political left|
                left or right)
            (?:member|supporter|follower) of (?:a|any|the) (?:\w+ )?party
            <(?:support|belong to|join|sympathi[sz]e with) (?:a|any|the|
                which) (?:\w+ )?(?:political )?(?:party|government|president)>
            (?:think|feel|opinion|view|views) (?:of|about|on) (?:the |our )?(?:current |present |
                new |last |recent )?(?:president|prime minister|government|elections?|immigration|
                abortion|brexit)
            on the (?:left|right) politically
            {have} (?:\w+ )?(?:political (?:views|opinions|beliefs|activities|commitments|ties))
            political (?:demonstrations?|protests?|rall(?:y|ies)) (?:\w+ )*you|
                you (?:\w+ ){0,4}political (?:demonstrations?|protests?|rall(?:y|ies)|campaigns?)
        """,
        "record": r"""
            (?:have|had) you (?:ever )?(?:been )?(?:(?:in|to|a|any|time|spent|gone|had|with|got|
                gotten|into) )*(?:arrested|convicted|prison|jail|jailed|imprisoned|sentenced|
                probation|trouble with the (?:law|police)|committed (?:a|any|an) (?:\w+ )?(?:crime|
                offen[cs]e)|broken the law|stolen|charged with (?:a|any|an) (?:\w+ )?(?:crime|
                offen[cs]e)|criminal (?:record|conviction)s?|police record)
            your (?:{adj} )*(?:criminal|police|arrest|prison) (?:records?|history|past|convictions?|
                background)|your convictions
            {have} (?:a |any |an )?(?:\w+ )?(?:criminal|police|arrest|prison) (?:record|history|
                past|convictions?|background)|{have} (?:a |any )?(?:\w+ )?convictions
            {are} (?:{adv} )*(?:on (?:parole|probation|bail)|a (?:criminal|convict|felon|
                ex convict)|arrested|convicted|imprisoned|jailed|in (?:prison|jail))
        """,
        "religion": r"""
            your (?:{adj} )*(?:religions?|religious \w+|faith|spiritual\w*|beliefs|god|church|
                mosque|temple|synagogue|parish|prayers|prayer times|denomination|sabbath|creed)
            {are} (?:{adv} )*(?:a |an )?(?:{adv} )?(?:practi[sc]ing |devout |strict |
                born again )?(?:religious|christian|muslim|jewish|jew|catholic|protestant|hindu|
                buddhist|sikh|atheist|agnostic|mormon|believer|jehovah's witness|orthodox|
                evangelical|bapti[sz]ed|spiritual|churchgoer|member of (?:a|any) (?:church|religion|
                congregation))
            <(?:pray|fast|believe in (?:a |any )?god|worship|attend (?:\w+ )?(?:church|mass|mosque|
                religious)|go to (?:the |a )?(?:church|mass|mosque|temple|synagogue)|follow (?:a|
                any) religion|practi[sc]e (?:a|any|your) (?:religion|faith)|eat (?:pork|halal|
                kosher)|(?:celebrate|observe|keep) (?:christmas|easter|ramadan|eid|hanukkah|
                passover|lent|shabbat|the sabbath|(?:any |your )?religious)|wear (?:a |the |
                your )?(?:hijab|headscarf|head scarf|veil|turban|kippah|cross|religious))>
            (?:what|which) (?:is the )?(?:church|religion|faith|denomination|mosque|god|
                religious \w+) (?:do|are|did|were) you
            (?:off|free|holiday|leave) (?:for|on|because of) (?:any )?(?:religious|prayer|church)
            {have} (?:a |any )?(?:religion|faith|religious \w+)
            as an? (?:\w+ )?(?:muslim|christian|jew|catholic|hindu|believer|atheist)
        """,
        "sexuality": r"""
            {are} (?:{adv} )*(?:a |an )?(?:openly )?(?:gay|lesbian|bisexual|bi|straight(?! (?:with|
                forward|to|about))|homosexual|heterosexual|queer|asexual|lgbt\w*|pansexual|
                in the closet|out (?:at work|of the closet))
            your (?:{adj} )*(?:sexual \w+|sexuality|sex life|orientation|coming out)
            {are} (?:{adv} )*(?:attracted to|into|sleeping with|interested in) (?:\w+ )?(?:men|
                women|guys|girls|boys)
            <(?:like|prefer|date|sleep with|love) (?:(?:dating|to|date|being|with) )*(?:men|women|
                guys|girls|boys|the same sex)>
        """,
        "union": r"""
            {are} (?:(?:ever|currently|a|an|in|active|member|of|any|the|part|card|carrying|involved|
                been|still) )*(?:trade |labou?r |workers'? )?union(?:s|ised|ized|ist)?
            have you (?:ever )?(?:\w+ ){0,4}(?:trade |labou?r )?unions?
            your (?:{adj} )*(?:trade |labou?r )?union(?:s| membership| activit\w+| card| rep\w*)?
            (?:think|feel|opinion|view|views|stand) (?:of|about|on) (?:the )?(?:trade |
                labou?r )?unions?
            <(?:join|belong to|organi[sz]e|support|pay|form|start|favou?r) (?:\w+ ){0,2}(?:trade |
                labou?r )?unions?(?: dues)?>
            (?:you|you ever) (?:\w+ )?(?:gone|go|been|be|went) on strike
            you (?:\w+ ){0,4}(?:part in|join|joined) (?:a|any|the) strikes?
        """,
    },
)
