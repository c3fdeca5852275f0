from typing import Annotated, Literal

import msgspec
import pytest
from msgspec import Meta, inspect

from talkup_local.protocol.fields import NEEDED, fields_of, in_words, words_at


@pytest.mark.parametrize(
    ("hint", "words"),
    [
        (int, "a whole number"),
        (Annotated[int, Meta(ge=1, le=5)], "a whole number from 1 to 5"),
        (Annotated[float, Meta(ge=0)], "a number of at least 0"),
        (Annotated[float, Meta(le=1)], "a number of at most 1"),
        (Annotated[float, Meta(gt=0, le=9)], "a number above 0 and at most 9"),
        (int | float, "a number"),
        (bool, "true or false"),
        (str | None, "text"),
        (Annotated[str, Meta(max_length=9)], "text of at most 9 characters"),
        (Annotated[str, Meta(min_length=1, max_length=9)], "text of 1 to 9 characters"),
        (bytes, "base64 text"),
        (msgspec.Raw, "anything"),
        (list[int], "a list of whole numbers"),
        (tuple[float, ...], "a list of numbers"),
        (list[list[str]], "a list of lists of texts"),
        (Annotated[list[str], Meta(max_length=3)], "a list of at most 3 texts"),
        (list[dict[str, int]] | str, "a list of objects or text"),
        (dict[str, int], "an object"),
        (Literal["a", "b"] | None, '"a" or "b"'),
    ],
)
def test_a_type_is_told_in_words(hint, words):
    assert sorted(in_words(inspect.type_info(hint)).split(" or ")) == sorted(words.split(" or "))


class Inner(msgspec.Struct):
    size: int


class Outer(msgspec.Struct, tag="outer"):
    inner: Annotated[Inner, Meta(description="What is inside.")]
    name: str = ""


def test_the_fields_of_a_message_stand_in_their_order():
    assert [(f.name, f.required, f.description) for f in fields_of(Outer)] == [
        ("inner", True, "What is inside."),
        ("name", False, ""),
    ]


class Scattered(msgspec.Struct):
    name: Annotated[str | None, Meta(extra=dict(NEEDED))] = None


def test_a_needed_field_is_required_although_it_has_a_default():
    assert [field.required for field in fields_of(Scattered)] == [True]


def test_a_field_is_found_by_its_path():
    assert words_at(Outer, ["inner", "size"]) == "a whole number"


@pytest.mark.parametrize("path", [["none"], ["name", "size"], ["inner", "size", "x"]])
def test_a_path_that_leads_nowhere_has_no_words(path):
    assert words_at(Outer, path) == ""
