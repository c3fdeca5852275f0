"""What is said about an English interview itself."""

from __future__ import annotations

from typing import Final

from talkup_local.interview.texts.conduct import Conduct

CONDUCT: Final = Conduct(
    role="This interview is for the role of {role}.",
    one_question="I have {questions} question",
    questions="I have {questions} questions",
    within=", and we have about {minutes} minutes.",
    keeps_nothing="Nothing of what you say is kept.",
    keeps_text="What you say is written down and kept here, but no sound is kept.",
    keeps_audio="What you say is written down and kept here, with the sound of it.",
    day="It is deleted after one day.",
    days="It is deleted after {days} days.",
    keeps_always="It stays there until somebody deletes it.",
    consent="Is it all right with you that this is kept?",
    agreed="Thank you. Then let's begin.",
    refused="That is all right. Nothing will be kept, and we stop here. Thank you, and goodbye.",
    explained="Your answers stay on the machine that holds this interview, "
    "for the people who invited you. They decide, not I, "
    "and you can have everything deleted at any time. "
    "If you say no, nothing is kept and we stop.",
    unclear="I'm sorry, I'm not sure that I understood you.",
    plainly="I need a plain yes or no from you before we can begin.",
    parts={
        "own": (
            "You said we. What did you do yourself?",
            "Which of that was your own work?",
            "And what was your own part in all this?",
            "If we look at you alone, what did you take on?",
            "Which of those things fell to you?",
        ),
        "action": (
            "What exactly did you do then?",
            "How did you go about it, one step after the other?",
            "What steps did you take yourself?",
            "And what did you actually do about it?",
            "What did your work on it look like?",
        ),
        "result": (
            "How did it turn out in the end?",
            "What came of it?",
            "And what was the outcome?",
            "What was different afterwards?",
            "How did things stand once you were done?",
            "What did it lead to?",
            "How could you tell whether it had worked?",
        ),
        "situation": (
            "Where and when was that?",
            "What was the situation at the time?",
            "How did that come about in the first place?",
            "What was going on around you then?",
            "How did it all begin?",
        ),
        "task": (
            "What was expected of you there?",
            "What was your task in that?",
            "What did you have to achieve?",
            "What were you meant to do?",
            "What was in your hands there?",
        ),
    },
    easier="Let me put it another way.",
    this="I am asking about what you have just told me.",
    shorter=(
        "Thank you, that was a lot to take in. For the next ones, the main point is enough.",
        "Thank you. I stop you there, so that we get through everything.",
        "Thank you for all of that.",
    ),
    person="I am a computer program, an artificial intelligence. I am not a person.",
    scoring="I can't tell you how you are doing, I only ask. "
    "What counts is what you say, not how you sound, and people decide, not I.",
    data="The people who invited you can read it, and you can ask them to delete it at any time.",
    next="The people who invited you look at what you said. They will tell you how it goes on.",
    data_nothing="When we are done, it is gone.",
    slower="I'm sorry that I was hard to follow.",
    calm=(
        "I can hear that this is annoying, and I would like to go on calmly.",
        "Let's stay polite with each other.",
    ),
    astray=(
        "That leads us away from the interview.",
        "That is not what this interview is about.",
    ),
    astray_on="Let's leave it at that.",
    permit_addition="Yes, of course. What would you like to add?",
    added="Thank you, I have taken that in.",
    back="Let me come back to my question.",
    leave_it="Let's leave this one and go on.",
    left="We have about {minutes} minutes left.",
    soon="We have about a minute left.",
    up="Our time is up.",
    up_invite="Is there anything that you would like to ask or to add, in a word or two?",
    ahead="After this question I have {questions} more.",
    ahead_one="After this question I have one more.",
    ahead_none="This is my last question.",
    ahead_closing="I have no more questions for you.",
    report="A report will be made from what you said. People decide, not I.",
    check_in="Take your time. Shall I repeat the question?",
    no_hurry="There is no hurry. Just begin when you are ready.",
    consent_check_in="Take your time. A yes or a no is enough.",
    invited_check_in="Take your time. If there is nothing more, just say so.",
    still_there="Are you still there? Just answer when you are ready.",
    nobody="I can't hear anybody, so I stop here. Thank you, and goodbye.",
    welcome_back="Welcome back.",
    welcome_closing="Welcome back. We had already finished.",
    give_up="I am sorry, there is a problem here, and I can't write down your answers any more. "
    "What you said before is safe. We have to stop here. Thank you, and goodbye.",
)
