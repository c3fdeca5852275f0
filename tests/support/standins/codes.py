"""What the stand-in networks have in common: orthogonal codes and bytes as text."""

import numpy as np


def codes(count, width):
    """Return ``count`` orthogonal rows of ones and minus ones, each with mean zero.

    ``width`` is a power of two. Rows of a Hadamard matrix: the product of two
    different ones is 0, of one with itself ``width``, and neither kind of
    normalisation in a transformer changes them.
    """
    matrix = np.ones((1, 1), np.float32)
    while len(matrix) < width:
        matrix = np.block([[matrix, matrix], [matrix, -matrix]])
    if count >= width:
        raise ValueError(f"{count} codes need a network wider than {width}")
    return matrix[1 : count + 1]


def byte_letters():
    """Return the letter that byte-level tokenizers write for each byte: 256 of them.

    Printable bytes stand for themselves, the others for the letters from U+0100 on.
    """
    printable = {*range(33, 127), *range(161, 173), *range(174, 256)}
    others = iter(range(256, 512))
    return [chr(byte if byte in printable else next(others)) for byte in range(256)]


def written(text):
    """Return ``text`` as a byte-level vocabulary writes it."""
    letters = byte_letters()
    return "".join(letters[byte] for byte in text.encode())
