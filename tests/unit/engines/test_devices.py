from pathlib import Path

import pytest
from structlog.testing import capture_logs
from support.cards import NO_CUBLAS, NO_ROOM, Cards

from talkup_local.engines.base import EngineInfo
from talkup_local.engines.devices import Seat, Wish, why
from talkup_local.engines.loaders import Placing
from talkup_local.errors import EngineUnavailable

HERE = Path("/nonexistent")


class Echo:
    """A library whose models are places."""

    def load(self, path, placing):
        return placing


def seat(library, device="auto", *, here=True):
    """Make a seat that tries all cards, then half of them, then the processor.

    here: whether the machine has a card, be it that the library can't use it.
    """

    def placings(cards):
        if cards:
            yield Placing(cards=cards, layers=8)
            yield Placing(cards=cards, layers=4)
        yield Placing(threads=3)

    def load(placing):
        return library.load(HERE, placing)

    return Seat(
        "engine",
        "stt",
        device,
        library=library,
        placings=placings,
        load=load,
        here=lambda: here,
    )


def told(taken):
    """Return where the model is, and the word about it."""
    info = taken.describe(EngineInfo(name="engine", job="stt"))
    return info.device, info.note


@pytest.mark.parametrize(
    ("setting", "meant"),
    [
        ("auto", ("cuda:0", "cuda:1", "vulkan:0")),
        ("cuda", ("cuda:0", "cuda:1")),
        ("cuda:1", ("cuda:1",)),
        ("cuda:2", ()),
        ("cpu", ()),
    ],
)
def test_a_setting_means_cards(setting, meant):
    assert Wish(setting).among(("cuda:0", "cuda:1", "vulkan:0")) == meant


def test_what_loads_on_the_card_stays_there_without_a_word():
    taken = seat(Cards(Echo(), "cuda:0"))
    taken.fill()
    assert told(taken) == ("cuda:0", "")


@pytest.mark.parametrize(("here", "note"), [(True, "on the CPU: there is no card"), (False, "")])
def test_a_card_that_the_library_can_not_use_is_news_and_no_card_is_none(here, note):
    taken = seat(Cards(Echo()), here=here)
    taken.fill()
    assert told(taken) == ("cpu", note)


def test_who_wants_the_processor_gets_it_without_a_word():
    taken = seat(Cards(Echo(), "cuda:0"), "cpu")
    taken.fill()
    assert told(taken) == ("cpu", "")


def test_without_room_for_all_a_part_goes_on_the_card():
    taken = seat(
        Cards(Echo(), "cuda:0", refuses=lambda place: NO_ROOM if place.layers > 4 else None)
    )
    taken.fill()
    note = "partly on the CPU: the graphics card has no room for it"
    assert (*told(taken), taken.placing.layers) == ("cuda:0", note, 4)


def test_a_missing_library_is_named_and_not_tried_again():
    library = Cards(Echo(), "cuda:0", refuses=lambda _place: NO_CUBLAS)
    taken = seat(library)
    taken.fill()
    assert told(taken) == ("cpu", "on the CPU: libcublas.so.12 is missing or does not load")
    assert len(library.tried) == 2


@pytest.mark.parametrize("device", ["cuda", "cuda:0"])
def test_a_card_that_is_named_and_does_not_serve_is_an_error_with_the_mend(device):
    with pytest.raises(EngineUnavailable) as caught:
        seat(Cards(Echo(), "cuda:0", refuses=lambda _place: NO_ROOM), device).fill()
    assert "has no room" in caught.value.reason
    assert 'stt.device = "auto"' in caught.value.mend


@pytest.mark.parametrize(("cards", "reason"), [((), "no card"), (("cuda:0",), "only cuda:0")])
def test_a_card_that_is_named_and_not_there_is_an_error(cards, reason):
    with pytest.raises(EngineUnavailable, match=reason):
        seat(Cards(Echo(), *cards), "cuda:7").fill()


def test_what_fails_on_the_processor_is_told_as_it_is():
    class Broken(Cards):
        def load(self, path, placing):
            raise ValueError("no weights")

    with pytest.raises(ValueError, match="no weights"):
        seat(Broken(Echo(), "cuda:0")).fill()


def test_work_for_which_the_card_has_no_memory_left_is_done_on_the_processor():
    taken = seat(Cards(Echo(), "cuda:0"), "cuda:0")
    taken.fill()
    places = []

    def work(model):
        places.append(taken.placing.device)
        if taken.placing.cards:
            raise NO_ROOM
        return "done"

    with capture_logs() as logs:
        assert taken.use(work) == "done"
    assert places == ["cuda:0", "cpu"]
    assert told(taken) == ("cpu", "on the CPU: the graphics card ran out of memory")
    assert [line["log_level"] for line in logs] == ["warning"]


def test_other_failures_move_nothing():
    taken = seat(Cards(Echo(), "cuda:0"))
    taken.fill()

    def work(_model):
        raise ValueError("odd")

    with pytest.raises(ValueError, match="odd"):
        taken.use(work)
    assert taken.placing.device == "cuda:0"


@pytest.mark.parametrize(
    "text",
    [
        "CUDA failed with error out of memory",
        "cuBLAS failed with status CUBLAS_STATUS_ALLOC_FAILED",
        "x.gguf does not load: unable to allocate CUDA0 buffer",
        "Failed to allocate memory for requested buffer of size 4096",
    ],
)
def test_each_library_says_in_its_own_words_that_there_is_no_room(text):
    assert why(RuntimeError(text)) == "the graphics card has no room for it"


def test_any_other_reason_is_told_in_its_first_line():
    reason = why(RuntimeError("driver too old\nand more"))
    assert reason == "the graphics card can't be used (driver too old)"
