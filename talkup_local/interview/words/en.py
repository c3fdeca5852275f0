"""English words."""

from __future__ import annotations

import re
from typing import Final

from talkup_local.interview.texts.model import Topic
from talkup_local.interview.words.cues_en import (
    ADDS,
    ASTRAY,
    CHATTER,
    CUES,
    DOERS,
    OWN,
    REPORTS,
    RESERVES,
    YES,
)
from talkup_local.interview.words.model import Words, by_topic, word_set
from talkup_local.interview.words.orders_en import ORDERS

_NOUNS: Final = by_topic(
    {
        Topic.WORK: """
            blog book guide handbook manual questionnaire video app application assignment audit
            automation brochure budget campaign catalogue catalog channel code collection
            component concert conference course-plan curriculum dashboard database deployment
            design device display document documentation engine event exhibition experiment
            feature festival film function initiative interface inventory launch layout magazine
            marketplace menu method migration model module network newsletter park pipeline plan
            platform policy portal presentation procedure process product production programme
            program project proposal prototype redesign refactoring release renovation report
            research roadmap robot routine rota schedule schema search server service show
            simulation site store-layout strategy survey system test thesis translation website
            webshop workflow workshop stock delivery analysis article rollout reorganisation
            reorganization restructuring transition onboarding api microservice algorithm
            classifier recommender backend frontend garden
        """,
        Topic.TOOL: """
            checklist form framework library machine map playlist podcast script software
            spreadsheet template tool language
        """,
        Topic.PROBLEM: """
            accident breakdown bottleneck bug challenge complaint conflict crash crisis deadline
            defect delay difficulty disagreement dispute downtime emergency error failure fault
            incident issue leak loss misunderstanding mistake obstacle outage problem regression
            rush setback shortage strike-day vulnerability rush-hour queue mix-up mixup
        """,
        Topic.TEAM: """
            apprentice boss colleague coworker co-worker crew department group intern manager
            mentor partner staff supervisor supplier team teammate trainee volunteer squad
        """,
        Topic.CLIENT: """
            caller client customer guest passenger patient patron pupil reader resident shopper
            student user visitor
        """,
        Topic.PLACE: """
            agency association bakery bank bar café cafe call-centre centre center charity cinema
            clinic club hospital hotel kitchen laboratory lab museum nursery office pharmacy plant
            reception restaurant salon school shop shop-floor startup start-up store supermarket
            theatre university warehouse workshop-floor farm factory garage library
        """,
        Topic.STUDY: """
            apprenticeship bootcamp certificate certification class course degree diploma
            internship lesson lessons placement seminar traineeship training tutorial
        """,
        Topic.OTHER: """
            approach budget contract negotiation responsibility technique sale order-book shift
            tournament competition habit goal target priority
        """,
    }
)

TOOLS: Final = {  # the same in every language; no everyday words
    name.lower(): name
    for name in word_set(
        """
        Python Java JavaScript TypeScript Kotlin Rust PHP Ruby SQL MySQL Postgres PostgreSQL
        MongoDB Redis Kafka Docker Kubernetes Terraform Ansible Jenkins GitHub GitLab Linux
        Django Flask Angular Figma Photoshop Illustrator InDesign Excel PowerPoint Salesforce
        SAP HubSpot Zendesk Jira Trello AutoCAD SolidWorks MATLAB TensorFlow PyTorch Azure AWS
        Grafana Prometheus Elasticsearch WordPress Shopify
        """
    )
}

ENGLISH: Final = Words(
    elisions=frozenset(),
    fillers=re.compile(
        r"\b(?:u+[hm]+|e+rm?|a+h+|h+m+|mm+|you know|i mean|i guess|kind of|sort of|basically|"
        r"actually|literally|honestly|obviously|let's say|if you like)\b,?"
        r"|,\s*(?:like|well|right|okay|so)\s*,",
        re.IGNORECASE,
    ),
    determiners={
        "a": "",
        "an": "",
        "the": "",
        "my": "your",
        "our": "your",
        "several": "",
        "some": "",
        "two": "",
        "three": "",
        "four": "",
        "five": "",
    },
    definite=word_set("the"),
    function=word_set(
        """
        a about above across after again against ago all almost along already also although always
        am among an and another any anyone anything are around as asked at away back be became
        because become been before began behind being below between both brought but by call
        called came can cannot come could day did didn't do does doesn't doing don't done down
        during each either else enough even every everyone everything felt few first for found
        from gave get gets getting give go goes going gone good-bye got had hadn't happened has
        hasn't have haven't having he he's heard helped her here herself hers him himself his how
        however i i'd i'll i'm i've if in inside instead into is isn't it it'd it'll it's its
        itself just keep kept knew know known last later learned learnt led left let like likes
        liked looked looks lost love loved made make makes making managed many may maybe me mean
        means meant met might mine more most much must my myself near need needed needs neither
        never next no nobody nor not nothing now of off often on once one only onto or other our
        ours ourselves out outside over own perhaps please put quite rather ran really said same
        sat saw say saying says see seen sent set shall she she's should showed since so some
        somehow someone something sometimes soon spent spoke started still stood such take taken
        takes taking talk talked taught tell than thank that that's the their theirs them
        themselves then there there's these they they'd they'll they're they've think this those
        though thought through thus till to today together told too took toward towards tried try
        trying turned under until up upon us use used using usually very want wanted wants was
        wasn't we we'd we'll we're we've well went were weren't what what's whatever when where
        whether which while who who's whole whose why will with within without won't work worked
        working works would wouldn't wrote yes yesterday yet you you'd you'll you're you've your
        yours yourself
        """
    ),
    link=word_set("of"),
    beside=word_set("with"),
    named=word_set("called named"),
    uses=word_set("using used use uses with in learned learnt"),
    inside=word_set("at in from"),
    before=frozenset(),
    adjective=re.compile(r"(?!)"),
    noun=re.compile(r".{2,}(?:tion|sion|ment|ity|ness|ship|ance|ence|ology|graphy)s?$"),
    verb=re.compile(r".+(?:ed|ing|ly|'s)$|.+[^s]s$"),
    intensifiers=word_set(
        "very really pretty quite so super fairly extremely totally rather more most"
    ),
    nouns=_NOUNS,
    tools=TOOLS,
    hollow=word_set(
        """
        ability advantage aim answer area aspect beginning bit business career case chance choice
        colour company couple day deal detail difference effort end example experience fact
        feeling figure friend fun future half hand hour idea impression industry information
        interest interview job kind knowledge level life line list look lot matter mind minute
        moment month morning motivation name need number one opinion opportunity option other pair
        part passion past people percent period person place point position possibility pressure
        question reason result role sector second sense side situation skill solution sort step
        strength stuff success task thing time topic type view way weakness week while word work
        world year decade evening night weekend semester community quality environment
        communication majority relationship personality mentality identity citizenship statement
        relation importance presence occasion absence responsibility intention attention
        satisfaction
        """
    ),
    bland=word_set(
        """
        deadline crisis emergency incident
        app application class course degree diploma customer client event group issue machine
        method model language office plan problem process product program programme project report
        school service shop staff store student system team test thing tool user website challenge
        difficulty mistake error training approach research order guest colleague manager boss
        form function document goal target habit
        """
    ),
    empty=word_set(
        """
        city town
        whole same other certain specific particular actual own entire main different various best
        biggest worst hardest toughest latest greatest wrong right new old good bad great nice big
        huge small little real usual normal given
        """
    ),
    private=word_set(
        """
        wife husband spouse partner girlfriend boyfriend fiance fiancé fiancée child children kid
        kids son daughter baby babies mother mum mom father dad parent parents brother sister
        grandmother grandfather family families marriage wedding divorce pregnant pregnancy
        maternity paternity parental ill illness sick sickness disease cancer depression anxiety
        burnout disability disabled handicap therapy medication surgery hospitalised doctor
        diagnosis autism autistic adhd dyslexia health religion religious church mosque synagogue
        temple prayer god muslim islam islamic christian catholic protestant jewish jew hindu
        buddhist atheist faith political politics election vote union unions strike gay lesbian
        bisexual trans transgender queer gender sexual sexuality race racial ethnic ethnicity
        black white asian african arab immigrant immigration refugee asylum visa nationality
        native country homeland age aged retirement veteran military prison criminal addiction
        alcohol drug drugs debt death funeral grief accident-at-home suicide salary
        """
    ),
    crude=word_set(
        """
        fuck fucking fucked shit shitty bullshit bitch bastard asshole arsehole arse ass damn
        damned bloody crap crappy cunt dick piss pissed wanker idiot idiots stupid moron morons
        dumb retarded hell sucks hate hated
        """
    ),
    numbers=word_set(
        """
        one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
        hundred thousand million
        """
    ),
    people=word_set("people persons engineers developers volunteers students nurses cooks"),
    percent="percent",
    change=re.compile(
        r"\b(?:increas|improv|reduc|decreas|grew|grow|rose|rais|cut|dropp|fell|fall|sav(?:e|ing)|"
        r"gain|boost|doubl|lower|went (?:up|down)|up by|down by|faster|cheaper|fewer|quicker)",
        re.IGNORECASE,
    ),
    negation=word_set(
        """
        no not never without don't didn't doesn't isn't wasn't haven't hadn't won't cannot can't
        couldn't wouldn't nobody nothing if
        """
    ),
    being=word_set("am i'm as became become like"),
    cues=CUES,
    reports=REPORTS,
    yes=YES,
    reserves=RESERVES,
    adds=ADDS,
    orders=ORDERS,
    astray=ASTRAY,
    chatter=CHATTER,
    doers=DOERS,
    own=OWN,
    interrogative=re.compile(
        r"^(?:(?:so|well|okay|ok|yes|yeah|and|but|actually|sorry|um|hi|i wonder|sure) )*"
        r"(?:what|what's|how|how's|when|where|who|who's|why|which|is|are|do|does|did|will|would|"
        r"can|could|may|should|shall|am|have|has)\b"
    ),
)
