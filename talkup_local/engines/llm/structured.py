"""Ask a language model for data instead of words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import msgspec

from talkup_local.engines.base import ChatMessage, GenerationOptions, LanguageModel
from talkup_local.errors import GenerationError

T = TypeVar("T")


async def structured(
    model: LanguageModel,
    messages: Sequence[ChatMessage],
    shape: type[T],
    *,
    schema: Mapping[str, Any],
    options: GenerationOptions,
    timeout_s: float | None = None,
    gives_way: bool = False,
) -> T:
    """Return the model's reply as ``shape``.

    schema: what the model is held to, if it can be. The messages should ask for JSON too: not
    every model elsewhere can. gives_way: to whoever else wants the model, as a candidate who
    waits for a reply. Raises GenerationError: it failed, was late, gave way, or said something
    else.
    """
    stream = model.stream(messages, replace(options, schema=schema))
    text = ""
    try:
        async with asyncio.timeout(timeout_s):
            async for piece in stream:
                text += piece
                if gives_way and model.waiting > 1:
                    raise GenerationError(model.info.name, "gives way to others")
    except TimeoutError:
        raise GenerationError(model.info.name, f"not done in {timeout_s:g} s") from None
    finally:
        if isinstance(stream, AsyncGenerator):
            await stream.aclose()
    begin, end = text.find("{"), text.rfind("}") + 1  # some wrap it in words, or in a code fence
    try:
        return msgspec.json.decode(text[begin:end] if begin >= 0 else text, type=shape)
    except msgspec.MsgspecError:
        raise GenerationError(model.info.name, "what it said is not what was asked for") from None
