"""Disks, clock, limits."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from talkup_local.wiring.checks.system import WRITTEN, clock, descriptors, disks


def test_a_folder_that_is_not_there_yet_is_judged_by_the_one_above(tmp_path):
    (found,) = disks({"models": tmp_path / "not" / "yet"})
    assert found.facts["writable"]
    assert found.facts["free_bytes"] > 0


def test_a_folder_that_nobody_may_write_is_told():
    found = {finding.about: finding for finding in disks({"data": Path("/proc/1")})}
    assert (found["data"].state, found["data"].facts["writable"]) == ("note", False)


def test_a_clock_before_this_release_is_wrong():
    assert clock(WRITTEN - timedelta(days=1)).state == "note"
    assert clock(datetime.now(UTC)).state == "good"


def test_the_limit_of_open_files_is_told():
    assert descriptors().facts["limit"] != 0
