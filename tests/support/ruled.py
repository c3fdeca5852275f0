"""Interviews by rules over a small plan of their own."""

import contextlib
from dataclasses import dataclass

from talkup_local.dialogue.rules import RulesInterviewer
from talkup_local.interview.plan import InterviewPlan, Part
from talkup_local.interview.questions import Point, Question

QUESTIONS = {
    "en": (
        Question(
            id="test.opener",
            topic="present work",
            competency="communication",
            style="motivation",
            text="What are you working on at the moment?",
            rephrase="What do you do these days?",
            probe="What does an ordinary day look like for you?",
        ),
        Question(
            id="test.conflict",
            topic="a disagreement",
            competency="conflict",
            text="Tell me about a time when you disagreed with somebody.",
            rephrase="When did you and somebody else not agree?",
            probe="Who was it, and what did they want?",
            follow_ups=("Would you do the same again?",),
            points=(
                Point(name="names the two positions", cues=("he wanted", "she wanted")),
                Point(name="says what was learned", cues=("learn*", "next time")),
            ),
        ),
        Question(
            id="test.index",
            topic="an index",
            competency="knowledge",
            style="knowledge",
            difficulty=3,
            text="What is an index of a database good for?",
            rephrase="Why does one give an index to a table?",
            probe="Which searches does it make faster?",
            follow_ups=(
                "What does such an index cost?",
                "When would you leave it out?",
                "How is it built inside?",
                "Who decides on it?",
            ),
            points=(
                Point(name="says that it speeds up reading", cues=("fast*", "quick*")),
                Point(name="says that it costs something", cues=("slow*", "space", "cost*")),
                Point(name="says how it is built", cues=("tree", "sorted")),
            ),
        ),
        Question(
            id="test.last",
            topic="the future",
            competency="motivation",
            style="motivation",
            text="What would you like to learn next?",
            rephrase="What do you want to be able to do in a year?",
            probe="Why just that?",
        ),
    ),
    "fr": (
        Question(
            id="test.opener",
            topic="le travail actuel",
            competency="communication",
            style="motivation",
            text="Sur quoi travaillez-vous en ce moment ?",
            rephrase="Que faites-vous ces temps-ci ?",
            probe="À quoi ressemble une journée ordinaire ?",
        ),
        Question(
            id="test.conflict",
            topic="un désaccord",
            competency="conflict",
            text="Parlez-moi d'une fois où vous n'étiez pas d'accord avec quelqu'un.",
            rephrase="Quand avez-vous eu un avis différent de celui d'un autre ?",
            probe="Qui était-ce, et que voulait cette personne ?",
            follow_ups=("Referiez-vous la même chose ?",),
            points=(
                Point(name="nomme les deux positions", cues=("il voulait", "elle voulait")),
                Point(name="dit ce qui a été appris", cues=("appris", "la prochaine fois")),
            ),
        ),
        Question(
            id="test.last",
            topic="la suite",
            competency="motivation",
            style="motivation",
            text="Qu'aimeriez-vous apprendre ensuite ?",
            rephrase="Que voulez-vous savoir faire dans un an ?",
            probe="Pourquoi cela, justement ?",
        ),
    ),
}

PLAIN = {
    "en": "I repair the old machines in a quiet hall, clean filters and check oil each morning.",
    "fr": "Je répare de vieilles machines, je nettoie les filtres et vérifie l'huile chaque matin.",
}
"""Answers a question about the present with nothing left to ask."""

STORY = {
    "en": "When I worked at a bakery last summer, my colleague and I disagreed about the orders. "
    "My job was to plan them, and he wanted more bread. So I counted what was left over for a "
    "week, I showed him the numbers and we tried my plan. In the end we threw away half as much, "
    "and I learned to bring numbers early.",
    "fr": "L'année dernière, quand je travaillais dans une boulangerie, mon collègue et moi "
    "n'étions pas d'accord. Je devais préparer les commandes et il voulait plus de pain. J'ai "
    "compté les restes pendant une semaine, puis j'ai montré les chiffres. Au final, nous avons "
    "réussi à jeter moitié moins, et j'ai appris à venir avec des chiffres.",
}
"""Answers the question about a disagreement with all that it asks for."""


@dataclass
class Watch:
    """The time that an interview has lasted."""

    elapsed_s: float = 0.0


def plan(language="en", count=None, minutes=0.0, parts=(), role=""):
    """A plan of the first ``count`` questions."""
    return InterviewPlan(
        kind="general",
        language=language,
        questions=QUESTIONS[language][:count],
        parts=tuple(Part(name=name, questions=ids, minutes=m) for name, ids, m in parts),
        minutes=minutes,
        role=role,
    )


def interviewer(language="en", count=None, *, interview_id="one", watch=None, **given):
    """Who holds an interview over that plan; ``opening`` and the rest go where they belong."""
    opening = given.pop("opening", None)
    watch = watch or Watch()
    return RulesInterviewer(
        plan(language, count, **given),
        interview_id,
        opening=opening,
        elapsed_s=lambda: watch.elapsed_s,
    )


def greeted(who):
    """Return ``who`` after the greeting."""
    who.greet().commit()
    return who


def at(number, language="en", **given):
    """Return who has just asked question ``number`` of the plan, the first being 0."""
    who = greeted(interviewer(language, **given))
    while who.progress.question < number:
        say(who, {"en": "Next question, please.", "fr": "Question suivante."}[language])
    return who


def say(who, heard):
    """Say something; return the turn, which has been spoken."""
    turn = who.decide(heard)
    who.advance(turn)
    return turn


def text(turn):
    """Return all that a turn says."""
    return " ".join(turn.sentences)


async def spoken(draft):
    """Return all that a draft says, after it is committed."""
    async with contextlib.aclosing(draft.pieces()) as pieces:
        said = " ".join([piece.text async for piece in pieces])
    draft.commit()
    return said
