import gzip

from talkup_local.server.page import assets


def folder(path, **files: str):
    """Write files by their name, ``__`` for a stroke and ``_`` for a dot."""
    for name, text in files.items():
        file = path / name.replace("__", "/").replace("_", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return path


def test_each_file_has_its_place(tmp_path):
    names = ("index_html", "admin_html", "favicon_svg", "css__base_css", "js__a__b_js")
    found = assets.load(folder(tmp_path, client__talk_js="", **dict.fromkeys(names, "")))
    assert sorted(found) == [
        "/",
        "/admin",
        "/client/talk.js",
        "/favicon.ico",
        "/page/css/base.css",
        "/page/js/a/b.js",
    ]


def test_only_what_a_browser_shows_or_runs_is_served(tmp_path):
    assert list(assets.load(folder(tmp_path, notes_txt="", a_py="", b_css=""))) == ["/page/b.css"]


def test_only_the_client_is_for_other_sites(tmp_path):
    found = assets.load(folder(tmp_path, client__a_js="", js__a_js=""))
    assert [path for path, asset in found.items() if asset.shared] == ["/client/a.js"]


def test_a_file_is_offered_compressed():
    asset = assets.Asset(b"a word, " * 100, "text/css")
    assert asset.compressed is not None
    assert gzip.decompress(asset.compressed) == asset.data


def test_what_gets_no_shorter_is_not_compressed():
    assert assets.Asset(b"short", "text/css").compressed is None


def test_the_tag_changes_with_the_content():
    one, other = (assets.Asset(data, "text/css").etag for data in (b"a", b"b"))
    assert one != other
    assert assets.Asset(b"a", "text/css").etag == one


def test_the_mark_changes_with_any_file(tmp_path):
    one = assets.load(folder(tmp_path / "one", css__a_css="1", js__b_js="1"))
    other = assets.load(folder(tmp_path / "other", css__a_css="1", js__b_js="2"))
    assert assets.mark(one) != assets.mark(other)
    assert assets.mark(one) == assets.mark(dict(reversed(one.items())))


def test_a_path_is_found_under_any_mark():
    marked = "/page/0123456789abcdef"
    assert assets.unmarked(f"{marked}/js/a.js") == ("/page/js/a.js", "0123456789abcdef")
    assert assets.unmarked(f"{marked}/client/a.js") == ("/client/a.js", "0123456789abcdef")
    assert assets.unmarked("/page/js/a.js") == ("/page/js/a.js", "")
