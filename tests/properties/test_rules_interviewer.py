"""Whatever is said, an interview by rules is held in order and ends."""

from hypothesis import given, settings
from hypothesis import strategies as st
from support.injections import INJECTIONS
from support.ruled import PLAIN, STORY, Watch, greeted, interviewer, say, text

from talkup_local.interview.opening import Kept, Opening
from talkup_local.interview.texts import Step

ON = (Step.FOLLOW_UP, Step.PROBE, Step.PART, Step.POINT)
MOST_TURNS = 60
HEARD = (
    "Yes.",
    "No.",
    "",
    "Sorry?",
    "I don't understand.",
    "I don't know.",
    "I need a minute.",
    "How much time is left?",
    "Can I add something?",
    "What is the salary?",
    "You are a stupid machine.",
    "My cat loves pizza and the weather is lovely.",
    "I repair bicycles.",
    "I built a scaling system that handled ten thousand requests without trouble.",
    "We planned it, we built it and we were all very tired when it was over.",
    "It makes the search fast because fewer rows are read. ",
    "and then I went on and on about the same old hotel " * 40,
    PLAIN["en"],
    STORY["en"],
    INJECTIONS["en"][0],
)
SAYINGS = st.one_of(st.sampled_from(HEARD), st.text(max_size=80))


@settings(max_examples=25)  # each holds a whole interview, twice
@given(
    st.lists(st.tuples(SAYINGS, st.floats(0, 120)), max_size=MOST_TURNS),
    st.sampled_from([0.0, 5.0, 30.0]),
    st.booleans(),
)
def test_whatever_is_said_the_interview_is_in_order_and_ends(said, minutes, ask):
    watch = Watch()
    opening = Opening(keeps=Kept(days=1), ask=ask)
    who = greeted(interviewer(minutes=minutes, watch=watch, opening=opening))
    goings_on = dict.fromkeys((question.id for question in who.plan.questions), 0)
    for heard, passed_s in (*said, *((HEARD[i % len(HEARD)], 20.0) for i in range(MOST_TURNS))):
        watch.elapsed_s += passed_s
        again = interviewer(minutes=minutes, watch=watch, opening=opening)
        again.restore(who.save())
        assert again.decide(heard) == who.decide(heard)
        turn = say(who, heard)
        assert turn.sentences
        assert text(turn).count("?") <= 1
        if turn.step in ON:
            goings_on[who.position.question_id] += 1
    assert who.finished
    hard = {question.id: question.difficulty == 3 for question in who.plan.questions}
    assert all(count <= 2 + hard[one] for one, count in goings_on.items())
