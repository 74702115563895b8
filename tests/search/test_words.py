from hypothesis import given
from hypothesis import strategies as st

from search.words import MAX_QUERY, excerpt, query_words


def test_query_words_keep_letters_and_digits_once():
    assert query_words('night "train" AND night* OR -2026 javascript:') == [
        "night",
        "train",
        "AND",
        "OR",
        "2026",
        "javascript",
    ]


def test_excerpt_marks_words_without_regard_to_accents_and_case():
    assert excerpt("Le Déjà vu", ["deja"]) == "Le <mark>Déjà</mark> vu"


def test_excerpt_marks_neighbours_as_one_and_what_a_word_begins():
    assert excerpt("Night trains are fine", ["night", "train"]) == "<mark>Night trains</mark> are fine"


def test_excerpt_shows_the_place_with_most_words():
    text = "train " + "x " * 400 + "the night train leaves " + "y " * 400

    assert "the <mark>night train</mark> leaves" in excerpt(text, ["night", "train"])


def test_excerpt_keeps_markup_inert():
    assert excerpt("<script>alert(1)</script>", ["script"]) == (
        "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;"
    )


def test_excerpt_of_a_text_without_the_words_is_its_beginning():
    assert excerpt("One two", ["three"]) == "One two"


@given(st.text(max_size=2000), st.text(max_size=MAX_QUERY * 2))
def test_excerpt_is_safe_and_bounded(text, q):
    html = str(excerpt(text, query_words(q)))

    assert html.replace("<mark>", "").replace("</mark>", "").count("<") == 0
