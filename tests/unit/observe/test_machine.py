import os
from pathlib import Path

import pytest

from talkup_local.observe.machine import OwnUse, own_memory_bytes, this_machine, whole_cores

MIB = 1 << 20
V2 = "30 1 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw"
V1_CPU = "31 1 0:27 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu,cpuacct"
V1_MEMORY = "32 1 0:28 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory"
UNIFIED = "33 1 0:29 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw"


@pytest.fixture
def machine(tmp_path):
    """Write a machine with eight cores and 16,000 MiB, and tell what may be used of it."""

    def write(*mounts, groups="", files=(), cpus="0-7"):
        files = {
            "proc/cpuinfo": "model name\t: A processor\nflags\t\t: fpu avx2 fma\n\nflags\t: none",
            "proc/meminfo": "MemTotal: 16384000 kB\nMemFree: 1 kB\nMemAvailable: 8192000 kB",
            "proc/self/status": f"Name:\tx\nCpus_allowed_list:\t{cpus}",
            "proc/self/cgroup": groups,
            "proc/self/mountinfo": "\n".join(mounts),
            **{f"sys/fs/cgroup/{path}": text for path, text in dict(files).items()},
        }
        for path, text in files.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text + "\n")
        return this_machine(tmp_path)

    return write


def test_without_limits_it_is_the_whole_machine(machine):
    found = machine(V2, groups="0::/", files={"cpu.max": "max 100000", "memory.max": "max"})
    assert (found.cores, found.memory_bytes // MIB, found.memory_free_bytes // MIB) == (
        8,
        16_000,
        8_000,
    )


def test_the_processor_tells_its_name_and_what_it_can_do(machine):
    found = machine()
    assert (found.processor, found.features) == ("A processor", {"fpu", "avx2", "fma"})


def test_only_cores_of_the_affinity_mask_count(machine):
    assert machine(cpus="0-2,5").cores == 4


def test_the_smallest_quota_on_the_way_up_counts(machine):
    files = {"a/cpu.max": "150000 100000", "a/b/cpu.max": "400000 100000"}
    assert machine(V2, groups="0::/a/b", files=files).cores == 1.5


def test_a_quota_of_the_first_version_counts(machine):
    files = {"cpu/a/cpu.cfs_quota_us": "250000", "cpu/a/cpu.cfs_period_us": "100000"}
    assert machine(V1_CPU, groups="2:cpu,cpuacct:/a", files=files).cores == 2.5


def test_no_quota_of_the_first_version_is_no_limit(machine):
    files = {"cpu/a/cpu.cfs_quota_us": "-1", "cpu/a/cpu.cfs_period_us": "100000"}
    assert machine(V1_CPU, groups="2:cpu,cpuacct:/a", files=files).cores == 8


def test_two_versions_beside_each_other_are_both_looked_at(machine):
    files = {
        "unified/a/cpu.max": "300000 100000",
        "memory/m/memory.limit_in_bytes": str(2_000 * MIB),
        "memory/m/memory.usage_in_bytes": str(900 * MIB),
        "memory/m/memory.stat": f"cache 1\ntotal_inactive_file {400 * MIB}",
    }
    found = machine(UNIFIED, V1_MEMORY, groups="4:memory:/m\n0::/a", files=files)
    assert (found.cores, found.memory_bytes // MIB) == (3, 2_000)
    assert found.memory_free_bytes // MIB == 1_500


def test_in_a_container_the_mount_may_be_the_group_itself(machine):
    mount = "30 1 0:26 /docker/abc /sys/fs/cgroup rw - cgroup2 cgroup2 rw"
    found = machine(mount, groups="0::/docker/abc", files={"cpu.max": "200000 100000"})
    assert found.cores == 2


def test_a_group_of_another_namespace_is_judged_by_what_shows(machine):
    found = machine(V2, groups="0::/../other", files={"cpu.max": "100000 100000"})
    assert found.cores == 1


def test_memory_that_is_only_cache_is_free(machine):
    files = {
        "a/memory.max": str(4_000 * MIB),
        "a/memory.current": str(3_000 * MIB),
        "a/memory.stat": f"anon 5\ninactive_file {500 * MIB}\nactive_file {1_500 * MIB}",
    }
    assert machine(V2, groups="0::/a", files=files).memory_free_bytes // MIB == 3_000


def test_a_group_above_with_less_room_counts(machine):
    files = {
        "memory.max": str(6_000 * MIB),
        "memory.current": str(5_900 * MIB),
        "a/memory.max": str(4_000 * MIB),
        "a/memory.current": "0",
    }
    found = machine(V2, groups="0::/a", files=files)
    assert (found.memory_bytes // MIB, found.memory_free_bytes // MIB) == (4_000, 100)


def test_without_proc_the_system_is_asked(tmp_path):
    found = this_machine(tmp_path)
    assert found.cores >= 1
    assert 0 < found.memory_free_bytes <= found.memory_bytes


def test_this_machine_has_a_core_and_memory():
    found = this_machine(Path("/"))
    assert found.cores > 0
    assert 0 < found.memory_free_bytes <= found.memory_bytes


@pytest.mark.parametrize(("cores", "threads"), [(0.5, 1), (1.5, 1), (2, 2), (3.9, 3)])
def test_a_part_of_a_core_keeps_no_thread_busy(cores, threads):
    assert whole_cores(cores) == threads


def test_of_its_own_use_the_process_knows_cores_and_memory(tmp_path):
    use = OwnUse(0.0)
    assert 0 <= use.cpu(1e6) < 1
    assert use.cpu(1e6) == 0  # no time has passed
    pages = tmp_path / "proc" / "self" / "statm"
    pages.parent.mkdir(parents=True)
    pages.write_text("100 25 3\n")
    assert own_memory_bytes(tmp_path) == 25 * os.sysconf("SC_PAGE_SIZE")
    assert own_memory_bytes() > MIB
