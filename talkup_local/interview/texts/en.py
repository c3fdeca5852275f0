"""What the interviewer says in English."""

from __future__ import annotations

from typing import Final

from talkup_local.interview.texts.conduct_en import CONDUCT
from talkup_local.interview.texts.model import Texts, Topic
from talkup_local.interview.texts.prompts_en import PROMPTS

ENGLISH: Final = Texts(
    language="en",
    greeting="Hello, and welcome. I am an automated interviewer, an artificial intelligence.",
    purposes={
        "general": "This interview is about your path, the way you work and your plans.",
        "behavioural": "This interview is about situations you lived through and acted in.",
        "technical": "This interview is about your technical work and the choices behind it.",
        "customer_service": "This interview is about your work with customers.",
        "sales": "This interview is about your work in sales, and how you win people over.",
        "internship": "This interview is about your studies and what you would like to learn.",
    },
    advice="You can always ask me to repeat a question, to skip it, or to give you a minute.",
    acknowledgements=(
        "Thank you.",
        "I see.",
        "All right.",
        "Okay, thank you.",
        "Thanks for telling me.",
        "Understood.",
        "Okay.",
        "Right, thank you.",
    ),
    transitions=(
        "",
        "Let's move on.",
        "",
        "Here is another one.",
        "",
        "Let's talk about something else.",
    ),
    last_question="This is my last question.",
    mentions=("You mentioned {phrase}.", "You spoke about {phrase}."),
    follow_ups={
        Topic.WORK: (
            "What was your own part in that?",
            "What was the hardest part of that?",
            "How did you go about it?",
            "Looking back, what would you do differently?",
        ),
        Topic.PROBLEM: (
            "What was the first thing you did about it?",
            "What did you take away from that?",
            "How did you come to notice it?",
        ),
        Topic.TOOL: (
            "What exactly was that used for?",
            "How did that work in practice?",
            "What did it make easier?",
        ),
        Topic.NAME: (
            "What exactly did you use it for?",
            "How did you learn to use it?",
            "What do you find difficult about it?",
        ),
        Topic.RESULT: (
            "How was that measured?",
            "What made the difference?",
            "How did you get there?",
        ),
        Topic.TEAM: (
            "How did you share the work?",
            "How did you work together day to day?",
            "How did you keep each other informed?",
        ),
        Topic.CLIENT: (
            "How did you find out what they needed?",
            "How did you handle that?",
            "What mattered most to them?",
        ),
        Topic.PLACE: (
            "What has working there taught you?",
            "What have you found most demanding there?",
            "What is a day like there?",
        ),
        Topic.STUDY: (
            "What did you take away from that?",
            "What stayed with you most?",
            "What have you been able to use since?",
        ),
        Topic.OTHER: (
            "Could you tell me a little more about that?",
            "Could you walk me through that?",
            "What does that look like in practice?",
        ),
    },
    probes=(
        "I'd like to hear a little more about that.",
        "Let's stay with that for a moment.",
        "Let's go into a little more detail.",
    ),
    repeats=("Of course.", "Sure, here it is again.", "Certainly."),
    rephrase="Let me put it another way.",
    skips=(
        "That's fine.",
        "No problem, we can leave that one.",
        "That's all right.",
    ),
    waits=("Of course, take your time.", "Take all the time you need."),
    encouragement="Take your time.",
    permit="Yes, of course. Please go ahead.",
    defer="I can't go into that now, but there will be a moment for your questions at the end. "
    "Let me come back to my question.",
    not_heard=(
        "I'm sorry, I didn't catch that. Could you say it again?",
        "I'm sorry, I still couldn't hear you. Could you come a little closer to the microphone?",
    ),
    invite="Those were all my questions. Is there anything you would like to ask or to add?",
    listen="Please go ahead.",
    cannot_answer=(
        "Thank you for asking. I can't answer that, so please ask the people who invited you.",
        "That is also one for the people who invited you.",
    ),
    anything_else="Is there anything else?",
    closing="Thank you for your time and for your answers.",
    goodbye="That is the end of the interview. Goodbye, and have a good day.",
    stopped="Of course, we can stop here. Thank you for your time. Goodbye, and have a good day.",
    over=(
        "The interview is over now. Thank you again, and goodbye.",
        "We have finished. Goodbye, and have a good day.",
    ),
    asking=(
        "tell me",
        "please tell me",
        "describe",
        "please describe",
        "walk me through",
        "give me",
        "please give me",
        "explain",
        "please explain",
        "talk me through",
        "think of",
    ),
    conduct=CONDUCT,
    prompts=PROMPTS,
)
