"""A GGUF model through llama-cpp-python: streaming, cancelled between tokens.

There is one context. What it has read of a conversation is kept: the next prompt
of the same conversation is read from where it differs. When another conversation
comes in between, the memory of the first is put aside and brought back later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from talkup_local.config import Config
from talkup_local.engines.base import (
    ChatMessage,
    EngineInfo,
    GenerationOptions,
)
from talkup_local.engines.devices import Seat
from talkup_local.engines.formats import Misfit, misfit
from talkup_local.engines.llm.native import LlamaLibrary, Native
from talkup_local.engines.llm.own_template import OwnTemplate, check_allowed
from talkup_local.engines.llm.reply import ReplyText
from talkup_local.engines.llm.states import State, States, common_prefix
from talkup_local.engines.llm.templates import PLAIN, ChatTemplate, Piece, choose
from talkup_local.engines.loaders import (
    ALL_LAYERS,
    CPU,
    LIBRARIES,
    LayeredLibrary,
    Loaders,
    Placing,
)
from talkup_local.engines.probe import Probe, installed, resolve
from talkup_local.engines.threaded import ThreadedLanguageModel
from talkup_local.engines.threads import thread_count
from talkup_local.engines.worker import CancelFlag
from talkup_local.errors import EngineUnavailable, GenerationError

NAME: Final = "llama_cpp"

_NOT_FIRST_PART = re.compile(r"-(?!00001)\d{5}-of-\d{5}\.gguf$")
_NAME_ONE = "Set llm.model to a GGUF file, or leave it empty"
_LARGEST_FOR_CPU_BYTES = 3_200_000_000  # 4B at Q4_K_M

_KEPT_CONVERSATIONS = 32
_KEPT_BYTES = 1 << 30
# Between these the cancel flag is looked at: about a second of a 1.5B model on two cores.
_STEP_TOKENS = 128


class LlamaCpp(ThreadedLanguageModel):
    """One GGUF file. Settings are those of the ``llm`` table."""

    def __init__(
        self,
        path: Path,
        *,
        context_tokens: int = 4096,
        threads: int = 0,
        device: str = "auto",
        gpu_layers: int = ALL_LAYERS,
        own_template: str = "",
        library: LayeredLibrary | None = None,
    ) -> None:
        super().__init__()
        self._path = path
        self._threads, self._gpu_layers = threads, gpu_layers
        self._library = library or LlamaLibrary(NAME, context_tokens=context_tokens)
        self._seat: Seat[Native] = Seat(
            NAME,
            "llm",
            device if gpu_layers else CPU,
            library=self._library,
            placings=self._placings,
            load=self._open,
            free=lambda native: native.close(),
        )
        self._own_template = own_template
        self._template: ChatTemplate | OwnTemplate = PLAIN
        self._states = States(count=_KEPT_CONVERSATIONS, size_bytes=_KEPT_BYTES)
        self._read: list[int] = []
        """Tokens that the context has read."""
        self._owner = ""
        """Conversation that they belong to."""
        self._evaluated = 0

    @property
    def evaluated_tokens(self) -> int:
        """Tokens that the model has computed so far; those that it still knew are not counted."""
        return self._evaluated

    @property
    def info(self) -> EngineInfo:
        return self._seat.describe(EngineInfo(name=NAME, job="llm", model=self._path.stem))

    @property
    def template(self) -> str:
        """Name of the chat template in use; known once loaded."""
        return self._template.name

    def _load(self) -> None:
        self._seat.fill()

    def _placings(self, cards: tuple[str, ...]) -> Iterator[Placing]:
        """Yield all layers on the cards, then half of them, then none."""
        wanted, threads = self._gpu_layers, thread_count(self._threads)
        if cards:
            all_there = wanted == ALL_LAYERS
            yield Placing(cards=cards, threads=1 if all_there else threads, layers=wanted)
            layers = self._library.layers(self._path)
            if half := (layers if all_there else min(wanted, layers)) // 2:
                yield Placing(cards=cards, threads=threads, layers=half)
        yield Placing(threads=threads)

    def _open(self, placing: Placing) -> Native:
        native: Native = self._library.load(self._path, placing)
        try:
            self._template = self._written(native)
            hello = native.tokenize("Hello.", special=False)
            # Reads the weights in. A card takes now what it will need for long prompts: when it
            # lacks that later, llama.cpp may end the process.
            native.evaluate(hello * (_STEP_TOKENS // len(hello)) if placing.cards else hello)
            native.clear()
        except Exception:
            native.close()
            raise
        return native

    def _written(self, native: Native) -> ChatTemplate | OwnTemplate:
        """Return how to write for the model."""
        if not self._own_template:
            return choose(native.own_template(), native.token_texts)
        check_allowed(NAME, self._path, self._own_template)
        return OwnTemplate(NAME, native.own_template(), native.end_text())

    def _close(self) -> None:
        self._seat.clear()
        self._states.clear()
        self._read, self._owner = [], ""

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
        if not self._read_prompt(prompt, options.conversation, cancel):
            return
        reply = ReplyText((*self._template.stops, *options.stop))
        sampler = native.sampler(
            temperature=options.temperature, seed=options.seed, schema=options.schema
        )
        try:
            for _ in range(options.max_tokens):
                native = self._loaded()
                token = native.sample(sampler)
                if native.is_end(token):
                    break
                if text := reply.feed(native.piece(token)):
                    yield text
                if reply.stopped or cancel.cancelled:
                    break
                if not self._evaluate([token], cancel):
                    break
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
        self._read_prompt(prefix, options.conversation, cancel)

    def _forget(self, conversation: str) -> None:
        self._states.pop(conversation)
        if conversation == self._owner:
            self._owner = ""  # the tokens stay: the next prompt may begin alike

    def _loaded(self) -> Native:
        if self._seat.model is None:
            raise GenerationError(NAME, "is not loaded")
        return self._seat.model

    def _tokens(self, native: Native, pieces: Sequence[Piece]) -> list[int]:
        tokens = native.start_tokens()
        for piece in pieces:
            tokens += native.tokenize(piece.text, special=piece.special)
        return tokens

    def _read_prompt(self, tokens: list[int], conversation: str, cancel: CancelFlag) -> bool:
        """Read what the context does not hold yet; tell whether it came to the end."""
        native = self._loaded()
        self._turn_to(native, tokens, conversation)
        # The last token is always read anew: the choice of the next one comes from it.
        kept = max(0, min(common_prefix(self._read, tokens), len(tokens) - 1))
        if kept < len(self._read):
            if not native.truncate(kept):  # some architectures can't go back
                native.clear()
                kept = 0
            del self._read[kept:]
        for start in range(kept, len(tokens), _STEP_TOKENS):
            if cancel.cancelled or not self._evaluate(tokens[start : start + _STEP_TOKENS], cancel):
                return False
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

    def _evaluate(self, tokens: list[int], cancel: CancelFlag) -> bool:
        """Read ``tokens`` after those that were read, all of them anew if the card fails.

        Tell whether it came to the end; before that nothing may be sampled.
        """
        native = self._loaded()
        try:
            native.evaluate(tokens)
        except Exception as exc:
            before, self._read = self._read, []
            if not self._seat.ran_out(exc):
                native.clear()  # how far it came can't be known
                raise
        else:
            self._read += tokens
            self._evaluated += len(tokens)
            return True
        self._seat.leave_card()
        self._states.clear()
        again = before + tokens
        for start in range(0, len(again), _STEP_TOKENS):
            if cancel.cancelled:
                return False
            self._evaluate(again[start : start + _STEP_TOKENS], cancel)
        return True


def _misfit(path: Path) -> Misfit | None:
    try:
        return misfit(path, "gguf")
    except FileNotFoundError:
        return Misfit(reason="there is no such file", mend=_NAME_ONE)
    except OSError as exc:
        return Misfit(reason=f"it can't be read: {exc.strerror or exc}", mend=_NAME_ONE)


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
        if (fault := _misfit(path)) is None:
            return path
        reason = f"llm.model = {config.llm.model!r}: {fault.reason}"
        return Probe(ok=False, reason=reason, mend=fault.mend)
    looked = {
        path: _misfit(path)
        for path in sorted(shelf.glob("*.gguf"))
        if not path.name.startswith("mmproj")  # the eyes of a model, not the model
        and not _NOT_FIRST_PART.search(path.name)
    }
    found = [path for path, fault in looked.items() if fault is None]
    if not found:
        for path, fault in looked.items():
            if fault is not None:
                return Probe(ok=False, reason=f"{path}: {fault.reason}", mend=fault.mend)
        return Probe(
            ok=False,
            reason=f"no GGUF file in {shelf}",
            mend="Get one: talkup-local models pull standard (docs/models.md), or set llm.model",
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
    if isinstance(found, Probe):
        return found
    return Probe(ok=True, reason=f"found {found}", path=found)


def library(config: Config, loaders: Loaders) -> LayeredLibrary:
    """Return what loads its models."""
    return loaders.llama or LlamaLibrary(NAME, context_tokens=config.llm.context_tokens)


def build(config: Config, folder: Path, language: str, loaders: Loaders = LIBRARIES) -> LlamaCpp:
    """Return the engine, not yet loaded. Raises EngineUnavailable."""
    del language
    found = _locate(config, folder)
    if isinstance(found, Probe):
        raise EngineUnavailable(NAME, found.reason, found.mend)
    return LlamaCpp(
        found,
        context_tokens=config.llm.context_tokens,
        threads=config.llm.threads,
        device=config.llm.device,
        gpu_layers=config.llm.gpu_layers,
        own_template=config.llm.own_template,
        library=library(config, loaders),
    )
