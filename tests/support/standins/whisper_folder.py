"""A stand-in Whisper: a real CTranslate2 folder that hears three tones as three sentences.

The first convolution looks for a tone in one of three bands, or for silence. The
decoder's feed-forward part is a table: the code of a token brings up the code of
its successor, so every sentence is a chain of words. The tokens after which the
text begins have no successor: there a little of what cross-attention heard
decides, which is the first word of a sentence, or the end when it was silent.

Every second column of the weights is zero: processors without 8-bit dot products
add two neighbouring products in 16 bits, and two full-scale ones do not fit.
"""

import json

import numpy as np
from ctranslate2.specs import whisper_spec
from faster_whisper.tokenizer import _LANGUAGE_CODES
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

from support.standins.codes import byte_letters, codes, written

WEIGHTS_HEAD = b"\x06\0\0\0\x0c\0WhisperSpec\0"
"""How the weights begin: looks like a model, but does not load."""

TONES_HZ = (300, 1000, 3000)
SENTENCES = (
    "I spent five years building websites.",
    "My team moved our payment system last winter.",
    "We should talk about what customers need.",
)

_BANDS = ((0, 16), (20, 36), (48, 64))  # mel bins of the three tones
_MELS, _POSITIONS, _TEXT_POSITIONS = 80, 1500, 448
_CODE_WIDTH = 32
_WIDTH, _INNER = 2 * _CODE_WIDTH, 128
_CHANNELS = (0, 2, 4, 6)  # of the bands and of silence

_START, _END = "<|startoftranscript|>", "<|endoftext|>"
_TRANSCRIBE, _BARE = "<|transcribe|>", "<|notimestamps|>"
_TIME_ZERO = "<|0.00|>"
_TASKS = ("<|translate|>", _TRANSCRIBE, "<|startoflm|>", "<|startofprev|>", "<|nospeech|>", _BARE)
_MULTILINGUAL_END = 50_257  # where the text tokens of the true model end
_DECOYS = 8

_SHARPNESS, _THRESHOLD = 40.0, 32.0


def build(path, *, multilingual=True):
    """Write the folder and return its path."""
    path.mkdir(parents=True, exist_ok=True)
    sentences = [[written(f" {word}") for word in text.split()] for text in SENTENCES]
    words = [*byte_letters(), *(token for sentence in sentences for token in sentence)]
    decoys = [f"~decoy{n}" for n in range(_DECOYS)]  # not in tokenizer.json: they say nothing
    text = [*words, *decoys]
    if multilingual:
        text += [f"~{n}" for n in range(_MULTILINGUAL_END - 1 - len(text))]
        text.append("")  # tells CTranslate2 that the model is multilingual
    languages = [f"<|{code}|>" for code in _LANGUAGE_CODES if code != "yue"]
    special = [_END, _START, *languages, *_TASKS]
    vocabulary = [*text, *special, *(f"<|{n * 0.02:.2f}|>" for n in range(_POSITIONS + 1))]
    number = {token: index for index, token in enumerate(vocabulary)}

    successors = _successors(sentences, multilingual=multilingual)
    openings = [_TIME_ZERO, _BARE]
    known = dict.fromkeys([*openings, *successors, *successors.values()])
    code = {}
    for token, row in zip(known, codes(len(known), _CODE_WIDTH), strict=True):
        code[token] = np.zeros(_WIDTH, np.float32)
        code[token][::2] = row
    heard = [*(sentence[0] for sentence in sentences), _END]

    spec = whisper_spec.WhisperSpec(1, 1, 1, 1)
    _encoder(spec.encoder)
    _decoder(spec.decoder, code, successors, openings, heard)
    embedding = np.zeros((len(vocabulary), _WIDTH), np.float32)
    for token, row in code.items():
        embedding[number[token]] = row
    bias = np.zeros(len(vocabulary), np.float32)
    # The losing beams of a search go on with tokens that never end. Else they would
    # end before the best one does, and the search with them.
    bias[[number[decoy] for decoy in decoys]] = 0.54 * _WIDTH
    spec.decoder.embeddings.weight = spec.decoder.projection.weight = embedding
    spec.decoder.projection.bias = bias
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = [number[written(" ")], number[_END]]
    spec.config.lang_ids = [number[language] for language in languages]
    spec.config.alignment_heads = [[0, 0]]
    spec.register_vocabulary(vocabulary)
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(path))
    write_texts(path, vocabulary, [*words, *special], special)
    return path


def tone(pitch_hz, duration_s, rate_hz=16_000):
    """Return a tone that the model hears: int16, shape (n,)."""
    time_s = np.arange(round(duration_s * rate_hz)) / rate_hz
    return (10_000 * np.sin(2 * np.pi * pitch_hz * time_s)).astype(np.int16)


def _successors(sentences, *, multilingual):
    successors = {_TRANSCRIBE: _TIME_ZERO, _START: "<|en|>" if multilingual else _TIME_ZERO}
    successors |= {"<|en|>": _TRANSCRIBE, "<|fr|>": _TRANSCRIBE}
    for sentence in sentences:
        successors |= dict(zip(sentence, [*sentence[1:], _END], strict=True))
    return successors


def _norm(layer):
    layer.gamma, layer.beta = np.ones(_WIDTH, np.float32), np.zeros(_WIDTH, np.float32)


def _linear(layer, outputs, inputs):
    layer.weight = np.zeros((outputs, inputs), np.float32)
    layer.bias = np.zeros(outputs, np.float32)
    return layer


def _attend_to_nothing(attention):
    _norm(attention.layer_norm)
    _linear(attention.linear[0], 3 * _WIDTH, _WIDTH)
    _linear(attention.linear[1], _WIDTH, _WIDTH)


def _feed_forward(ffn):
    _norm(ffn.layer_norm)
    return _linear(ffn.linear_0, _INNER, _WIDTH), _linear(ffn.linear_1, _WIDTH, _INNER)


def _encoder(encoder):
    first = np.zeros((_WIDTH, _MELS, 3), np.float32)
    second = np.zeros((_WIDTH, _WIDTH, 3), np.float32)
    bias = np.zeros(_WIDTH, np.float32)
    for channel, (low, high) in zip(_CHANNELS, _BANDS, strict=False):  # a band against all of them
        first[channel, :, 1] = -4 / _MELS
        first[channel, low:high, 1] += 4 / (high - low)
    silence = _CHANNELS[-1]
    first[silence, :, 1], bias[silence] = -6 / _MELS, -6  # positive only when all are low
    second[_CHANNELS, _CHANNELS, 1] = 1
    encoder.conv1.weight, encoder.conv1.bias = first, bias
    encoder.conv2.weight, encoder.conv2.bias = second, np.zeros(_WIDTH, np.float32)
    encoder.position_encodings.encodings = np.zeros((_POSITIONS, _WIDTH), np.float32)
    _norm(encoder.layer_norm)
    for layer in encoder.layer:
        _attend_to_nothing(layer.self_attention)
        _feed_forward(layer.ffn)


def _decoder(decoder, code, successors, openings, heard):
    decoder.position_encodings.encodings = np.zeros((_TEXT_POSITIONS, _WIDTH), np.float32)
    _norm(decoder.layer_norm)
    (layer,) = decoder.layer
    _attend_to_nothing(layer.self_attention)

    keys, values = _feed_forward(layer.ffn)
    keys.bias[:] = -1
    entries = [(token, code[successor]) for token, successor in successors.items()]
    # An opening is wiped out, so that what was heard is all that is left.
    entries += [(token, -code[token] / (_SHARPNESS * 0.99 - _THRESHOLD)) for token in openings]
    # Normalised, a code is as long as the network is wide.
    scale = _SHARPNESS / np.sqrt(_WIDTH * _CODE_WIDTH)
    for row, (token, result) in zip(range(0, 2 * len(entries), 2), entries, strict=True):
        keys.weight[row] = scale * code[token]
        keys.bias[row] = -_THRESHOLD
        values.weight[:, row] = result

    attention = layer.attention
    _norm(attention.layer_norm)
    query = _linear(attention.linear[0], _WIDTH, _WIDTH)
    key_value = _linear(attention.linear[1], 2 * _WIDTH, _WIDTH)
    _linear(attention.linear[2], _WIDTH, _WIDTH).weight = np.eye(_WIDTH, dtype=np.float32)
    query.bias[0] = 15  # look at where any channel is loud
    key_value.weight[0, _CHANNELS] = 1
    for channel, token in zip(_CHANNELS, heard, strict=True):
        key_value.weight[_WIDTH:, channel] = 0.15 / np.sqrt(_WIDTH) * code[token]


def write_texts(path, vocabulary, tokens, special):
    """Write what is beside the weights. tokens: those that say something."""
    number = {token: index for index, token in enumerate(vocabulary)}
    tokenizer = Tokenizer(
        models.BPE(vocab={t: number[t] for t in tokens}, merges=[], ignore_merges=True)
    )
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in special])
    tokenizer.save(str(path / "tokenizer.json"))
    (path / "vocabulary.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    features = {"feature_size": _MELS, "sampling_rate": 16_000, "hop_length": 160, "n_fft": 400}
    (path / "preprocessor_config.json").write_text(
        json.dumps({**features, "chunk_length": 30}), encoding="utf-8"
    )
