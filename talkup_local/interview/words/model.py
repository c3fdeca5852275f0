"""What is known of the words of one language: enough to listen, not to parse."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from talkup_local.interview.texts.model import Topic


class Cue(StrEnum):
    """What an utterance is, for the interviewer."""

    ANSWER = "answer"
    NOTHING = "nothing"  # no word at all
    REPEAT = "repeat"
    REPHRASE = "rephrase"
    PASS = "pass"  # noqa: S105 - a word for leaving a question out
    NO_MORE = "no_more"
    NO = "no"
    WAIT = "wait"
    STOP = "stop"
    SLOWER = "slower"
    TIME = "time"  # how much is left
    SCORING = "scoring"
    DATA = "data"  # what becomes of what was said
    NEXT = "next"  # what comes after the interview
    PERSON = "person"  # who or what is asking
    ADD = "add"  # something more to the answer before
    CRUDE = "crude"
    PERMISSION = "permission"
    QUESTION = "question"
    READY = "ready"  # "yes", "I have a question"; only where one was invited
    REFUSE = "refuse"  # only where consent was asked for


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words of one language, all in lower case.

    elisions: what is written with an apostrophe before the next word ("l'équipe").
    fillers: said without meaning; taken out before anything else.
    determiners: what begins a phrase, and what the interviewer says in its place, "" for
        the same. definite: those after which a noun alone tells too little ("the system").
    function: what ends a phrase: pronouns, prepositions, frequent verbs and adverbs.
    link: joins a second noun to the first ("the migration of our data").
    beside: joins people to a noun ("a disagreement with a customer").
    named: comes before a name ("a tool called Atlas"). uses: comes before a tool.
    inside: comes before the place where someone works.
    before: adjectives that stand before their noun, where most stand after it.
    adjective, noun, verb: the look of such a word when nothing else is known of it.
    intensifiers: left out ("a very difficult customer").
    nouns: worth asking about, in the singular. tools: lower case and as they are written.
    hollow: nouns never worth asking about. bland: only with a word that tells more.
    empty: words that tell nothing more about a noun ("whole", "other").
    private: what an interviewer must not take up; crude: what it must not say.
    numbers: number words. people: what a group is counted in.
    percent: "%" as it is said. change: makes a number a result.
    negation, being: before these a phrase is not what it seems ("I never had a ...").
    cues: the shortest form of each. interrogative: how a question to us begins.
    reports: before a question, tells that it was asked of somebody else.
    yes: agrees; only where something was offered or asked for. reserves: after a yes, makes it
        none ("yes, but only ..."). adds: begins an addition to the
        answer before.
    orders: tells the interviewer to be something else, or what to find. A group named ``told...``
        that has matched says that the candidate tells of it.
    astray: small talk. chatter: how it begins. own: words for oneself, alone or with others;
        doers: those of them that do something.
    """

    elisions: frozenset[str]
    fillers: re.Pattern[str]
    determiners: Mapping[str, str]
    definite: frozenset[str]
    function: frozenset[str]
    link: frozenset[str]
    beside: frozenset[str]
    named: frozenset[str]
    uses: frozenset[str]
    inside: frozenset[str]
    before: frozenset[str]
    adjective: re.Pattern[str]
    noun: re.Pattern[str]
    verb: re.Pattern[str]
    intensifiers: frozenset[str]
    nouns: Mapping[str, Topic]
    tools: Mapping[str, str]
    hollow: frozenset[str]
    bland: frozenset[str]
    empty: frozenset[str]
    private: frozenset[str]
    crude: frozenset[str]
    numbers: frozenset[str]
    people: frozenset[str]
    percent: str
    change: re.Pattern[str]
    negation: frozenset[str]
    being: frozenset[str]
    cues: Mapping[Cue, re.Pattern[str]]
    interrogative: re.Pattern[str]
    reports: re.Pattern[str]
    yes: re.Pattern[str]
    reserves: re.Pattern[str]
    adds: re.Pattern[str]
    orders: re.Pattern[str]
    astray: frozenset[str]
    chatter: re.Pattern[str]
    doers: frozenset[str]
    own: frozenset[str]


def word_set(text: str) -> frozenset[str]:
    """Return the words of ``text``, which are separated by white space."""
    return frozenset(text.split())


def either(lines: str) -> re.Pattern[str]:
    """Return a pattern for any of ``lines``; a line may go on, indented, in the next one."""
    whole: list[str] = []
    depth = 0
    for line in lines.splitlines():
        if not line.strip():
            continue
        indent = len(line) - len(line.lstrip())
        depth = depth or indent
        if indent > depth and whole:
            whole[-1] += line.strip()
        else:
            whole.append(line.strip())
    return re.compile("|".join(whole))


def by_topic(groups: Mapping[Topic, str]) -> Mapping[str, Topic]:
    """Return the topic of each word."""
    return {word: topic for topic, words in groups.items() for word in words.split()}
