import pytest

from talkup_local.cluster.batching import batched
from talkup_local.engines.scripted import ScriptedRecognizer
from talkup_local.errors import EngineUnavailable


def test_a_recogniser_of_single_utterances_can_not_be_batched():
    with pytest.raises(EngineUnavailable, match="batch"):
        batched(4)(ScriptedRecognizer())


def test_without_batches_a_recogniser_stays_as_it_is():
    engine = ScriptedRecognizer()
    assert batched(1)(engine) is engine
