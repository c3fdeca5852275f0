import io

import pytest
from msgspec.structs import replace
from pypdf import PdfReader
from support.records.making import MADE_AT, interview

from talkup_local.assessment.render import render
from talkup_local.assessment.report import build


@pytest.fixture(scope="module")
def report():
    record, assessments = interview("fr")
    return build(record, assessments, made_at=MADE_AT)


@pytest.fixture(scope="module")
def unanswered():
    record, _ = interview("fr")
    return build(replace(record, turns=()), {}, made_at=MADE_AT)


@pytest.fixture(scope="module")
def data(report):
    return render(report, "pdf")


@pytest.fixture(scope="module")
def reader(data):
    return PdfReader(io.BytesIO(data))


def text(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_the_document_names_itself_and_its_language(reader):
    assert reader.metadata.title == "Rapport d'entretien : conseillère clientèle"
    assert reader.root_object["/Lang"] == "fr"


def test_it_has_an_outline_of_sections_and_questions(reader):
    sections = [one.title for one in reader.outline if not isinstance(one, list)]
    assert sections[:4] == [
        "L'entretien", "Compétences", "Ce qu'il faut essayer ensuite", "Question par question",
    ]  # fmt: skip
    inner = [one.title for part in reader.outline if isinstance(part, list) for one in part]
    assert "2. Client mécontent" in inner


def test_it_says_what_the_page_says(reader, report):
    found = text(reader).replace("\N{NO-BREAK SPACE}", " ")
    assert "Elle est revenue le lundi pour nous remercier" in found
    assert "Niveau 4 sur 4 : Très solide" in found
    assert report.limits[1].split()[0] in found


def test_the_same_report_gives_the_same_bytes(unanswered):
    assert render(unanswered, "pdf") == render(unanswered, "pdf")


def test_letters_that_the_fonts_lack_are_told_by_the_nearest_ones(unanswered):
    said = "Wałęsa a dit : cœur, naïve, « 5 ≥ 4 »"
    found = text(PdfReader(io.BytesIO(render(replace(unanswered, statement=said), "pdf"))))
    assert "Walesa a dit" in found
    assert "cœur" in found
    assert "ne peuvent pas être affichés" not in found


def test_letters_that_nothing_is_near_to_are_owned_up_to(unanswered):
    made = replace(unanswered, statement="Merci 谢谢")
    found = text(PdfReader(io.BytesIO(render(made, "pdf"))))
    assert "Merci ??" in found
    assert "ne peuvent pas être affichés" in found


def test_words_longer_than_a_line_are_broken(unanswered):
    word = "x" * 400
    found = text(PdfReader(io.BytesIO(render(replace(unanswered, statement=word), "pdf"))))
    assert word in found.replace(" ", "")
