"""The life of an interview, whatever happens in whatever order."""

from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from talkup_local.turn.state import (
    BEGINS,
    CANCELS,
    TRANSITIONS,
    Effect,
    Event,
    Phase,
    State,
    step,
)

OURS = (Event.BEGAN, Event.MODEL_FAILED, Event.VOICE_FAILED, Event.SPOKEN, Event.LOST)
"""Events that are about a revision."""

FINAL = frozenset({Event.SPOKEN, Event.LOST})
"""Those after which nothing more is heard of it."""

AUDIBLE = frozenset(
    {
        *BEGINS,
        Effect.RELEASE,
        Effect.RESUME,
        Effect.HOLD,
        Effect.ANNOUNCE_SPEAKING,
        Effect.TAKE_TURN,
        Effect.REPORT_MODEL_FAILED,
        Effect.REPORT_VOICE_FAILED,
        Effect.ANNOUNCE_REPLIED,
    }
)
"""Effects that make something of a revision heard, or tell of it."""

OTHERS = tuple(event for event in Event if event not in OURS)

ENDS = frozenset({Event.END, Event.GONE})

anything = st.tuples(
    st.sampled_from(OTHERS).filter(lambda event: event not in ENDS), st.none()
) | st.tuples(st.sampled_from(OURS), st.none() | st.integers(-1, 6))
fitting = st.integers(0, 30)
"""Number of an event among those that mean something in the phase, of the latest revision."""

stories = st.builds(
    lambda story, ending: story + ending,
    st.lists(fitting | anything, max_size=60),
    st.lists(anything | st.tuples(st.sampled_from(OTHERS), st.none()), max_size=5),
)


def likely(state: State) -> list[Event]:
    """Return the events that mean something in this phase, but for the end."""
    return [e for phase, e in TRANSITIONS if phase is state.phase and e not in ENDS]


def told(story, *, at_s=0.0):
    """Yield (state before, event, revision, state after, effects) of a story."""
    state = State()
    for event in story:
        if isinstance(event, int):
            choice = likely(state)
            if not choice:
                continue
            chosen = choice[event % len(choice)]
            happening = chosen, state.revision if chosen in OURS else None
        else:
            happening = event
        after, effects = step(state, happening[0], at_s=at_s, revision=happening[1])
        yield state, *happening, after, effects
        state = after


class Interview(RuleBasedStateMachine):
    """An interview and what it has promised: which revisions are live, dead and never begun."""

    def __init__(self) -> None:
        super().__init__()
        self.state = State()
        self.begun: list[int] = []
        self.cancelled: set[int] = set()
        self.over: set[int] = set()
        self.moment_s = 0.0

    def happens(self, event: Event, revision: int | None) -> None:
        before = self.state
        self.moment_s += 0.1
        self.state, effects = step(before, event, at_s=self.moment_s, revision=revision)
        for do in effects:
            if do.effect in BEGINS:
                assert do.revision > max(self.begun, default=0), "numbers only grow"
                assert self.alive <= self.cancelled | self.over, "the last one is still wanted"
                self.begun.append(do.revision)
            if do.effect in AUDIBLE:
                assert do.revision not in self.cancelled, f"{do} of what was thrown away"
            if do.effect is Effect.RELEASE:
                assert {do.revision} == self.alive, "what is released is what is live"
            if do.effect in CANCELS:
                self.cancelled.add(do.revision)
        if event in FINAL and effects:
            self.over.add(before.revision)
        if before.phase is Phase.ENDED:
            assert (self.state, effects) == (before, ())

    @property
    def alive(self) -> set[int]:
        """Revisions that were begun and neither cancelled nor over."""
        return set(self.begun) - self.cancelled - self.over

    @rule(data=st.data())
    def something_that_fits(self, data):
        event = data.draw(st.sampled_from(likely(self.state) or [Event.COMMIT]))
        self.happens(event, self.state.revision if event in OURS else None)

    @rule(event=st.sampled_from(OTHERS))
    def something(self, event):
        if event not in ENDS:
            self.happens(event, None)

    @precondition(lambda self: self.state.revision)
    @rule(event=st.sampled_from(OURS), age=st.integers(0, 3))
    def an_utterance_tells(self, event, age):
        self.happens(event, self.state.revision - age)

    @rule(event=st.sampled_from(OURS))
    def an_utterance_that_never_was_tells(self, event):
        self.happens(event, self.state.revision + 1)

    @precondition(lambda self: len(self.begun) > 4)
    @rule(event=st.sampled_from(sorted(ENDS, key=str)))
    def it_ends(self, event):
        self.happens(event, None)

    @invariant()
    def at_most_one_revision_is_live(self):
        assert self.alive == ({self.state.revision} if self.state.live else set())

    @invariant()
    def the_number_is_that_of_the_latest_revision(self):
        assert self.state.revision == max(self.begun, default=0)

    @invariant()
    def the_answer_is_over_only_with_a_reply_on_its_way(self):
        waiting = {Phase.THINKING, Phase.ANSWERING, Phase.SPEAKING, Phase.HELD}
        ours = waiting | {Phase.GREETING, Phase.GREETING_HELD, Phase.ENCOURAGING}
        if self.state.phase in ours:
            assert self.state.live


TestWhateverHappens = Interview.TestCase


@given(stories)
def test_after_a_revision_is_thrown_away_nothing_of_it_follows(story):
    thrown = set()
    for *_, effects in told(story):
        for do in effects:
            assert do.effect not in AUDIBLE or do.revision not in thrown
            if do.effect in CANCELS:
                thrown.add(do.revision)


@given(stories, st.floats(0, 1e6))
def test_a_step_is_pure(story, at_s):
    for state, event, revision, *found in told(story, at_s=at_s):
        copy = State(state.phase, state.revision, state.live, state.replied_at_s)
        assert [*step(copy, event, at_s=at_s, revision=revision)] == found
        assert copy == state


@given(stories)
def test_what_any_revision_but_the_live_one_says_changes_nothing(story):
    for state, event, revision, after, effects in told(story):
        if event in OURS and (revision != state.revision or not state.live):
            assert (after, effects) == (state, ())


@given(stories)
def test_an_event_that_is_not_in_the_table_changes_nothing(story):
    for state, event, _, after, effects in told(story):
        if (state.phase, event) not in TRANSITIONS:
            assert (after, effects) == (state, ())


def successors(state: State) -> list[State]:
    return [
        step(state, event, revision=state.revision if event in OURS else None)[0] for event in Event
    ]


def reachable(start: State) -> set[tuple[Phase, bool]]:
    """Return all that can come of a state: phases, and whether a revision is live in them."""
    seen = {(start.phase, start.live)}
    ahead = deque([start])
    while ahead:
        for state in successors(ahead.popleft()):
            if (state.phase, state.live) not in seen:
                seen.add((state.phase, state.live))
                ahead.append(state)
    return seen


EVERYWHERE = sorted(reachable(State()), key=lambda key: (key[0].value, key[1]))


def test_every_phase_can_be_reached():
    assert {phase for phase, _ in EVERYWHERE} == set(Phase)


@pytest.mark.parametrize(("phase", "live"), EVERYWHERE)
def test_the_end_can_be_reached_from_everywhere(phase, live):
    assert Phase.ENDED in {found for found, _ in reachable(State(phase, revision=5, live=live))}


@pytest.mark.parametrize(
    ("phase", "live"), [key for key in EVERYWHERE if key[0] is not Phase.ENDED]
)
def test_the_candidate_s_turn_can_be_reached_from_everywhere(phase, live):
    found = reachable(State(phase, revision=5, live=live))
    assert Phase.LISTENING in {phase for phase, _ in found}


@pytest.mark.parametrize(
    ("phase", "live"), [key for key in EVERYWHERE if key[0] is not Phase.ENDED]
)
def test_no_phase_waits_for_what_can_no_longer_come(phase, live):
    """Without a live revision it is the candidate's move or the recogniser's, never ours."""
    state = State(phase, revision=5, live=live)
    moves = {event for event in OTHERS if step(state, event)[0] != state}
    assert live or moves - ENDS


def test_an_ended_interview_does_nothing():
    ended = State(Phase.ENDED, revision=5, live=True)
    for event in Event:
        assert step(ended, event, revision=5) == (ended, ())
