"""A GGUF model through llama-cpp-python: streaming, cancelled between tokens.

There is one context. What it has read of a conversation is kept: the next prompt
of the same conversation is read from where it differs. When another conversation
comes in between, the memory of the first is put aside and brought back later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from talkup_local.config import Config
from talkup_local.engines.base import (
    ChatMessage,
    EngineInfo,
    GenerationOptions,
)
from talkup_local.engines.llm.reply import ReplyText
from talkup_local.engines.llm.states import State, States, common_prefix
from talkup_local.engines.llm.templates import PLAIN, ChatTemplate, Piece, choose
from talkup_local.engines.probe import Probe, installed, resolve
from talkup_local.engines.threaded import ThreadedLanguageModel
from talkup_local.engines.threads import thread_count
from talkup_local.engines.worker import CancelFlag
from talkup_local.errors import EngineUnavailable, GenerationError

if TYPE_CHECKING:
    from talkup_local.engines.llm.native import Native

NAME: Final = "llama_cpp"

_MAGIC = b"GGUF"
_NOT_FIRST_PART = re.compile(r"-(?!00001)\d{5}-of-\d{5}\.gguf$")
_LARGEST_FOR_CPU_BYTES = 3_200_000_000  # 4B at Q4_K_M

_KEPT_CONVERSATIONS = 32
_KEPT_BYTES = 1 << 30
# Between these the cancel flag is looked at: about a second of a 1.5B model on two cores.
_STEP_TOKENS = 128


class LlamaCpp(ThreadedLanguageModel):
    """One GGUF file. Settings are those of the ``llm`` table."""

    def __init__(
        self, path: Path, *, context_tokens: int = 4096, threads: int = 0, gpu_layers: int = -1
    ) -> None:
        super().__init__()
        self._path = path
        self._context_tokens, self._gpu_layers = context_tokens, gpu_layers
        self._threads = threads
        self._native: Native | None = None
        self._template: ChatTemplate = PLAIN
        self._states = States(count=_KEPT_CONVERSATIONS, size_bytes=_KEPT_BYTES)
        self._read: list[int] = []
        """Tokens that the context has read."""
        self._owner = ""
        """Conversation that they belong to."""

    @property
    def info(self) -> EngineInfo:
        on_gpu = self._native is not None and self._native.on_gpu
        return EngineInfo(
            name=NAME, job="llm", model=self._path.stem, device="gpu" if on_gpu else "cpu"
        )

    @property
    def template(self) -> str:
        """Name of the chat template in use; known once loaded."""
        return self._template.name

    def _load(self) -> None:
        from talkup_local.engines.llm.native import Native

        native = Native(
            NAME,
            self._path,
            context_tokens=self._context_tokens,
            threads=thread_count(self._threads),
            gpu_layers=self._gpu_layers,
        )
        self._template = choose(native.own_template(), native.token_texts)
        native.evaluate(native.tokenize("Hello.", special=False))  # reads the weights in
        native.clear()
        self._native = native

    def _close(self) -> None:
        native, self._native = self._native, None
        self._states.clear()
        self._read, self._owner = [], ""
        if native is not None:
            native.close()

    def _generate(
        self, messages: Sequence[ChatMessage], options: GenerationOptions, cancel: CancelFlag
    ) -> Iterator[str]:
        native = self._loaded()
        prompt = self._tokens(native, self._template.render(messages))
        if len(prompt) + options.max_tokens > native.context_tokens:
            raise GenerationError(
                NAME,
                f"the prompt has {len(prompt)} tokens; with a reply of {options.max_tokens} "
                f"they exceed the context of {native.context_tokens}",
            )
        if not self._read_prompt(native, prompt, options.conversation, cancel):
            return
        reply = ReplyText((*self._template.stops, *options.stop))
        sampler = native.sampler(temperature=options.temperature, seed=options.seed)
        try:
            for _ in range(options.max_tokens):
                token = native.sample(sampler)
                if native.is_end(token):
                    break
                if text := reply.feed(native.piece(token)):
                    yield text
                if reply.stopped or cancel.cancelled:
                    break
                self._evaluate(native, [token])
        finally:
            native.free_sampler(sampler)
        if text := reply.finish():
            yield text

    def _prepare(
        self, messages: Sequence[ChatMessage], options: GenerationOptions, cancel: CancelFlag
    ) -> None:
        native = self._loaded()
        prefix = self._tokens(native, self._template.render(messages, reply=False))
        if len(prefix) > native.context_tokens:
            raise GenerationError(
                NAME,
                f"the prompt has {len(prefix)} tokens, the context {native.context_tokens}",
            )
        self._read_prompt(native, prefix, options.conversation, cancel)

    def _forget(self, conversation: str) -> None:
        self._states.pop(conversation)
        if conversation == self._owner:
            self._owner = ""  # the tokens stay: the next prompt may begin alike

    def _loaded(self) -> Native:
        if self._native is None:
            raise GenerationError(NAME, "is not loaded")
        return self._native

    def _tokens(self, native: Native, pieces: Sequence[Piece]) -> list[int]:
        tokens = native.start_tokens()
        for piece in pieces:
            tokens += native.tokenize(piece.text, special=piece.special)
        return tokens

    def _read_prompt(
        self, native: Native, tokens: list[int], conversation: str, cancel: CancelFlag
    ) -> bool:
        """Read what the context does not hold yet; tell whether it came to the end."""
        self._turn_to(native, tokens, conversation)
        # The last token is always read anew: the choice of the next one comes from it.
        kept = max(0, min(common_prefix(self._read, tokens), len(tokens) - 1))
        if kept < len(self._read):
            if not native.truncate(kept):  # some architectures can't go back
                native.clear()
                kept = 0
            del self._read[kept:]
        for start in range(kept, len(tokens), _STEP_TOKENS):
            if cancel.cancelled:
                return False
            self._evaluate(native, tokens[start : start + _STEP_TOKENS])
        return True

    def _turn_to(self, native: Native, tokens: list[int], conversation: str) -> None:
        """Put the memory of another conversation aside, and bring back that of this one."""
        if conversation == self._owner:
            return
        if self._owner and self._read:
            self._states.put(self._owner, State(tokens=tuple(self._read), memory=native.save()))
        self._owner = conversation
        saved = self._states.pop(conversation)
        # What is there may serve better: conversations often begin with the same words.
        if saved and common_prefix(saved.tokens, tokens) > common_prefix(self._read, tokens):
            if native.restore(saved.memory):
                self._read = list(saved.tokens)
            else:
                native.clear()
                self._read = []

    def _evaluate(self, native: Native, tokens: list[int]) -> None:
        try:
            native.evaluate(tokens)
        except Exception:
            native.clear()  # how far it came can't be known
            self._read = []
            raise
        self._read += tokens


def _is_gguf(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def _locate(config: Config, folder: Path) -> Path | Probe:
    if not installed("llama_cpp"):
        return Probe(
            ok=False,
            reason="llama-cpp-python is not installed",
            mend='Install it: pip install "talkup-local[llm]" (compiles for some minutes)',
        )
    shelf = resolve(folder, config.models) / "llm"
    if config.llm.model:
        path = resolve(folder, config.llm.model)
        if not path.exists():
            path = shelf / config.llm.model
        if _is_gguf(path):
            return path
        reason = "is not a GGUF file" if path.exists() else "there is no such file"
        return Probe(
            ok=False,
            reason=f"llm.model = {config.llm.model!r}: {reason}",
            mend="Set llm.model to a GGUF file, or leave it empty",
        )
    found = [
        path
        for path in sorted(shelf.glob("*.gguf"))
        if _is_gguf(path)
        and not path.name.startswith("mmproj")  # the eyes of a model, not the model
        and not _NOT_FIRST_PART.search(path.name)
    ]
    if not found:
        return Probe(
            ok=False,
            reason=f"no GGUF file in {shelf}",
            mend=f"Put one into {shelf} (see docs/engines.md), or set llm.model",
        )
    return _best(found, gpu=config.profile == "gpu")


def _best(found: list[Path], *, gpu: bool) -> Path:
    """Return the largest model that the machine can run fast enough."""
    by_size = sorted(found, key=lambda path: path.stat().st_size)
    if gpu:
        return by_size[-1]
    light = [path for path in by_size if path.stat().st_size <= _LARGEST_FOR_CPU_BYTES]
    return light[-1] if light else by_size[0]


def probe(config: Config, folder: Path, language: str) -> Probe:
    """Tell whether there is a model; which languages it speaks can't be told."""
    del language
    found = _locate(config, folder)
    return found if isinstance(found, Probe) else Probe(ok=True, reason=f"found {found}")


def build(config: Config, folder: Path, language: str) -> LlamaCpp:
    """Return the engine, not yet loaded. Raises EngineUnavailable."""
    del language
    found = _locate(config, folder)
    if isinstance(found, Probe):
        raise EngineUnavailable(NAME, found.reason, found.mend)
    return LlamaCpp(
        found,
        context_tokens=config.llm.context_tokens,
        threads=config.llm.threads,
        gpu_layers=config.llm.gpu_layers,
    )
