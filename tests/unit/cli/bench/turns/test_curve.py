from talkup_local.cli.bench.turns.curve import Point, draw


def test_the_curve_is_written_as_png_and_svg(tmp_path):
    points = [
        Point(patience="relaxed", endpoint_ms=900, cutoff_percent=1, by_kind=(("a", 2.0),)),
        Point(patience="brisk", endpoint_ms=300, cutoff_percent=12),
    ]
    png, svg = draw(points, tmp_path / "deep" / "folder")
    assert png.read_bytes().startswith(b"\x89PNG")
    assert "</svg>" in svg.read_text()
