"""Who gives the levels of answers: the rules, or the language model that is set."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

from talkup_local.assessment.model_scorer import ModelScorer
from talkup_local.assessment.rules_scorer import RulesScorer
from talkup_local.assessment.scoring import Scorer
from talkup_local.config.model import Config
from talkup_local.errors import ConfigError
from talkup_local.wiring.engines import load_wanted

ScorerName = Literal["rules", "model"]


@asynccontextmanager
async def scorer(name: ScorerName, config: Config, folder: Path) -> AsyncIterator[Scorer]:
    """Give a scorer while it is needed. Raises ConfigError, EngineUnavailable: no model."""
    if name == "rules":
        yield RulesScorer()
        return
    taken = await load_wanted(config, folder, "llm")
    if taken.engine is None:
        mend = "Use rules, or get one: talkup-local models pull standard"
        raise ConfigError("there is no language model here", key="--engine", mend=mend)
    try:
        yield ModelScorer(taken.engine, RulesScorer())
    finally:
        await taken.close()
