import platform
import sys

import pytest
from packaging.requirements import Requirement
from support.bundles import wheel

from talkup_local.catalogue.bundle.wheelhouse import (
    Target,
    gather,
    lacking,
    requirements,
    target,
)
from talkup_local.errors import WrongPlatform

OLD = Target(machine="x86_64", glibc=(2, 28), python="3.12")


PURE = "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
BACKEND = f"""
import zipfile

def build_wheel(folder, settings=None, metadata=None):
    name, about = "talkup_local-0.1.0-py3-none-any.whl", "talkup_local-0.1.0.dist-info/"
    with zipfile.ZipFile(folder + "/" + name, "w") as archive:
        archive.writestr(
            about + "METADATA", "Metadata-Version: 2.1\\nName: talkup-local\\nVersion: 0.1.0\\n"
        )
        archive.writestr(about + "WHEEL", {PURE!r})
        archive.writestr(about + "RECORD", "")
    return name
"""


def names(found):
    return sorted(map(str, found))


def test_by_default_the_target_is_this_machine():
    here = target()
    assert here.machine == platform.machine()
    assert here.python == f"{sys.version_info[0]}.{sys.version_info[1]}"


@pytest.mark.parametrize(
    ("python", "tag", "reason"),
    [
        ("3.10", "", "Python 3.10 is none of"),
        ("", "win_amd64", "win_amd64 is no platform"),
        ("", "manylinux_2_34_riscv64", "is another processor than this one"),
    ],
)
def test_a_target_that_can_not_be_made_for_is_refused(python, tag, reason):
    with pytest.raises(WrongPlatform, match=reason):
        target(python, tag)


@pytest.mark.parametrize(
    ("tag", "runs"),
    [
        ("py3-none-any", True),
        ("cp312-cp312-manylinux_2_17_x86_64", True),
        ("cp312-cp312-manylinux2014_x86_64", True),
        ("cp39-abi3-manylinux_2_28_x86_64", True),
        ("py3-none-linux_x86_64", True),
        ("cp312-cp312-manylinux_2_34_x86_64", False),
        ("cp311-cp311-manylinux_2_17_x86_64", False),
        ("cp312-cp312-manylinux_2_17_aarch64", False),
    ],
)
def test_a_wheel_runs_where_its_tags_say(tmp_path, tag, runs):
    assert OLD.runs(wheel(tmp_path, "a", tag=tag)) is runs


def test_nothing_is_lacking_when_all_that_is_needed_is_there(tmp_path):
    wheels = [wheel(tmp_path, "a", requires=["B>=1"]), wheel(tmp_path, "b", "1.5")]
    assert names(lacking(wheels, OLD, [Requirement("a")])) == []


def test_what_a_requirement_needs_is_looked_for_too(tmp_path):
    wheels = [wheel(tmp_path, "a", requires=["b"]), wheel(tmp_path, "b", requires=["c>2"])]
    assert names(lacking(wheels, OLD, [Requirement("a")])) == ["c>2"]


def test_a_version_that_does_not_do_is_lacking(tmp_path):
    wheels = [wheel(tmp_path, "a", requires=["b>=2"]), wheel(tmp_path, "b", "1.5")]
    assert names(lacking(wheels, OLD, [Requirement("a")])) == ["b>=2"]


def test_conditions_are_those_of_the_other_python(tmp_path):
    needs = ["old; python_version < '3.12'", "new; python_version >= '3.12'"]
    wheels = [wheel(tmp_path, "a", requires=needs)]
    assert names(lacking(wheels, OLD, [Requirement("a")])) == ["new"]


def test_an_extra_is_looked_for_when_it_was_asked_for(tmp_path):
    wheels = [wheel(tmp_path, "a", requires=["b; extra == 'more'"])]
    assert names(lacking(wheels, OLD, [Requirement("a")])) == []
    assert names(lacking(wheels, OLD, [Requirement("a[more]")])) == ["b"]


def test_requirements_that_go_in_a_circle_come_to_an_end(tmp_path):
    wheels = [wheel(tmp_path, "a", requires=["b"]), wheel(tmp_path, "b", requires=["a"])]
    assert names(lacking(wheels, OLD, [Requirement("a")])) == []


def test_every_wheel_is_pinned_with_its_hash_but_the_installer(tmp_path):
    made = [wheel(tmp_path, name, "1.5") for name in ("b-c", "pip", "a")]
    assert requirements(made) == (
        f"a==1.5 --hash=sha256:{made[2].sha256}\nb-c==1.5 --hash=sha256:{made[0].sha256}\n"
    )


def test_a_folder_of_wheels_takes_the_place_of_the_index(tmp_path, monkeypatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    folder, links = tmp_path / "gathered", tmp_path / "links"
    folder.mkdir()
    links.mkdir()
    about = {"hatchling-1.99.dist-info/WHEEL": PURE, "hatchling-1.99.dist-info/RECORD": ""}
    wheel(links, "hatchling", "1.99", files={"hatchling/build.py": BACKEND, **about})
    wheel(links, "pip", "26.0", files={"pip-26.0.dist-info/WHEEL": PURE})
    found = gather(folder, target(), find_links=[links])
    assert sorted(one.name for one in found) == ["pip", "talkup-local"]
