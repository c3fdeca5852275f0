"""Graphics cards that exist in words only: the work is done on the processor."""

from dataclasses import replace
from typing import Any

from talkup_local.engines.loaders import Placing

NO_ROOM = RuntimeError("CUDA failed with error out of memory")
NO_CUBLAS = RuntimeError("Library libcublas.so.12 is not found or cannot be loaded")


class Cards:
    """Stands in for ``real``, and says that it has ``cards``.

    refuses: gives the exception with which a model does not load there, if it doesn't.
    breaks: by method of the loaded model, the exception of its n-th call on a card.
    tried: where a model was to be loaded.
    """

    no_card = "there is no card"

    def __init__(self, real, *cards, refuses=lambda _placing: None, breaks=None):
        self._real, self._cards, self._refuses, self._breaks = real, cards, refuses, breaks or {}
        self.tried: list[Placing] = []

    def cards(self):
        return self._cards

    def layers(self, path):
        return 8

    def load(self, path, placing):
        self.tried.append(placing)
        if placing.cards and (refusal := self._refuses(placing)):
            raise refusal
        model = self._real.load(path, replace(placing, cards=(), compute_type="int8"))
        return _Breaking(model, self._breaks) if placing.cards else model


class _Breaking:
    """A model whose methods fail when their call comes."""

    def __init__(self, model: Any, breaks: dict[str, tuple[int, Exception]]) -> None:
        self._model, self._breaks = model, breaks
        self._calls = dict.fromkeys(breaks, 0)

    def __getattr__(self, name):
        found = getattr(self._model, name)
        if name not in self._breaks:
            return found

        def call(*args, **kwargs):
            self._calls[name] += 1
            when, failure = self._breaks[name]
            if self._calls[name] == when:
                raise failure
            return found(*args, **kwargs)

        return call
