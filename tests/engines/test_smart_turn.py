import asyncio
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper
from support.tools import missing

from talkup_local.engines.turn import smart_turn
from talkup_local.errors import EngineError, EngineUnavailable

pytestmark = pytest.mark.engine
HERE = Path("/nonexistent")
FILE = Path("audio", "turn", "smart_turn", "data", "smart-turn-v3.2-cpu.onnx")

LOUD = np.random.default_rng(0).normal(0, 3000, 32_000).astype(np.int16)
FADED = np.concatenate((LOUD, np.zeros(16_000, np.int16)))


def build_network(path, frames=800):
    """A network of the same shape, for which a turn is over when its last second is quiet."""
    nodes = [
        helper.make_node("Slice", ["input_features", "from", "to", "axis"], ["last"]),
        helper.make_node("ReduceMean", ["last"], ["mean"], axes=[1, 2], keepdims=0),
        helper.make_node("Neg", ["mean"], ["quiet"]),
        helper.make_node("Sigmoid", ["quiet"], ["likely"]),
        helper.make_node("Unsqueeze", ["likely", "axis_1"], ["logits"]),
    ]
    numbers = {"from": frames - 100, "to": frames, "axis": 2, "axis_1": 1}
    graph = helper.make_graph(
        nodes,
        "turn",
        [helper.make_tensor_value_info("input_features", TensorProto.FLOAT, ["n", 80, frames])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", 1])],
        [helper.make_tensor(name, TensorProto.INT64, [1], [n]) for name, n in numbers.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(path))
    return path


@pytest.fixture
async def model(tmp_path, running):
    async with running(smart_turn.SmartTurn(build_network(tmp_path / "turn.onnx"))) as engine:
        yield engine


@pytest.fixture
def wheel(tmp_path, monkeypatch):
    """As pipecat-ai is installed, but no good to import."""
    build_network(tmp_path / "pipecat" / FILE)
    (tmp_path / "pipecat" / "__init__.py").write_text("raise RuntimeError('was imported')")
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path / "pipecat"


async def test_a_quiet_end_is_likelier_an_end(model):
    assert await model.completeness(LOUD) < 0.5 < await model.completeness(FADED)


async def test_no_sound_at_all_has_an_answer(model):
    assert 0 <= await model.completeness(np.zeros(0, np.int16)) <= 1


async def test_several_may_ask_at_once(model):
    found = await asyncio.gather(*(model.completeness(FADED) for _ in range(4)))
    assert len(set(found)) == 1


async def test_a_closed_model_refuses_work(model):
    await model.close()
    with pytest.raises(EngineError, match="is closed"):
        await model.completeness(LOUD)


async def test_a_file_that_is_no_network_does_not_load(tmp_path):
    (tmp_path / "turn.onnx").write_bytes(b"none")
    engine = smart_turn.SmartTurn(tmp_path / "turn.onnx")
    with pytest.raises(EngineUnavailable, match=r"turn\.onnx does not load"):
        await engine.start()
    await engine.close()


async def test_a_network_of_another_shape_does_not_load(tmp_path):
    engine = smart_turn.SmartTurn(build_network(tmp_path / "turn.onnx", frames=400))
    with pytest.raises(EngineUnavailable):
        await engine.start()
    await engine.close()


async def test_the_file_is_found_without_importing_the_package(wheel, configured, running):
    assert smart_turn.probe(configured(), HERE, "fr").ok
    async with running(smart_turn.build(configured(), HERE, "fr")) as engine:
        assert engine.info.model == "smart-turn-v3.2-cpu"


def test_a_wheel_without_the_file_is_no_use(wheel, configured):
    (wheel / FILE).unlink()
    found = smart_turn.probe(configured(), HERE, "en")
    assert (found.ok, "lacks smart-turn-v3.2" in found.reason) == (False, True)
    with pytest.raises(EngineUnavailable, match="smart-turn"):
        smart_turn.build(configured(), HERE, "en")


def test_a_language_that_it_was_not_trained_for_is_told(wheel, configured):
    assert not smart_turn.probe(configured(), HERE, "eo").ok


async def test_the_real_network_answers(configured, running):
    if find_spec("pipecat") is None:
        missing("pipecat-ai is not installed: scripts/test does it")
    async with running(smart_turn.build(configured(), HERE, "en")) as engine:
        assert 0 <= await engine.completeness(FADED) <= 1
