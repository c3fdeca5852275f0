import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkup_local.analysis.behaviour import MEASURES, Face, Picture, analyse


def face(*, across=0.5, down=0.4, height=0.4, confidence=0.8, **looks):
    width = height * 0.6
    return Face(
        left=across - width / 2,
        top=down - height / 2,
        width=width,
        height=height,
        confidence=confidence,
        **looks,
    )


def pictures(*faces, rate_hz=2.0, brightness=0.5):
    """One picture for each entry: a face, several, or None."""
    shown = [() if one is None else one if isinstance(one, tuple) else (one,) for one in faces]
    return [
        Picture(at_s=number / rate_hz, faces=one, brightness=brightness)
        for number, one in enumerate(shown)
    ]


def measured(*faces, **settings):
    return analyse(pictures(*faces, **settings), "en").measures


def test_the_share_of_pictures_with_a_face_is_counted():
    measures = measured(face(), None, face(), face())
    assert (measures["face_present_share"], measures["several_faces_share"]) == (0.75, 0)


def test_several_faces_are_counted():
    assert measured(face(), (face(), face(across=0.2, height=0.1)))["several_faces_share"] == 0.5


@pytest.mark.parametrize(("across", "off_centre"), [(0.5, 0), (0.25, 0.5), (0.9, 0.8)])
def test_how_far_from_the_middle(across, off_centre):
    assert measured(face(across=across))["off_centre"] == pytest.approx(off_centre)


def test_the_framing_is_that_of_most_pictures():
    wrong_box = face(across=0.1, down=0.9, height=0.05)
    measures = measured(face(), face(), wrong_box, face())
    assert measures["off_centre"] == pytest.approx(0)
    assert measures["height_in_picture"] == pytest.approx(0.6)
    assert measures["face_height"] == pytest.approx(0.4)


def test_a_face_that_stays_does_not_move():
    assert measured(*[face()] * 5)["movement"] == 0


def test_movement_is_told_in_face_sizes_per_second():
    # half of a face's width (0.24) from one picture to the next, two of them a second
    sliding = [face(across=0.3 + 0.12 * step) for step in range(4)]
    assert measured(*sliding, rate_hz=2)["movement"] == pytest.approx(1)


def test_without_times_there_is_no_movement():
    shown = [Picture(at_s=None, faces=(face(),), brightness=0.5)] * 3
    assert analyse(shown, "en").measures["movement"] is None


def test_facing_is_a_share_of_the_pictures_where_it_is_known():
    looks = [face(facing=True), face(facing=False), face(facing=None), face(facing=True)]
    assert measured(*looks)["facing_camera_share"] == pytest.approx(2 / 3)


def test_smiles_are_plain_counts():
    smile, serious = face(smiling=True), face(smiling=False)
    measures = measured(serious, smile, smile, serious, smile, serious)
    assert (measures["smiling_pictures"], measures["smiles"]) == (3, 2)


def test_a_detector_that_knows_no_smiles_counts_none():
    assert measured(face(smiling=None))["smiles"] is None


def test_blinks_are_counted_in_fast_pictures():
    open_, shut = face(eyes_open=True), face(eyes_open=False)
    shown = [open_, open_, shut, shut, open_, open_, shut, open_, open_]
    assert measured(*shown, rate_hz=15)["blinks"] == 2


def test_blinks_are_not_counted_in_slow_pictures():
    result = analyse(pictures(face(eyes_open=True), face(eyes_open=False), rate_hz=2), "en")
    assert result.measures["blinks"] is None
    assert any("Blinks can't be counted" in note for note in result.notes)


def test_a_detector_that_knows_no_eyelids_counts_no_blinks():
    assert measured(*[face()] * 5, rate_hz=15)["blinks"] is None


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("height_in_picture", face(down=0.8), face(down=0.1)),
        ("face_height", face(height=0.08), face(height=0.7)),
    ],
)
def test_a_badly_placed_camera_gets_advice(name, low, high):
    measure = next(one for one in MEASURES if one.name == name)
    below, usual, above = (
        measure.reading(measured(one)[name], "fr") for one in (low, face(), high)
    )
    assert (below["place"], usual["place"], above["place"]) == ("below", "usual", "above")
    assert below["advice"]
    assert above["advice"]
    assert "advice" not in usual


def test_a_dark_room_gets_advice():
    measure = next(one for one in MEASURES if one.name == "brightness")
    reading = measure.reading(measured(face(), brightness=0.1)["brightness"], "en")
    assert "lamp" in reading["advice"]


@pytest.mark.parametrize("name", ["facing_camera_share", "smiling_pictures", "smiles", "blinks"])
def test_what_a_person_does_is_never_judged(name):
    measure = next(one for one in MEASURES if one.name == name)
    assert not measure.usual
    assert not measure.advice


def test_a_sure_detector_and_many_pictures_make_confidence():
    def confidence(count, sure):
        return analyse(pictures(*[face(confidence=sure)] * count), "en").confidence

    assert confidence(2, 0.8) == pytest.approx(0.16)
    assert confidence(20, 0.8) == pytest.approx(0.8)
    assert confidence(20, 0.4) == pytest.approx(0.4)


def test_no_picture_at_all_is_said():
    result = analyse([], "fr")
    assert all(value is None for value in result.measures.values())
    assert (result.confidence, result.notes) == (0, ("Il n'y avait aucune image.",))


def test_a_missing_face_may_be_the_detector_s_fault():
    result = analyse(pictures(None, None), "en")
    assert result.confidence == 0
    assert any("the detector's fault" in note for note in result.notes)


SHARES = st.floats(0, 1)
LOOKS = st.none() | st.booleans()
FACES = st.builds(
    Face,
    left=SHARES,
    top=SHARES,
    width=SHARES,
    height=SHARES,
    confidence=SHARES,
    facing=LOOKS,
    smiling=LOOKS,
    eyes_open=LOOKS,
)


@given(
    st.lists(
        st.builds(
            Picture,
            at_s=st.none() | st.floats(0, 100),
            faces=st.lists(FACES, max_size=2).map(tuple),
            brightness=SHARES,
        ),
        max_size=8,
    )
)
def test_any_pictures_give_numbers(shown):
    result = analyse(shown, "en")
    assert list(result.measures) == [measure.name for measure in MEASURES]
    assert all(value is None or math.isfinite(value) for value in result.measures.values())
    assert 0 <= result.confidence <= 1
