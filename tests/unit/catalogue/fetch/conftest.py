"""A hub with one model, and what it takes to pull it quickly."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.hub import FILES, Hub, model_of, running

from talkup_local.catalogue.fetch.pull import Pulled, pull
from talkup_local.catalogue.fetch.retry import Limits
from talkup_local.catalogue.fetch.sources import Sources


class Shop:
    """A hub, a models folder, and a model that comes from the one into the other."""

    def __init__(self, hub: Hub, folder: Path) -> None:
        self.hub, self.folder = hub, folder
        self.commit = hub.add("somebody/something", FILES)
        self.model = model_of("somebody/something", FILES)
        self.weights = folder / "llm" / "weights.dat"
        self.part = folder / "llm" / "weights.dat.part"
        self.pauses_s: list[float] = []

    def pull(
        self,
        model=None,
        *,
        on_progress=lambda _: None,
        reserve_bytes=0,
        silence_s=60,
        **changes,
    ) -> list[Pulled]:
        """Pull the model; pauses are noted, not waited for."""
        options = {"endpoint": self.hub.endpoint, "token": "good", **changes}
        return pull(
            {"something": model or self.model},
            self.folder,
            sources=Sources(**options),
            on_progress=on_progress,
            limits=Limits(connect_s=60, silence_s=silence_s, reserve_bytes=reserve_bytes),
            pause=self.pauses_s.append,
        )

    def lying_there(self) -> dict[str, bytes]:
        """Return the files of the model's folder."""
        return {path.name: path.read_bytes() for path in (self.folder / "llm").iterdir()}


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with running() as hub:
        yield Shop(hub, tmp_path / "models")
