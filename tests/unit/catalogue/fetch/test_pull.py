"""Pulling from a hub: what comes, what is kept, and who hears the token."""

import os
import signal
import threading
import tomllib

import msgspec
import pytest
from support.hub import FILES, WEIGHTS, Trouble, model_of

from talkup_local.catalogue.fetch import halt
from talkup_local.catalogue.fetch.folder import exclusive
from talkup_local.catalogue.fetch.transfer import BLOCK_BYTES
from talkup_local.errors import FetchError, ModelBusy, ModelsFolderError, WrongContent


def test_a_model_comes_whole_and_its_commit_and_hashes_are_locked(shop):
    pulled = shop.pull()
    assert shop.lying_there() == FILES
    locked = tomllib.loads((shop.folder / "lock.toml").read_text())["models"]["something"]
    assert locked["revision"] == shop.commit
    assert {path: file["sha256"] for path, file in locked["files"].items()} == {
        one.file: one.sha256 for one in pulled
    }


def test_a_second_pull_reads_what_is_here_and_asks_nobody(shop):
    shop.pull()
    asked = len(shop.hub.seen)
    assert [one.fetched_bytes for one in shop.pull()] == [0, 0]
    assert len(shop.hub.seen) == asked


def test_files_put_there_by_hand_are_locked_without_fetching_them(shop):
    shop.weights.parent.mkdir(parents=True)
    for name, data in FILES.items():
        (shop.weights.parent / name).write_bytes(data)
    assert [one.fetched_bytes for one in shop.pull()] == [0, 0]
    assert shop.hub.served_bytes() == 0


def test_a_damaged_file_is_replaced(shop):
    shop.pull()
    shop.weights.write_bytes(b"x" + WEIGHTS[1:])
    shop.pull()
    assert shop.lying_there() == FILES


def test_the_token_reaches_the_hub_and_no_other_host(shop):
    shop.pull()
    told = {seen.host: set() for seen in shop.hub.seen}
    for seen in shop.hub.seen:
        told[seen.host].add(seen.headers.get("authorization"))
    assert told == {"endpoint": {"Bearer good"}, "cdn": {None}}


def test_requests_tell_nothing_of_this_machine(shop):
    shop.pull()
    agents = {seen.headers["user-agent"] for seen in shop.hub.seen}
    assert all(agent.startswith("talkup-local/") and " " not in agent for agent in agents)


def test_progress_ends_with_every_byte_done(shop):
    readings = []
    shop.pull(on_progress=readings.append)
    last = {reading.file: reading for reading in readings}
    assert {name: (r.stage, r.done_bytes, r.total_bytes) for name, r in last.items()} == {
        name: ("done", len(data), len(data)) for name, data in FILES.items()
    }


def test_ctrl_c_keeps_what_has_come_and_the_next_pull_repeats_no_more_than_a_block(shop):
    come = 9 * BLOCK_BYTES + 5000
    shop.hub.trouble("weights.dat", Trouble(stall_after=come))
    once = iter([True])

    def press(reading):
        # as much as will ever come: what is still on its way would be sent again
        here = reading.file == "weights.dat" and reading.done_bytes >= 9 * BLOCK_BYTES
        if here and next(once, False):
            os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        shop.pull(on_progress=press, silence_s=60)
    assert not shop.weights.exists()
    shop.pull()
    assert shop.lying_there() == FILES
    assert shop.hub.served_bytes("weights.dat") - len(WEIGHTS) <= BLOCK_BYTES


def test_ctrl_c_does_not_wait_for_a_thread_that_does_not_hear_it(shop, monkeypatch):
    monkeypatch.setattr(halt, "FAREWELL_S", 0.01)
    forever = threading.Event()
    once = iter([True])

    def press(reading):
        if reading.stage == "look" and next(once, False):  # in the thread that asks
            os.kill(os.getpid(), signal.SIGINT)
            forever.wait()

    with pytest.raises(KeyboardInterrupt):
        shop.pull(on_progress=press)
    forever.set()


def test_a_part_that_was_damaged_meanwhile_is_fetched_again_from_the_start(shop):
    shop.hub.trouble("weights.dat", *[Trouble(cut_after=BLOCK_BYTES)], *[Trouble(status=403)])
    with pytest.raises(FetchError):
        shop.pull()
    shop.part.write_bytes(b"x" * BLOCK_BYTES)
    shop.pull()
    assert shop.lying_there() == FILES


def test_a_whole_part_is_not_fetched_again(shop):
    shop.hub.trouble("weights.dat", Trouble(cut_after=BLOCK_BYTES), Trouble(status=403))
    with pytest.raises(FetchError):
        shop.pull()
    shop.part.write_bytes(WEIGHTS)
    before = shop.hub.served_bytes("weights.dat")
    shop.pull()
    assert shop.hub.served_bytes("weights.dat") == before


def test_one_file_that_fails_does_not_keep_the_others_back(shop):
    shop.hub.trouble("weights.dat", Trouble(status=404))
    with pytest.raises(FetchError):
        shop.pull()
    assert shop.lying_there() == {"config.json": FILES["config.json"]}


def test_another_hash_than_the_locked_one_is_refused_before_anything_is_fetched(shop):
    shop.pull()
    lock = shop.folder / "lock.toml"
    text = lock.read_text()
    locked = tomllib.loads(text)["models"]["something"]["files"]["weights.dat"]["sha256"]
    lock.write_text(text.replace(locked, "0" * 64))
    before = shop.hub.served_bytes()
    with pytest.raises(WrongContent, match="hash"):
        shop.pull()
    assert shop.hub.served_bytes() == before
    assert shop.lying_there() == FILES


def test_a_small_file_is_held_against_the_name_that_git_gives_it(shop):
    shop.hub.trouble("config.json", Trouble(body=b'{"a": 2}'))
    with pytest.raises(WrongContent, match="not what the hub has"):
        shop.pull()
    assert "config.json" not in shop.lying_there()


def test_a_file_that_is_no_model_is_refused_whatever_its_hash(shop):
    files = {"model.gguf": b"this is no model" * 100}
    shop.hub.add("somebody/nonsense", files)
    with pytest.raises(WrongContent, match=r"model\.gguf"):
        shop.pull(model_of("somebody/nonsense", files))
    assert shop.lying_there() == {}


def test_two_pulls_at_once_are_refused(shop):
    with exclusive(shop.folder), pytest.raises(ModelBusy, match=str(os.getpid())):
        shop.pull()


def test_room_is_asked_for_all_files_before_the_first_one_comes(shop):
    with pytest.raises(ModelsFolderError, match="have to stay free"):
        shop.pull(reserve_bytes=1 << 60)
    assert shop.hub.served_bytes() == 0


def test_a_disk_that_gets_full_on_the_way_is_told(shop):
    shop.part.parent.mkdir(parents=True)
    shop.part.symlink_to("/dev/full")
    with pytest.raises(ModelsFolderError, match="no room left"):
        shop.pull()
    assert not shop.weights.exists()


def test_a_folder_that_can_not_be_written_is_told(shop):
    shop.folder = shop.folder / "file" / "models"
    shop.folder.parent.parent.mkdir()
    shop.folder.parent.write_bytes(b"")
    with pytest.raises(ModelsFolderError, match="can't be written"):
        shop.pull()


def test_a_gated_repository_says_what_to_do(shop):
    shop.hub.gated.add("somebody/something")
    with pytest.raises(FetchError, match=r"asks for a login.*HF_TOKEN"):
        shop.pull(token="")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"repository": "somebody/nothing"}, "no somebody/nothing"),
        ({"revision": "0" * 40}, "no revision"),
        ({"files": model_of("a/b", {"other.dat": b"x"}).files}, r"no other\.dat"),
    ],
)
def test_what_the_hub_does_not_have_is_told(shop, changes, told):
    with pytest.raises(FetchError, match=told):
        shop.pull(msgspec.structs.replace(shop.model, **changes))
