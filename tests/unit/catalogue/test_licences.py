from talkup_local.catalogue.licences import licence_text, report, terms
from talkup_local.catalogue.load import load_catalogue, resolve


def test_a_report_names_terms_obligations_and_whom_to_name(tmp_path):
    catalogue = load_catalogue(tmp_path)
    text = report(catalogue, resolve(catalogue, ["fr_fr-siwis-medium", "qwen3-4b"]))
    assert text.index("Apache License 2.0") < text.index("qwen3-4b") < text.index("CC-BY-4.0")
    assert "Recordings: SIWIS" in text
    assert "Name the authors" in text
    assert "MIT License" not in text


def test_every_model_stands_under_one_licence(tmp_path):
    catalogue = load_catalogue(tmp_path)
    listed = [m["name"] for group in terms(catalogue, catalogue.models) for m in group["models"]]
    assert sorted(listed) == sorted(catalogue.models)


def test_texts_that_must_be_passed_on_are_here():
    assert "Apache License" in licence_text("Apache-2.0")
    assert "WITHOUT WARRANTY" in licence_text("MIT")
    assert licence_text("CC-BY-4.0") == ""
