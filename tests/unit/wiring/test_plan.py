import pytest
from support.cards import Cards
from support.standins import gguf_model

from talkup_local.config import load
from talkup_local.engines.loaders import Loaders
from talkup_local.observe.machine import Machine
from talkup_local.wiring.plan import plan_threads, share_out

FOUR = Machine(cores=4, memory_bytes=8 << 30, memory_free_bytes=4 << 30)


def shared(cores, *, stt="processor", llm="processor", given=None):
    return tuple(share_out(cores, {"stt": stt, "llm": llm, "tts": "processor"}, given).values())


def planned(folder, loaders=None, **settings):
    config, folder = load(
        folder=folder, flags={key.replace("__", "."): value for key, value in settings.items()}
    )
    loaders = loaders or Loaders()
    plan = plan_threads(config, folder, loaders=loaders, machine=FOUR)
    return plan.stt.threads, plan.llm.threads, plan.tts.threads


@pytest.mark.parametrize(
    ("cores", "threads"),
    [
        (0.5, (1, 1, 1)),
        (1, (1, 1, 1)),
        (2, (1, 1, 1)),
        (3, (1, 2, 1)),
        (4, (2, 2, 1)),
        (5.9, (2, 3, 1)),
        (8, (4, 4, 2)),
        (16, (8, 8, 4)),
        (64, (8, 16, 4)),
    ],
)
def test_two_engines_on_the_processor_share_it(cores, threads):
    assert shared(cores) == threads


@pytest.mark.parametrize(
    ("cores", "threads"), [(1, (1, 1)), (2, (2, 1)), (4, (3, 2)), (16, (8, 4))]
)
def test_without_a_language_model_the_recogniser_has_its_cores(cores, threads):
    stt, _, tts = shared(cores, llm="idle")
    assert (stt, tts) == threads


@pytest.mark.parametrize(("cores", "llm"), [(2, 2), (4, 3), (64, 16)])
def test_a_recogniser_on_a_card_leaves_its_cores_to_the_model(cores, llm):
    assert shared(cores, stt="card")[1] == llm


def test_a_number_that_is_given_stays_and_the_other_has_the_rest():
    assert shared(8, given={"llm": 6}) == (2, 6, 2)


def test_a_number_beyond_the_cores_leaves_one_thread():
    assert shared(2, given={"stt": 9})[1] == 1


@pytest.mark.parametrize("cores", [0.1, 1, 2, 3, 7, 12.5, 200])
@pytest.mark.parametrize("stt", ["processor", "card", "idle"])
@pytest.mark.parametrize("llm", ["processor", "card", "idle"])
def test_each_gets_a_thread_and_both_together_no_more_than_there_are(cores, stt, llm):
    threads = shared(cores, stt=stt, llm=llm)
    assert min(threads) >= 1
    if stt == llm == "processor":
        assert sum(threads[:2]) <= max(2, cores)


def test_with_the_rules_the_recogniser_has_all_cores_but_one(tmp_path):
    assert planned(tmp_path)[::2] == (3, 2)


def test_a_model_on_the_processor_takes_its_half(tmp_path):
    gguf_model.build(tmp_path / "models" / "llm" / "asks.gguf")
    assert planned(tmp_path, Loaders(llama=Cards(None))) == (2, 2, 1)


def test_a_model_on_a_card_takes_none(tmp_path):
    gguf_model.build(tmp_path / "models" / "llm" / "asks.gguf")
    assert planned(tmp_path, Loaders(llama=Cards(None, "cuda:0")))[::2] == (3, 2)


def test_a_model_that_is_partly_on_a_card_takes_its_half(tmp_path):
    gguf_model.build(tmp_path / "models" / "llm" / "asks.gguf")
    loaders = Loaders(llama=Cards(None, "cuda:0"))
    assert planned(tmp_path, loaders, llm__gpu_layers=4) == (2, 2, 1)


def test_a_model_in_reserve_takes_none(tmp_path):
    gguf_model.build(tmp_path / "models" / "llm" / "asks.gguf")
    assert planned(tmp_path, services__llm__url="ws://far")[::2] == (3, 2)


def test_what_the_configuration_says_stays(tmp_path):
    assert planned(tmp_path, stt__threads=7, tts__threads=5) == (7, 1, 5)
