from cms.pages.markdown.identity import with_kept_ids


def block(kind, value, identity):
    return {"type": kind, "value": value, "id": identity}


def test_same_content_keeps_its_id_wherever_it_moves_to():
    before = [block("paragraph", "a", "1"), block("code", "b", "2")]
    after = [block("paragraph", "new", "8"), block("paragraph", "a", "9"), block("code", "b", "10")]

    assert [item["id"] for item in with_kept_ids(after, before)] == ["8", "1", "2"]


def test_edited_block_takes_the_id_of_its_kind_in_its_place():
    before = [block("heading", "a", "1"), block("paragraph", "b", "2"), block("code", "c", "3")]
    after = [block("heading", "a", "7"), block("paragraph", "edited", "8"), block("code", "c", "9")]

    assert [item["id"] for item in with_kept_ids(after, before)] == ["1", "2", "3"]


def test_other_kind_in_the_same_place_is_another_block():
    assert with_kept_ids([block("code", "b", "9")], [block("paragraph", "a", "1")])[0]["id"] == "9"


def test_new_block_never_takes_an_id_that_is_in_use():
    first = "11111111-1111-1111-1111-111111111111"
    before = [block("paragraph", "edited", first)]
    after = [block("code", "x", "8"), block("paragraph", "edited", "9"), block("paragraph", "original", first)]

    ids = [item["id"] for item in with_kept_ids(after, before)]

    assert ids[:2] == ["8", first]
    assert len(set(ids)) == 3
