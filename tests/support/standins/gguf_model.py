"""A stand-in language model: a real GGUF file that asks one of three questions.

One layer of a Llama. Its feed-forward part is a table: the code of a token brings
up the code of its successor, so every question is a chain of words. The token
that ends every ChatML prompt, a line feed, leads to the first words of all three;
at temperature 0 the first question wins, at a higher one the seed decides.

Its attention looks at all tokens alike. A topic word anywhere in the conversation
makes its question win. So an answer shows whose conversation the model has in mind.
"""

import re

import gguf
import numpy as np

from support.standins.codes import byte_letters, codes, written

QUESTIONS = (
    "Thanks for coming today, could you describe your most recent job?",
    "What was the hardest problem that team ever solved?",
    "Why does café work interest students?",
)
TOPICS = (" budget", " deadline")
"""Words that bring up the second and the third question."""

TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)

_SPECIAL = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")

_WIDTH, _HEADS, _KEY_HEADS, _INNER = 256, 4, 2, 512
_HEAD_WIDTH = _WIDTH // _HEADS
_CONTEXT_TOKENS = 4096

_SUCCESSOR = 8.0  # strength of a successor beside the token itself
_ORDER = (1.0, 0.998, 0.996)  # the first question wins, but barely
_TOPIC = 15.0  # divided among all tokens, still more than that order and less than a word
_SHARPNESS = 20.0


def build(path, *, template=TEMPLATE):
    """Write the model and return its path. ``template``: the program that it carries."""
    letters = byte_letters()
    chains = [_tokens(question) for question in QUESTIONS]
    topics = [written(topic) for topic in TOPICS]
    words = dict.fromkeys(token for chain in chains for token in chain if token not in letters)
    vocabulary = [*letters, *words, *topics, *_SPECIAL]
    number = {token: index for index, token in enumerate(vocabulary)}
    start, end = written("\n"), "<|im_end|>"
    known = list(dict.fromkeys([start, end, *topics, *(t for chain in chains for t in chain)]))
    code = dict(zip(known, codes(len(known), _WIDTH), strict=True))

    successors = {start: list(zip([chain[0] for chain in chains], _ORDER, strict=True))}
    for chain in chains:
        for token, successor in zip(chain, [*chain[1:], end], strict=True):
            successors[token] = [(successor, 1.0)]

    embedding = np.zeros((len(vocabulary), _WIDTH))
    for token, row in code.items():
        embedding[number[token]] = row
    weights = {
        "token_embd.weight": embedding,
        "output_norm.weight": np.full(_WIDTH, 40 / _WIDTH),
        "blk.0.attn_norm.weight": np.ones(_WIDTH),
        "blk.0.ffn_norm.weight": np.ones(_WIDTH),
        **_table(code, successors),
        **_attention(code, topics, [chain[0] for chain in chains[1:]]),
    }
    _write(path, vocabulary, number, weights, template)
    return path


def _tokens(question):
    """A word is a token; a letter beyond ASCII is one for each byte, to be joined again."""
    tokens = []
    for part in re.findall(r" ?[A-Za-z]+|[,?]|[^\x00-\x7f]", question):
        tokens += [written(part)] if part.isascii() else written(part)
    return tokens


def _table(code, successors):
    gate, down = np.zeros((_INNER, _WIDTH)), np.zeros((_WIDTH, _INNER))
    for row, (token, following) in enumerate(successors.items()):
        gate[row] = code[token] / _WIDTH
        down[:, row] = sum(code[successor] * weight for successor, weight in following)
    return {
        "blk.0.ffn_gate.weight": gate * _SHARPNESS,
        "blk.0.ffn_up.weight": gate,
        "blk.0.ffn_down.weight": down * _SUCCESSOR / _SHARPNESS,
    }


def _attention(code, topics, first_words):
    """Queries and keys are zero: every token gets the same attention."""
    value, output = np.zeros((_KEY_HEADS * _HEAD_WIDTH, _WIDTH)), np.zeros((_WIDTH, _WIDTH))
    for row, (topic, first_word) in enumerate(zip(topics, first_words, strict=True)):
        value[row] = code[topic] / _WIDTH
        output[:, row] = code[first_word] * _TOPIC
    return {
        "blk.0.attn_q.weight": np.zeros((_WIDTH, _WIDTH)),
        "blk.0.attn_k.weight": np.zeros((_KEY_HEADS * _HEAD_WIDTH, _WIDTH)),
        "blk.0.attn_v.weight": value,
        "blk.0.attn_output.weight": output,
    }


def _write(path, vocabulary, number, weights, template):
    path.parent.mkdir(parents=True, exist_ok=True)
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_name("stand-in")
    writer.add_context_length(_CONTEXT_TOKENS)
    writer.add_embedding_length(_WIDTH)
    writer.add_block_count(1)
    writer.add_feed_forward_length(_INNER)
    writer.add_head_count(_HEADS)
    writer.add_head_count_kv(_KEY_HEADS)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("llama-bpe")  # takes a word of the vocabulary without any merge
    kinds = [gguf.TokenType.NORMAL] * (len(vocabulary) - len(_SPECIAL))
    writer.add_token_list(vocabulary)
    writer.add_token_types(kinds + [gguf.TokenType.CONTROL] * len(_SPECIAL))
    writer.add_token_merges([f"{written(' ')} t"])  # there must be one
    writer.add_bos_token_id(number["<|endoftext|>"])
    writer.add_eos_token_id(number["<|im_end|>"])
    writer.add_add_bos_token(False)  # noqa: FBT003 - it has no names
    writer.add_chat_template(template)
    for name, tensor in weights.items():
        writer.add_tensor(name, tensor.astype(np.float16 if tensor.ndim > 1 else np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
