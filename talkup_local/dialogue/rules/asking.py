"""After an answer: ask on, bring back, or move on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from talkup_local.analysis.verbal.story import told
from talkup_local.dialogue.rules.closing import invite
from talkup_local.dialogue.rules.progress import Progress, Turn, make_turn
from talkup_local.dialogue.rules.requests import off_topic
from talkup_local.dialogue.rules.scene import HARD, Scene, nth
from talkup_local.interview.cues import content_words
from talkup_local.interview.followups import Phrase, find_phrase
from talkup_local.interview.questions import Question
from talkup_local.interview.relevance import answered, covered, stems
from talkup_local.interview.relevance import off_topic as leads_away
from talkup_local.interview.texts import Step, Topic
from talkup_local.interview.words import Cue

SHORT_ANSWER_WORDS: Final = 6
"""An answer with fewer content words is probed."""

HARDLY_ANSWER_WORDS: Final = 3
"""After one with fewer nothing is asked on a second time, whatever time is left."""

SURELY_FULL_WORDS: Final = 40
"""Nobody says so much without as many of them."""

LONG_ANSWER_WORDS: Final = 300
"""After a longer answer nothing is asked on."""

CLEAR_STORY_WORDS: Final = 60
"""From here on a story has a setting, whatever words it was told in."""

SHARED: Final = 3
"""So often "we", and never "I": what one has done oneself is missing."""

PHRASE_CHARACTERS: Final = 1_500
"""Of an answer, from its end: where something to ask about is looked for."""

SAME_QUESTION: Final = 0.6
"""Share of words in common from which two questions ask the same."""


def after_answer(
    scene: Scene, heard: str, cue: Cue, now: Progress, *, improvise: bool = False
) -> Turn:
    """Return what to say to an answer to the open question.

    improvise: something may be asked on although nothing was found to build it from; a
    language model finds its own.
    """
    question = scene.plan.questions[now.question]
    # nothing left of it: orders to the interviewer, which lead away like anything else that does
    astray = not heard or leads_away(heard, question, now.asked, scene.language)
    if astray and not now.astray and cue is Cue.ANSWER:
        return off_topic(scene, now)
    words = len(heard.split())
    said = SHORT_ANSWER_WORDS
    if words < SURELY_FULL_WORDS:
        said = content_words(heard, scene.language)
    short = said < SHORT_ANSWER_WORDS
    probed = bool(now.goings_on or question.probe in now.said)
    enough = said < HARDLY_ANSWER_WORDS or not scene.unhurried(question, now)
    if leaving := _leaving(scene, heard, cue, now, astray=astray, over=short and probed and enough):
        long = now.long + (words > LONG_ANSWER_WORDS)
        return next_question(scene, replace(now, long=long), leaving)
    thanks = scene.pick(scene.texts.acknowledgements, now.turns)
    if short and not probed:
        opening = f"{thanks} {scene.pick(scene.texts.probes, now.turns)}"
        return _go_on(Step.PROBE, opening, question.probe, now, topic=question.probe)
    now = _heard(scene, heard, now, question)
    asking = _Asking(scene, heard, now, question, thanks)
    return asking.turn(improvise=improvise) or next_question(scene, now, thanks)


def _leaving(scene: Scene, heard: str, cue: Cue, now: Progress, *, astray: bool, over: bool) -> str:
    """Return the words with which the question is left, "" where it isn't yet.

    over: what was said is so short that nothing more is to come.
    """
    question = scene.plan.questions[now.question]
    if cue is Cue.PASS:
        return scene.pick(scene.texts.skips, now.turns)
    if len(heard.split()) > LONG_ANSWER_WORDS:
        return scene.conduct.shorter[min(now.long, len(scene.conduct.shorter) - 1)]
    if astray:
        return scene.conduct.astray_on
    if cue is Cue.NO_MORE or now.goings_on >= scene.allowed(question, now) or over:
        return scene.pick(scene.texts.acknowledgements, now.turns)
    return ""


def next_question(scene: Scene, now: Progress, opening: str) -> Turn:
    """Return the next question of the plan, or the invitation when there is none."""
    index = now.question + 1
    if index >= len(scene.plan.questions):
        return invite(scene, now, opening)
    before, question = scene.plan.questions[now.question], scene.plan.questions[index]
    last = index == len(scene.plan.questions) - 1
    bridge = scene.texts.last_question if last else nth(scene.texts.transitions, index)
    moved = scene.part_of(before) != scene.part_of(question)
    after = replace(
        now,
        question=index,
        asked=question.text,
        step=Step.ASK,
        began_s=scene.elapsed_s if moved else now.began_s,
        asked_s=scene.elapsed_s,
        goings_on=0,
        told=frozenset(),
        points=frozenset(),
        probed=frozenset(),
        following=False,
        followed=now.following,
        astray=False,
        easier=0,
        asides=0,
        repeats=0,
    )
    words = f"{opening} {bridge}"
    return make_turn(Step.ASK, words, question.text, after, topic=question.text, last=last)


def _heard(scene: Scene, heard: str, now: Progress, question: Question) -> Progress:
    """Take note of what was told of a story, and of the question's points."""
    points = now.points | covered(question, heard)
    if question.style != "story":
        return replace(now, points=points)
    found = told(heard, scene.language)
    known = now.told | found.parts
    if found.own:
        known |= {"own"}
    elif found.shared >= SHARED:
        known |= {"shared"}
    return replace(now, points=points, told=known)


def _go_on(
    step: Step, opening: str, words: str, now: Progress, *, topic: str = "", phrase: str = ""
) -> Turn:
    after = replace(
        now, asked=words, step=step, goings_on=now.goings_on + 1, said=now.said | {words}
    )
    return make_turn(step, opening, words, after, topic=topic, phrase=phrase)


class _Asking:
    """Looks for something to ask on about, the most telling first."""

    def __init__(
        self, scene: Scene, heard: str, now: Progress, question: Question, thanks: str
    ) -> None:
        self._scene, self._heard, self._now = scene, heard, now
        self._question, self._thanks = question, thanks
        hard = question.difficulty >= HARD
        self._eager = not now.goings_on or hard or scene.unhurried(question, now)

    def turn(self, *, improvise: bool) -> Turn | None:
        """Return the question to go on with, None for none."""
        ways: list[Callable[[], Turn | None]] = [self._phrase, self._point]
        if self._question.style == "story":
            ways = [self._deed, self._phrase, self._setting, self._point]
        if improvise:
            ways.append(self._improvised)
        return next((turn for way in ways if (turn := way()) is not None), None)

    def _deed(self) -> Turn | None:
        """Ask for one's own part, for what was done, or for what came of it."""
        known = self._now.told
        if "shared" in known and "own" not in known and (turn := self._part("own")):
            return turn
        wanted = (part for part in ("action", "result") if part not in known)
        return next((turn for part in wanted if (turn := self._part(part))), None)

    def _setting(self) -> Turn | None:
        """Ask for the situation or the task of a short story."""
        short = len(self._heard.split()) < CLEAR_STORY_WORDS
        if self._now.goings_on or not short:
            return None
        wanted = (part for part in ("situation", "task") if part not in self._now.told)
        return next((turn for part in wanted if (turn := self._part(part))), None)

    def _part(self, part: str) -> Turn | None:
        same = {"own", "action"} if part in ("own", "action") else {part}
        if same & self._now.probed:
            return None
        asked = f"{self._question.text} {self._now.asked}"
        words = next(
            (
                words
                for words in self._scene.shuffled(self._scene.conduct.parts[part])
                if words not in self._now.said and not _asks_the_same(words, asked)
            ),
            None,
        )
        if words is None:
            return None
        now = replace(self._now, probed=self._now.probed | {part})
        return _go_on(Step.PART, self._thanks, words, now, topic=words)

    def _phrase(self) -> Turn | None:
        """Ask about something that was said.

        Not after every answer: where the last question had such a one, it is a coin's toss.
        """
        now, scene = self._now, self._scene
        if not self._eager or now.following or self._tossed_out():
            return None
        asked = f"{self._question.text} {self._question.probe} {now.asked}"
        phrase = find_phrase(
            self._heard[-PHRASE_CHARACTERS:], scene.language, question=asked, used=now.heads
        )
        if phrase is None or (frame := self._frame(phrase, asked)) is None:
            return None
        count = 0 if phrase.topic is Topic.RESULT else len(now.heads)
        words = f"{nth(scene.texts.mentions, count).format(phrase=phrase.text)} {frame}"
        after = replace(
            now, following=True, heads=now.heads | {phrase.head}, frames=now.frames | {frame}
        )
        return _go_on(Step.FOLLOW_UP, self._thanks, words, after, phrase=phrase.text)

    def _tossed_out(self) -> bool:
        return self._now.followed and bool(self._scene.digest("follow", self._question.id)[0] % 2)

    def _frame(self, phrase: Phrase, asked: str) -> str | None:
        """Return a question about ``phrase`` that neither was asked nor is asked again."""
        topic = phrase.topic
        if self._now.question == 0 and topic not in (Topic.PLACE, Topic.RESULT):
            topic = Topic.OTHER  # the opener is about the present: nothing is over yet
        frames = self._scene.shuffled(self._scene.texts.follow_ups[topic])
        fresh = [frame for frame in frames if not _asks_the_same(frame, asked)]
        return next((frame for frame in fresh if frame not in self._now.frames), None)

    def _point(self) -> Turn | None:
        """Ask for more of what the question is after, where a point of it was left out."""
        now, question = self._now, self._question
        missing = len(question.points) - len(now.points)
        few = 2 * missing > len(question.points)
        if question.points and not (missing if self._eager else few):
            return None
        if not question.points and now.goings_on:
            return None
        said = stems(self._heard, self._scene.language)
        for words in question.follow_ups:
            if words in now.said or _asks_the_same(words, now.asked):
                continue
            if answered(words, said, question, self._scene.language):
                continue
            return _go_on(Step.POINT, self._thanks, words, now, topic=words)
        return None

    def _improvised(self) -> Turn | None:
        """Leave it to a language model; the narrower question is the way back."""
        now, words = self._now, self._question.probe
        if now.goings_on or words in now.said or self._tossed_out():
            return None
        return _go_on(Step.FOLLOW_UP, self._thanks, words, replace(now, following=True))


def _asks_the_same(question: str, asked: str) -> bool:
    words = set(question.lower().strip(" ?.").replace(",", "").split())
    others = set(asked.lower().replace("?", "").replace(".", "").replace(",", "").split())
    return len(words & others) >= SAME_QUESTION * len(words)
