import pytest
from support.bundles import wheel

from talkup_local.catalogue.bundle.wheel import Wheel, glibc_needed

TAGS = "manylinux2014_x86_64.manylinux_2_17_x86_64.manylinux_2_28_x86_64"


def test_it_tells_its_licence_and_the_texts(tmp_path):
    made = wheel(tmp_path, "two-words", licence="MIT OR Apache-2.0")
    assert made.licence == "MIT OR Apache-2.0"
    assert made.notices() == (
        "two-words 1.0\nlicence: MIT OR Apache-2.0\n\n"
        "==== licenses/LICENSE\n\nthe licence of two-words\n"
    )


@pytest.mark.parametrize(
    ("tag", "glibc"),
    [
        ("py3-none-any", (2, 17)),
        (f"cp311-cp311-{TAGS}", (2, 17)),
        ("cp311-cp311-manylinux_2_28_x86_64", (2, 28)),
        ("cp311-cp311-manylinux1_x86_64", (2, 5)),
    ],
)
def test_the_oldest_c_library_stands_in_its_tags(tmp_path, tag, glibc):
    assert wheel(tmp_path, "a", tag=tag).glibc == glibc


def test_a_wheel_without_a_promise_is_looked_into(tmp_path):
    library = b"\0GLIBC_2.2.5\0memcpy\0GLIBC_2.38\0GLIBC_2.14\0"
    files = {"a/lib.so": library, "a/notes.txt": b"\0GLIBC_2.99\0"}
    assert wheel(tmp_path, "a", tag="py3-none-linux_x86_64", files=files).glibc == (2, 38)


def test_together_they_need_the_newest_of_these(tmp_path):
    tags = ("py3-none-any", "py3-none-manylinux_2_28_x86_64", "py3-none-manylinux_2_31_x86_64")
    made = [wheel(tmp_path, f"w{number}", tag=tag) for number, tag in enumerate(tags)]
    assert glibc_needed(made) == (2, 31)


def test_a_name_that_is_too_long_for_a_tar_keeps_its_oldest_tag(tmp_path):
    made = wheel(tmp_path, "charset-normalizer", "3.5.2", tag=f"cp311-cp311-{TAGS}")
    short = made.shortened()
    assert short.path.name == "charset_normalizer-3.5.2-cp311-cp311-manylinux2014_x86_64.whl"
    assert Wheel(short.path).metadata.name == "charset-normalizer"
