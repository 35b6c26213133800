"""The blocks of a report tile its text and say what every part of it is."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.model import Report
from rashomon.reading.text import report_from_text

LEAD = "The harbour was closed on Monday after the storm had broken two of its piers in the night."
NEXT = "Fishermen waited for hours at the gate, and nobody could tell them when it would open again."
LAST = "The council meets on Thursday to vote on the money for the repairs, its chairwoman said."


def laid(text: str) -> list[tuple[str, str]]:
    report = report_from_text(text, "a.txt")
    return [(block.kind, block.span.of(text).strip()) for block in report.blocks]


def tiles(report: Report) -> bool:
    blocks = report.blocks
    return (
        "".join(block.span.of(report.text) for block in blocks) == report.text
        and all(first.span.end == second.span.start for first, second in pairwise(blocks))
        and all(len(block.span) for block in blocks)
    )


PIECES = st.sampled_from(
    [
        *(LEAD, NEXT, LAST, "Comments", "By Jane Doe", "Jane Doe", "FINAL PUSH", "Photo: Jane Doe"),
        *("— Jane Doe (@jane) 17 May 2020", "date 2019-02 Words", "BEIRUT (AP) — Guns fell silent."),
        *(
            "\r\n",
            "\u2028",
            "”Nu”",
            "---",
            "Read more",
            "call us 0207 946 0123",
            "17 May 2020",
            "starAdd",
            " ",
            "",
        ),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=14).map("\n".join)))
def test_blocks_tile_any_text(text: str) -> None:
    report = report_from_text(text, "a.txt")
    assert tiles(report)
    assert report == report_from_text(text, "a.txt")


def test_title_deck_byline_and_body() -> None:
    head = "Storm closes the harbour\n\nTwo piers are broken, council to vote\n\nBy Jane Doe and Ali Haddad"
    text = f"{head}\n\n{LEAD}\n\n{NEXT}"
    assert [kind for kind, _ in laid(text)] == ["title", "deck", "byline", "body", "body"]
    report = report_from_text(text, "a.txt")
    assert (report.title, report.byline) == ("Storm closes the harbour", "Jane Doe and Ali Haddad")


def test_a_byline_and_a_title_printed_twice() -> None:
    title = "Storm closes the harbour"
    text = f"Harbour Post\n\n{title}\n\n{title}\nJane Doe\nJane Doe\n{LEAD}\n{NEXT}"
    assert [kind for kind, _ in laid(text)] == [
        "furniture", "title", "repeat", "byline", "repeat", "body", "body",
    ]  # fmt: skip


def test_the_name_of_the_site_behind_the_title_is_the_outlet() -> None:
    text = f"Storm closes the harbour | Harbour Post\n\nStorm closes the harbour\n\n{LEAD}\n\n{NEXT}"
    report = report_from_text(text, "a.txt")
    assert (report.title, report.outlet) == ("Storm closes the harbour", "Harbour Post")


def test_a_report_without_a_title_is_called_by_its_first_sentence() -> None:
    report = report_from_text(f"{LEAD} {NEXT}\n\n{LAST}", "a.txt")
    assert report.title == LEAD
    assert {block.kind for block in report.blocks} == {"body"}


@pytest.mark.parametrize(
    "caption",
    [
        "Waves break over the pier on Monday. Photographer: Jane Doe/Harbour Pictures",
        "Waves break over the pier, 6 May. (AP Photo/Jane Doe)",
        "Vågorna slår över piren. Foto: Anna Lind/TT",
        "Bølgerne slår over molen. Foto: Anna Lind",
        "Die Wellen schlagen über die Mole. (Foto: dpa)",
        "Les vagues sur la jetée. Crédit photo : Anne Lacroix",
        "Jane Doe / Getty Images",
        "Волны бьют о мол. Фото: Иван Петров",
        "海浪拍打码头。（图片来源：路透社）",
    ],
)
def test_captions_end_with_a_credit(caption: str) -> None:
    assert ("caption", caption) in laid(f"{LEAD}\n\n{caption}\n\n{NEXT}")


@pytest.mark.parametrize(
    "paragraph",
    [
        "The minister put it like this: “We have the picture: it is grim.”",
        "The inspector showed them the photo: nobody knew the man.",
        "The vote was split 12/14 between the two parties, according to the clerk.",
        "The letter was read out in court (a source close to him said).",
    ],
)
def test_sentences_are_no_captions(paragraph: str) -> None:
    assert ("body", paragraph) in laid(f"{LEAD}\n\n{paragraph}\n\n{NEXT}")


@pytest.mark.parametrize(
    "line", ["FINAL PUSH", "A long night", "”Dags att gå hem”", "Was kommt danach?", "'NO MORE WAITING'"]
)
def test_sub_headings_stand_between_paragraphs(line: str) -> None:
    wanted = "body" if line.endswith("?") else "heading"
    assert (wanted, line) in laid(f"{LEAD}\n{line}\n{NEXT}\n{LAST}")


@pytest.mark.parametrize(
    "line", ["“Yes.”", "– Nej, aldrig", "He waited:", "and then, nothing", "1. The pier"]
)
def test_short_speech_and_items_are_no_sub_headings(line: str) -> None:
    assert ("body", line) in laid(f"{LEAD}\n{line}\n{NEXT}\n{LAST}")


def test_embedded_posts_with_their_signature() -> None:
    inline = "The pier is gone! Stay at home. — Jane Doe (@janedoe) 6 May 2021"
    assert ("embed", inline) in laid(f"{LEAD}\n\n{inline}\n\n{NEXT}")
    apart = f"{LEAD}\n\nThe pier is gone! Stay at home.\n— Jane Doe (@janedoe) May 6, 2021\n\n{NEXT}"
    assert [kind for kind, _ in laid(apart)] == ["body", "embed", "embed", "body"]


def test_an_embedded_post_does_not_change_the_language() -> None:
    body = "Havnen blev lukket mandag, efter at stormen havde ødelagt to af molerne i løbet af natten."
    post = "The harbour is closed and nobody knows for how long, please stay at home everybody"
    report = report_from_text(f"{body}\n\n{post} — Jane Doe (@janedoe) 6. maj 2021\n\n{body[:40]} igen.", "a")
    assert report.language == "da"


def test_pull_quotes_and_their_attribution_are_repeats() -> None:
    said = "We will rebuild both of the piers before the next winter comes"
    text = f"{LEAD}\n{said}\nMayor Jane Doe\n{NEXT}\nShe told reporters: “{said}, whatever it costs.”\n{LAST}"
    assert [kind for kind, _ in laid(text)] == ["body", "repeat", "repeat", "body", "body", "body"]


def test_passages_printed_twice() -> None:
    near = LEAD.replace("closed", "shut")
    assert laid(f"{LEAD}\n\n{NEXT}\n\n{LEAD}\n\n{LAST}")[2][0] == "repeat"
    assert laid(f"{LEAD}\n\n{NEXT}\n\n{near} {LAST}")[2:] == [("repeat", near), ("body", LAST)]


@pytest.mark.parametrize(
    "later",
    [
        LEAD.replace("two", "2 or 3"),
        LEAD.replace("Monday", "Friday"),
        LEAD.replace("closed on Monday after", "reopened, unlike the two roads, before"),
    ],
)
def test_a_new_number_name_or_wording_is_no_repeat(later: str) -> None:
    assert laid(f"{LEAD}\n\n{NEXT}\n\n{later}")[2][0] == "body"


def test_one_other_word_in_a_short_sentence_says_another_thing() -> None:
    text = "Seven people were injured in the night attack.\n\nSeven people were killed in the night attack."
    assert [kind for kind, _ in laid(text)] == ["body", "body"]


def test_lines_wrapped_at_a_width_are_paragraphs() -> None:
    import textwrap

    paragraphs = [" ".join([LEAD, NEXT]), " ".join([NEXT[::-1].capitalize() + ".", LAST])]
    text = "\n\n".join(textwrap.fill(paragraph, 68) for paragraph in paragraphs)
    assert [kind for kind, _ in laid(text)] == ["body", "body"]


@pytest.mark.parametrize(
    ("paragraph", "dateline"),
    [
        ("BEIRUT (AP) — Guns fell silent on Monday.", "BEIRUT (AP) —"),
        ("WEST PALM BEACH, Fla. — Guns fell silent on Monday.", "WEST PALM BEACH, Fla. —"),
        ("Berlin (dpa) - Die Waffen schwiegen am Montag.", "Berlin (dpa) -"),
        ("KØBENHAVN, 17. feb. (Ritzau) – Våbnene tav mandag.", "KØBENHAVN, 17. feb. (Ritzau) –"),
        ("МОСКВА, 15 янв – Оружие замолчало в понедельник.", "МОСКВА, 15 янв –"),
    ],
)
def test_datelines(paragraph: str, dateline: str) -> None:
    assert laid(f"{paragraph}\n\n{NEXT}")[0] == ("dateline", dateline)


def test_scores_and_speech_are_no_datelines() -> None:
    for paragraph in ("ARSENAL - 20 years on, the trophy is back.", "– Nej, sa hon."):
        assert laid(f"{paragraph}\n\n{NEXT}")[0][0] != "dateline"


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "a ",
            "“",
            "(",
            "Photo: ",
            "\n",
            "— A (@b) ",
            "x_y",
            "call us 0207 946 0123 ",
            LEAD + " ",
            LEAD + "\n",
        ),
        *("17 May 2020\n", "Word word word four five six seven eight nine ten. ", "Comments\n", "Ab Cd\n"),
        *("\u0301", "a.b@", "www.", "1-", "a_b_c_d", "Aa Bb/"),
    ],
)
def test_time_is_linear_in_length(piece: str) -> None:
    def cost(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        start = time.process_time()
        assert tiles(report_from_text(text, "a.txt"))
        return time.process_time() - start

    cost(10_000)
    assert cost(160_000) < 20 * cost(40_000) + 0.5


PAGE = """Skip to content
Menu
Harbour Post
World
Share
Storm closes the harbour for a second week
By
Jane Doe
Published 17 Feb 2019, 10:32
Updated 18 Feb 2019
3 min read
Image source, Getty Images
The harbour was closed on Monday after the storm had broken two of its piers in the night.
Related stories
Storm hits the coast
Fishermen waited for hours at the gate, and nobody could tell them when it would open again.
(Reporting by Jane Doe; Editing by John Roe)
© 2019 Harbour Post. All rights reserved.
"""


def test_a_whole_page() -> None:
    report = report_from_text(PAGE, "a.txt")
    assert [block.kind for block in report.blocks] == [
        *(["furniture"] * 5),
        *("title", "byline", "byline", "dateline", "dateline", "furniture", "caption", "body"),
        *("furniture", "furniture", "body", "byline", "furniture"),
    ]
    assert (report.title, report.byline, report.outlet) == (
        "Storm closes the harbour for a second week",
        "Jane Doe",
        "Harbour Post",
    )
    assert report.published is not None
    assert report.published.start == "2019-02-17"
