"""Containerfiles and the compose file, as far as they can be judged without an engine."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from talkup_local.catalogue import portable
from talkup_local.catalogue.resources import resource
from talkup_local.engines.offline import OFFLINE

FILES = ("Containerfile", "Containerfile.cuda")
ROOT = resource("deploy").parent


@pytest.mark.parametrize("name", FILES)
def test_the_linter_has_nothing_to_say(name: str):
    linter = shutil.which("hadolint", path=Path(sys.executable).parent)
    assert linter
    done = subprocess.run(
        [linter, "--failure-threshold=style", "--no-color", resource(f"deploy/{name}")],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("name", FILES)
def test_what_is_copied_in_is_there_and_not_kept_out(name: str):
    seen = (ROOT / ".dockerignore").read_text()
    for line in re.findall(
        r"^COPY (?!--from)(.+)$", resource(f"deploy/{name}").read_text(), re.MULTILINE
    ):
        for source in line.split()[:-1]:
            assert list(ROOT.glob(source)), source
            parts = source.split("/")
            ways = ["/".join(parts[: n + 1]) for n in range(len(parts))]
            assert any(f"!{way}\n" in seen for way in ways), source


@pytest.mark.parametrize("name", FILES)
def test_all_that_the_package_is_built_from_is_copied_in(name: str):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    copied = resource(f"deploy/{name}").read_text().rpartition("\nFROM ")[0]
    for source in (*wheel["packages"], *wheel["force-include"], project["project"]["readme"]):
        assert re.search(rf"^COPY .*\b{re.escape(source)}\b", copied, re.MULTILINE), source


@pytest.mark.parametrize("name", FILES)
def test_it_runs_as_nobody_special_and_asks_about_its_health(name: str):
    last_stage = resource(f"deploy/{name}").read_text().rpartition("\nFROM ")[2]
    assert re.search(r"^USER [1-9]\d*:[1-9]\d*$", last_stage, re.MULTILINE)
    assert "HEALTHCHECK" in last_stage


@pytest.mark.parametrize("name", [*FILES, "talkup-local.service"])
def test_libraries_are_told_to_stay_offline_before_python_starts(name: str):
    text = resource(f"deploy/{name}").read_text()
    assert [
        f"{key}={value}" for key, value in OFFLINE.items() if f"{key}={value}" not in text
    ] == []


def test_both_images_have_the_same_llama_cpp():
    text = resource("deploy/Containerfile.cuda").read_text()
    assert f"ARG LLAMA_CPP_PYTHON={portable.VERSION}\n" in text


def services() -> dict[str, dict[str, Any]]:
    return yaml.safe_load(resource("deploy/compose.yaml").read_text())["services"]


@pytest.mark.parametrize("name", ["talkup", "talkup-cuda"])
def test_a_composed_service_may_do_little(name: str):
    service = services()[name]
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["mem_limit"]
    assert (ROOT / "deploy" / service["build"]["context"] / service["build"]["dockerfile"]).exists()


@pytest.mark.parametrize("name", ["talkup", "talkup-cuda"])
def test_only_this_machine_reaches_a_composed_service_by_default(name: str):
    assert all(port.startswith("127.0.0.1:") for port in services()[name]["ports"])


def test_models_are_mounted_and_can_not_be_changed():
    mounts = {mount["target"]: mount for mount in services()["talkup"]["volumes"]}
    assert mounts["/models"]["read_only"]


def test_a_card_is_asked_for_by_its_profile_alone():
    assert services()["talkup-cuda"]["profiles"] == ["cuda"]
    assert "profiles" not in services()["talkup"]
