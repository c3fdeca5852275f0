"""What `bench start` does to the files of models: nothing."""

from talkup_local.cli.bench.start import forget_pages


def test_a_cold_start_leaves_the_files_as_they_are(tmp_path):
    file = tmp_path / "llm" / "weights.gguf"
    file.parent.mkdir()
    file.write_bytes(b"weights" * 10_000)
    before = file.stat().st_mtime_ns
    forget_pages(tmp_path)
    assert file.read_bytes() == b"weights" * 10_000
    assert file.stat().st_mtime_ns == before
