"""The English questions, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from talkup_local.config.model import InterviewKind
from talkup_local.interview.questions import Question

_GENERAL: Final = (
    Question(
        id="general.introduction",
        competency="communication",
        topic="introduction",
        text="To begin with, what are you working on or studying at the moment, "
        "and how did you come to it?",
        probe="What does an ordinary day look like for you?",
    ),
    Question(
        id="general.motivation",
        competency="communication",
        topic="motivation",
        text="What draws you to the kind of work you are applying for?",
        probe="Which part of that work would you look forward to most?",
    ),
    Question(
        id="general.achievement",
        competency="communication",
        topic="achievement",
        text="Tell me about something you have done, at work or in your studies, "
        "that you are proud of. How did you get there?",
        probe="What did you do yourself to make it happen?",
    ),
    Question(
        id="general.strengths",
        competency="communication",
        topic="strengths",
        text="What do people usually come to you for? Please give me an example.",
        probe="When did someone last ask for your help, and with what?",
    ),
    Question(
        id="general.teamwork",
        competency="communication",
        topic="teamwork",
        text="Think of a group you have worked in. "
        "How did you share the work, and what was your part?",
        probe="What did the others rely on you for?",
    ),
    Question(
        id="general.organisation",
        competency="communication",
        topic="organisation",
        text="How do you organise yourself when several things are urgent at once?",
        probe="Take a busy day you remember. What did you do first, and why?",
    ),
    Question(
        id="general.learning",
        competency="communication",
        topic="learning something new",
        text="Tell me about something new that you had to learn quickly. How did you go about it?",
        probe="Where did you start, and who or what helped you?",
    ),
    Question(
        id="general.difficulty",
        competency="communication",
        topic="a difficulty",
        text="Tell me about a difficulty you met in your work or your studies. "
        "What did you do about it?",
        probe="What was the first thing you tried?",
    ),
    Question(
        id="general.feedback",
        competency="communication",
        topic="feedback",
        text="Tell me about some feedback you received that changed the way you work.",
        probe="What do you do differently since then?",
    ),
    Question(
        id="general.future",
        competency="communication",
        topic="next step",
        text="In your next job, what would you like to do that you are not doing today?",
        probe="What would you need in order to get there?",
    ),
)

_BEHAVIOURAL: Final = (
    Question(
        id="behavioural.introduction",
        competency="communication",
        topic="introduction",
        text="To begin with, tell me briefly about your current job or your most recent one. "
        "What does a typical week look like?",
        probe="Which task takes up most of your time?",
    ),
    Question(
        id="behavioural.teamwork",
        competency="communication",
        topic="teamwork",
        text="Tell me about a time when you worked closely with others to reach a goal. "
        "What was your own part?",
        probe="How did you divide the work between you?",
    ),
    Question(
        id="behavioural.problem",
        competency="communication",
        topic="solving a problem",
        text="Describe a problem at work that you solved. What did you do, step by step?",
        probe="How did you notice the problem in the first place?",
    ),
    Question(
        id="behavioural.deadline",
        competency="communication",
        topic="working against the clock",
        text="Tell me about a time when there was too much to do and too little time. "
        "How did you decide what came first?",
        probe="What did you decide to leave out or to put off?",
    ),
    Question(
        id="behavioural.disagreement",
        competency="communication",
        topic="a disagreement",
        text="Tell me about a disagreement with someone you worked with. "
        "How did you deal with it, and how did it end?",
        probe="What did the other person want, as you understood it?",
    ),
    Question(
        id="behavioural.change",
        competency="communication",
        topic="adapting to change",
        text="Think of a time when plans changed at short notice. How did you adapt?",
        probe="What was the first thing you did when you heard the news?",
    ),
    Question(
        id="behavioural.initiative",
        competency="communication",
        topic="initiative",
        text="Tell me about something you improved without being asked to. "
        "What made you start on it?",
        probe="What was different once you had finished?",
    ),
    Question(
        id="behavioural.mistake",
        competency="communication",
        topic="a mistake",
        text="Tell me about a mistake you made at work. What did you do next, "
        "and what have you changed since?",
        probe="How did you find out about it, and who did you tell?",
    ),
    Question(
        id="behavioural.persuasion",
        competency="communication",
        topic="convincing others",
        text="Describe a situation in which you had to convince someone. How did you go about it?",
        probe="What was the other person worried about?",
    ),
    Question(
        id="behavioural.result",
        competency="communication",
        topic="a result",
        text="Tell me about a result you are proud of. How did you know that it was a success?",
        probe="Who noticed the difference, and how?",
    ),
)

_TECHNICAL: Final = (
    Question(
        id="technical.introduction",
        competency="communication",
        topic="introduction",
        text="To begin with, what are you building or looking after at the moment, "
        "and which tools do you use for it?",
        probe="Which of your tools do you know best, and what do you use it for?",
    ),
    Question(
        id="technical.explanation",
        competency="communication",
        topic="explaining a system",
        text="Choose a system you know well and explain to me how it works, "
        "as you would to a new colleague.",
        probe="What goes into it, and what comes out?",
    ),
    Question(
        id="technical.choice",
        competency="communication",
        topic="a technical choice",
        text="Tell me about a technical choice you made. What were the options, "
        "and why did you choose that one?",
        probe="What would have been the drawback of the other option?",
    ),
    Question(
        id="technical.performance",
        competency="communication",
        topic="making something better",
        text="Tell me about something you made faster, cheaper or more reliable. "
        "How did you measure it?",
        probe="Where was the time or the money going before?",
    ),
    Question(
        id="technical.fault",
        competency="communication",
        topic="finding a fault",
        text="Tell me about a fault that was hard to find. How did you track it down?",
        probe="What did you rule out first, and how?",
    ),
    Question(
        id="technical.collaboration",
        competency="communication",
        topic="working with others",
        text="Think of a technical disagreement in your team. How did you settle it?",
        probe="Which arguments were on the other side?",
    ),
    Question(
        id="technical.incident",
        competency="communication",
        topic="an incident",
        text="Describe an incident you had to deal with. What did you do first, "
        "and what did you change afterwards?",
        probe="How did you learn that something was wrong?",
    ),
    Question(
        id="technical.quality",
        competency="communication",
        topic="quality",
        text="How do you make sure that your work is right before others depend on it? "
        "Please take a recent example.",
        probe="What do you check yourself, and what is checked by a machine?",
    ),
    Question(
        id="technical.compromise",
        competency="communication",
        topic="a compromise",
        text="Tell me about a compromise you made to finish on time. "
        "What did you do about it later?",
        probe="What did that compromise cost you afterwards?",
    ),
    Question(
        id="technical.learning",
        competency="communication",
        topic="learning",
        text="What have you learned recently in your field, and how have you put it to use?",
        probe="How do you usually go about learning something new?",
    ),
)

_CUSTOMER_SERVICE: Final = (
    Question(
        id="customer_service.introduction",
        competency="communication",
        topic="introduction",
        text="To begin with, tell me where you have worked with customers or with the public, "
        "and what you did there.",
        probe="What did people usually come to you for?",
    ),
    Question(
        id="customer_service.good_service",
        competency="communication",
        topic="good service",
        text="What is good service for you? Please give me an example you have seen or given.",
        probe="Think of a shop you like going back to. What do they do well?",
    ),
    Question(
        id="customer_service.difficult_customer",
        competency="communication",
        topic="a difficult customer",
        text="Tell me about a customer who was upset. What did you say and do?",
        probe="What was the person upset about, and how did you find out?",
    ),
    Question(
        id="customer_service.understanding",
        competency="communication",
        topic="understanding a need",
        text="Tell me about a customer who could not say clearly what they needed. "
        "How did you find out?",
        probe="Which questions did you ask?",
    ),
    Question(
        id="customer_service.pressure",
        competency="communication",
        topic="working under pressure",
        text="Describe a very busy moment, with people waiting and things going wrong. "
        "How did you cope?",
        probe="Who did you look after first, and why?",
    ),
    Question(
        id="customer_service.refusal",
        competency="communication",
        topic="saying no",
        text="Tell me about a time when you had to say no to a customer. How did you put it?",
        probe="What could you offer instead?",
    ),
    Question(
        id="customer_service.mistake",
        competency="communication",
        topic="putting a mistake right",
        text="Tell me about a time when something went wrong for a customer. "
        "How did you put it right?",
        probe="What did you tell the customer, and when?",
    ),
    Question(
        id="customer_service.teamwork",
        competency="communication",
        topic="teamwork",
        text="Tell me about a time when you needed a colleague in order to help a customer. "
        "How did you work together?",
        probe="How did you hand over what you knew?",
    ),
    Question(
        id="customer_service.extra",
        competency="communication",
        topic="doing more than expected",
        text="Tell me about a time when you did more for a customer than you had to.",
        probe="What made you decide to do it?",
    ),
    Question(
        id="customer_service.improvement",
        competency="communication",
        topic="improving the service",
        text="Think of the last place where you served people. "
        "What would you change there, and how?",
        probe="What did customers complain about most often?",
    ),
)

QUESTIONS: Final[Mapping[InterviewKind, tuple[Question, ...]]] = {
    "general": _GENERAL,
    "behavioural": _BEHAVIOURAL,
    "technical": _TECHNICAL,
    "customer_service": _CUSTOMER_SERVICE,
    "sales": _GENERAL,
    "internship": _GENERAL,
}
