"""A loaded GGUF, over llama.cpp's C interface as llama-cpp-python exposes it.

The package's ``Llama`` class is not used: it compiles the model's Jinja template,
points the whole process' stdout and stderr elsewhere while it loads, and copies
all logits when it saves a state.
"""

from __future__ import annotations

import ctypes
import functools
from collections import deque
from collections.abc import Collection, Mapping, Sequence, Sized
from pathlib import Path
from typing import Any

import msgspec

from talkup_local.engines.loaders import Placing
from talkup_local.errors import EngineUnavailable

_BATCH_TOKENS = 512
_ALL_LAYERS = 0x7FFF_FFFF
_RANDOM_SEED = 0xFFFF_FFFF
_SEQUENCE = 0
_NO_MEMORY = -2
_CARD, _WITHIN_PROCESSOR = 1, 2  # ggml's kinds of devices; 0 is the processor
_LOG_ERROR = 4  # ggml's level numbers: debug 1, info 2, warn 3, error 4
_LONGEST_TEMPLATE_BYTES = 65_536
_LONGEST_PIECE_BYTES = 1024

_OTHER_FILE = "Set llm.model to another GGUF file, or copy this one anew"

_TOP_K, _TOP_P, _MIN_P = 40, 0.95, 0.05


class LlamaLibrary:
    """llama.cpp; it can put some layers of a model on cards, and the rest on the processor."""

    def __init__(self, engine: str, *, context_tokens: int) -> None:
        self._engine, self._context_tokens = engine, context_tokens

    no_card = "there is no graphics card that this build of llama-cpp-python can use"

    def cards(self) -> tuple[str, ...]:
        """Return the cards, of whatever maker: ``cuda:0``, ``vulkan:0``."""
        import llama_cpp

        return tuple(_cards(llama_cpp))

    def layers(self, path: Path) -> int:
        """Return how many layers the model has that cards can take, 0 if it does not load."""
        import llama_cpp

        _log(llama_cpp)
        settings = llama_cpp.llama_model_default_params()
        none = _devices(llama_cpp, ())
        settings.devices = ctypes.addressof(none)  # so the weights are mapped, not read
        model = llama_cpp.llama_model_load_from_file(str(path).encode(), settings)
        if not model:
            return 0
        try:
            return int(llama_cpp.llama_model_n_layer(model)) + 1  # the last gives the words
        finally:
            llama_cpp.llama_model_free(model)

    def load(self, path: Path, placing: Placing) -> Native:
        """Return the loaded model. Raises EngineUnavailable."""
        return Native(self._engine, path, placing, context_tokens=self._context_tokens)


class Native:
    """A model and one context of it. Not safe for several threads.

    placing: its cards share the layers that it says. Raises EngineUnavailable when the file
    can't be loaded.
    """

    def __init__(self, engine: str, path: Path, placing: Placing, *, context_tokens: int) -> None:
        import llama_cpp

        self._library: Any = llama_cpp
        errors, _receiver = _log(llama_cpp)
        errors.clear()
        llama_cpp.llama_backend_init()
        model_settings = llama_cpp.llama_model_default_params()
        model_settings.n_gpu_layers = _ALL_LAYERS if placing.layers < 0 else placing.layers
        devices = _devices(llama_cpp, placing.cards)
        model_settings.devices = ctypes.addressof(devices)
        self._model = llama_cpp.llama_model_load_from_file(str(path).encode(), model_settings)
        if not self._model:
            raise EngineUnavailable(engine, f"{path} does not load: {_first(errors)}", _OTHER_FILE)
        if llama_cpp.llama_model_has_encoder(self._model):
            llama_cpp.llama_model_free(self._model)
            raise EngineUnavailable(engine, f"{path} is not a chat model", _OTHER_FILE)
        self._vocabulary = llama_cpp.llama_model_get_vocab(self._model)
        self._vocabulary_type = llama_cpp.llama_vocab_type(self._vocabulary)
        settings = llama_cpp.llama_context_default_params()
        settings.n_ctx = min(context_tokens, llama_cpp.llama_model_n_ctx_train(self._model))
        settings.n_batch = _BATCH_TOKENS
        settings.n_threads = settings.n_threads_batch = placing.threads
        settings.no_perf = True
        self._context = llama_cpp.llama_init_from_model(self._model, settings)
        if not self._context:
            llama_cpp.llama_model_free(self._model)
            reason = f"there is no room for {settings.n_ctx} tokens: {_first(errors)}"
            raise EngineUnavailable(engine, reason, "Lower llm.context_tokens")
        self._memory = llama_cpp.llama_get_memory(self._context)
        self.context_tokens: int = llama_cpp.llama_n_ctx(self._context)

    def close(self) -> None:
        """Free everything; nothing else may be called afterwards."""
        self._library.llama_free(self._context)
        self._library.llama_model_free(self._model)

    def own_template(self) -> str:
        """Text of the template that the file carries, "" without one."""
        buffer = ctypes.create_string_buffer(_LONGEST_TEMPLATE_BYTES)
        self._library.llama_model_meta_val_str(
            self._model, b"tokenizer.chat_template", buffer, len(buffer)
        )
        return buffer.value.decode("utf-8", errors="replace")

    def end_text(self) -> str:
        """How the model writes the end of a turn, "" when it has no sign for that."""
        token = self._library.llama_vocab_eos(self._vocabulary)
        text = None if token < 0 else self._library.llama_vocab_get_text(self._vocabulary, token)
        return text.decode("utf-8", errors="replace") if text else ""

    def start_tokens(self) -> list[int]:
        """Tokens that every prompt begins with."""
        if not self._library.llama_vocab_get_add_bos(self._vocabulary):
            return []
        return [self._library.llama_vocab_bos(self._vocabulary)]

    def tokenize(self, text: str, *, special: bool) -> list[int]:
        """Return the tokens of ``text``; markers become tokens only with ``special``."""
        if self._vocabulary_type == self._library.LLAMA_VOCAB_TYPE_RWKV:
            # llama.cpp ends the process at a sign that only longer tokens begin with.
            text = text.replace("<", "(")
        data = text.encode("utf-8", errors="replace")
        room = len(data) + 8
        tokens = (self._library.llama_token * room)()
        count = self._library.llama_tokenize(
            self._vocabulary,
            data,
            len(data),
            tokens,
            room,
            False,  # noqa: FBT003 - C has no names
            special,
        )
        if count < 0:
            raise RuntimeError(f"a text of {len(data)} bytes can't be tokenised")
        return list(tokens[:count])

    def token_texts(self) -> frozenset[str]:
        """Return how the vocabulary writes its tokens; markers are written as they are."""
        count = self._library.llama_vocab_n_tokens(self._vocabulary)
        texts = (self._library.llama_vocab_get_text(self._vocabulary, n) for n in range(count))
        return frozenset(text.decode("utf-8", errors="replace") for text in texts if text)

    def piece(self, token: int) -> bytes:
        """Return the bytes of a token; markers have none."""
        buffer = ctypes.create_string_buffer(_LONGEST_PIECE_BYTES)
        length = self._library.llama_token_to_piece(
            self._vocabulary,
            token,
            buffer,
            len(buffer),
            0,
            False,  # noqa: FBT003 - C has no names
        )
        return buffer.raw[: max(0, length)]

    def is_end(self, token: int) -> bool:
        """Whether the model says with ``token`` that it is done."""
        return bool(self._library.llama_vocab_is_eog(self._vocabulary, token))

    def evaluate(self, tokens: Sequence[int]) -> None:
        """Read ``tokens`` after those that were read before. Raises MemoryError, RuntimeError."""
        for start in range(0, len(tokens), _BATCH_TOKENS):
            part = tokens[start : start + _BATCH_TOKENS]
            array = (self._library.llama_token * len(part))(*part)
            batch = self._library.llama_batch_get_one(array, len(part))
            status = self._library.llama_decode(self._context, batch)
            if status == _NO_MEMORY:
                raise MemoryError("llama_decode found no memory")
            if status:
                raise RuntimeError(f"llama_decode gave status {status}")

    def truncate(self, length: int) -> bool:
        """Forget all but the first ``length`` tokens; tell whether that was possible."""
        return bool(self._library.llama_memory_seq_rm(self._memory, _SEQUENCE, length, -1))

    def clear(self) -> None:
        """Forget all tokens."""
        self._library.llama_memory_clear(self._memory, True)  # noqa: FBT003 - C has no names

    def save(self) -> Sized:
        """Return a copy of the memory of what was read; its length is in bytes."""
        size = self._library.llama_state_seq_get_size(self._context, _SEQUENCE)
        memory: Sized = (ctypes.c_uint8 * size)()
        self._library.llama_state_seq_get_data(self._context, memory, size, _SEQUENCE)
        return memory

    def restore(self, memory: Sized) -> bool:
        """Put back what ``save`` returned; tell whether that was possible."""
        self.clear()
        read = self._library.llama_state_seq_set_data(self._context, memory, len(memory), _SEQUENCE)
        return bool(read)

    def sampler(
        self, *, temperature: float, seed: int | None, schema: Mapping[str, Any] | None = None
    ) -> Any:
        """Return a sampler; free it with ``free_sampler``. schema: of the JSON to choose.

        Raises ValueError for a schema that can't be held.
        """
        library = self._library
        links = [] if schema is None else [self._grammar(schema)]
        chain = library.llama_sampler_chain_init(library.llama_sampler_chain_default_params())
        if temperature <= 0:
            links.append(library.llama_sampler_init_greedy())
        else:
            links += [
                library.llama_sampler_init_top_k(_TOP_K),
                library.llama_sampler_init_top_p(_TOP_P, 1),
                library.llama_sampler_init_min_p(_MIN_P, 1),
                library.llama_sampler_init_temp(temperature),
                library.llama_sampler_init_dist(
                    _RANDOM_SEED if seed is None else seed % _RANDOM_SEED
                ),
            ]
        for link in links:
            library.llama_sampler_chain_add(chain, link)
        return chain

    def _grammar(self, schema: Mapping[str, Any]) -> Any:
        """Return what leaves only tokens that go on with JSON of ``schema``."""
        library = self._library
        ends = (library.llama_vocab_eos, library.llama_vocab_eot)
        if all(end(self._vocabulary) < 0 for end in ends):  # llama.cpp would end the process
            raise ValueError("the model has no sign for the end, so none can be told to stop")
        text = grammar_of(schema).encode()
        link = library.llama_sampler_init_grammar(self._vocabulary, text, b"root")
        if not link:
            raise ValueError("llama.cpp takes no such schema")
        return link

    def free_sampler(self, sampler: Any) -> None:
        """Free what ``sampler`` returned."""
        self._library.llama_sampler_free(sampler)

    def sample(self, sampler: Any) -> int:
        """Choose the token that follows those that were read."""
        return int(self._library.llama_sampler_sample(sampler, self._context, -1))


def grammar_of(schema: Mapping[str, Any]) -> str:
    """Return the grammar of JSON that fits ``schema``, as llama.cpp reads it."""
    from llama_cpp.llama_grammar import json_schema_to_gbnf

    grammar: str = json_schema_to_gbnf(msgspec.json.encode(schema).decode())
    # a line feed within a string is no JSON
    return grammar.replace(r'char ::= [^"\\]', r'char ::= [^"\\\x7F\x00-\x1F]')


@functools.cache
def _log(library: Any) -> tuple[deque[str], Any]:
    """Keep llama.cpp's last errors instead of letting it write to stderr.

    Once per process: its log has one receiver, which must live as long as the process.
    """
    errors: deque[str] = deque(maxlen=4)

    def receive(level: int, text: bytes, _data: Any) -> None:
        if level == _LOG_ERROR:
            errors.append(text.decode("utf-8", errors="replace").strip())

    receiver = library.llama_log_callback(receive)
    library.llama_log_set(receiver, ctypes.c_void_p(0))
    return errors, receiver


def _cards(library: Any) -> dict[str, int]:
    """Return by name the addresses of ggml's cards; those within a processor if no other is."""
    _log(library)  # a look for cards is told on stderr otherwise
    from llama_cpp._ggml import libggml  # the package has no functions of its own for them

    count, get = libggml.ggml_backend_dev_count, libggml.ggml_backend_dev_get
    kind, name = libggml.ggml_backend_dev_type, libggml.ggml_backend_dev_name
    count.restype, get.restype, name.restype = ctypes.c_size_t, ctypes.c_void_p, ctypes.c_char_p
    get.argtypes = [ctypes.c_size_t]
    kind.argtypes = name.argtypes = [ctypes.c_void_p]
    cards: dict[int, dict[str, int]] = {_CARD: {}, _WITHIN_PROCESSOR: {}}
    for device in map(get, range(count())):
        called = name(device).decode()  # such as CUDA0
        maker = called.rstrip("0123456789")
        of_kind = cards.setdefault(kind(device), {})
        of_kind[f"{maker.lower()}:{called[len(maker) :] or 0}"] = device
    return cards[_CARD] or cards[_WITHIN_PROCESSOR]


def _devices(library: Any, cards: Collection[str]) -> Any:
    """Return a list for llama.cpp of the addresses of ``cards``, which ends with a zero."""
    known = _cards(library) if cards else {}
    return (ctypes.c_void_p * (len(cards) + 1))(*(known[card] for card in cards))


def _first(errors: deque[str]) -> str:
    """First error of a chain: the later ones only say that something failed."""
    return errors[0].split(": ", 1)[-1] if errors else "llama.cpp gives no reason"
