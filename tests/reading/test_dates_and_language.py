"""When a report says it was published, and which language it is in."""

from __future__ import annotations

import io
import json

import pytest

from rashomon.reading import read_paths
from rashomon.reading.publication import published_from_field
from rashomon.reading.text import report_from_text
from rashomon.text.language import detect, language_of, normal_tag

LEAD = "The harbour was closed on Monday after the storm had broken two of its piers in the night."
NEXT = "Fishermen waited for hours at the gate, and nobody could tell them when it would open again."


@pytest.mark.parametrize(
    ("line", "start", "precision"),
    [
        ("17 February 2019", "2019-02-17", "day"),
        ("Published: 17 February 2019 10:32 GMT", "2019-02-17", "day"),
        ("Sunday, February 17, 2019", "2019-02-17", "day"),
        ("Publicerad 17 februari 2019", "2019-02-17", "day"),
        ("Publiceret: 17. februar 2019 kl. 10.32", "2019-02-17", "day"),
        ("Veröffentlicht am 17.02.2019", "2019-02-17", "day"),
        ("Publié le 17 février 2019 à 10h32", "2019-02-17", "day"),
        ("Publicado el 17 de febrero de 2019", "2019-02-17", "day"),
        ("Pubblicato il 17 febbraio 2019", "2019-02-17", "day"),
        ("Opublikowano: 17 lutego 2019", "2019-02-17", "day"),
        ("Опубликовано 17 февраля 2019", "2019-02-17", "day"),
        ("2019年2月17日", "2019-02-17", "day"),
        ("2019-02-17", "2019-02-17", "day"),
        ("February 2019", "2019-02-01", "month"),
        ("Published 31/12/2019", "2019-12-31", "day"),
    ],
)
def test_a_line_of_a_date_above_the_body(line: str, start: str, precision: str) -> None:
    text = f"Storm closes the harbour\n\n{line}\n\n{LEAD}\n\n{NEXT}"
    published = report_from_text(text, "a.txt").published
    assert published is not None
    assert published.span is not None
    assert (published.start, published.precision, published.stated) == (start, precision, True)
    assert published.span.of(text) == published.text


@pytest.mark.parametrize(
    "line",
    [
        "Published 02/03/2019",
        "31 February 2019",
        "5 years ago",
        "In 2019 it was worse",
        "17 February",
        "Room 2019",
    ],
)
def test_lines_that_state_no_date(line: str) -> None:
    assert report_from_text(f"Storm closes harbour\n\n{line}\n\n{LEAD}\n\n{NEXT}", "a").published is None


def test_the_days_of_a_chronicle_are_no_date_of_publication() -> None:
    text = f"Friday, 8 February 2008\n\n{LEAD}\n\nSaturday, 9 February 2008\n\n{NEXT}"
    assert report_from_text(text, "a").published is None


def test_a_stray_header_before_the_first_words() -> None:
    text = f" date 2019-02 {LEAD}\n\n{NEXT}"
    report = report_from_text(text, "a")
    assert [(block.kind, block.span.of(text)) for block in report.blocks[:2]] == [
        ("furniture", " date 2019-02 "),
        ("body", f"{LEAD}\n\n"),
    ]
    assert report.published is not None
    assert (report.published.start, report.published.end) == ("2019-02-01", "2019-02-28")
    assert report.published.precision == "month"


@pytest.mark.parametrize(
    ("value", "start", "precision"),
    [
        ("2019", "2019-01-01", "year"),
        ("2019-02", "2019-02-01", "month"),
        ("2019-02-17", "2019-02-17", "day"),
        ("20190217", "2019-02-17", "day"),
        ("2019-02-17T10:32:05Z", "2019-02-17T10:32:05+00:00", "instant"),
        ("2019-02-17 10:32:05", "2019-02-17T10:32:05", "instant"),
        ("2019-02-17T10:32:05.123+0100", "2019-02-17T10:32:05+01:00", "instant"),
        ("Sun, 17 Feb 2019 10:32:05 GMT", "2019-02-17T10:32:05+00:00", "instant"),
        (1550399525, "2019-02-17T10:32:05+00:00", "instant"),
        (1550399525000, "2019-02-17T10:32:05+00:00", "instant"),
        ({"start": "2019-02-01", "end": "2019-02-28", "stated": False}, "2019-02-01", "month"),
    ],
)
def test_dates_given_as_data(value: object, start: str, precision: str) -> None:
    moment = published_from_field(value)
    assert moment is not None
    assert (moment.start, moment.precision) == (start, precision)


@pytest.mark.parametrize(
    "value", ["", "soon", "2019-02-31", "2019-13", "0000", "99999999", True, None, [], 1e300, {"start": 1}]
)
def test_what_is_no_date_is_none(value: object) -> None:
    assert published_from_field(value) is None


SAMPLES = {
    "sv": "Hamnen stängdes i måndags efter att stormen hade slagit sönder två av pirarna under natten.",
    "da": "Havnen blev lukket mandag, efter at stormen havde ødelagt to af molerne i løbet af natten.",
    "nb": "Havna ble stengt mandag etter at stormen hadde ødelagt to av moloene i løpet av natta.",
    "de": "Der Hafen wurde am Montag geschlossen, nachdem der Sturm zwei Molen zerstört hatte.",
    "nl": "De haven werd maandag gesloten nadat de storm twee pieren had vernield in de nacht.",
    "fr": "Le port a été fermé lundi après que la tempête a brisé deux de ses jetées dans la nuit.",
    "es": "El puerto fue cerrado el lunes después de que la tormenta rompiera dos de sus muelles.",
    "it": "Il porto è stato chiuso lunedì dopo che la tempesta aveva distrutto due moli nella notte.",
    "pt": "O porto foi fechado na segunda-feira depois que a tempestade destruiu dois cais à noite.",
    "fi": "Satama suljettiin maanantaina, kun myrsky oli rikkonut yöllä kaksi sen laituria.",
    "pl": "Port został zamknięty w poniedziałek po tym, jak burza zniszczyła w nocy dwa pirsy.",
    "cs": "Přístav byl v pondělí uzavřen poté, co bouře v noci poničila dvě jeho mola.",
    "uk": "Порт закрили в понеділок після того, як шторм уночі зруйнував два причали.",
    "ru": "Порт закрыли в понедельник после того, как ночью шторм разрушил два причала.",
    "el": "Το λιμάνι έκλεισε τη Δευτέρα αφού η καταιγίδα κατέστρεψε δύο προβλήτες τη νύχτα.",
    "tr": "Fırtınanın gece iki iskeleyi yıkmasının ardından liman pazartesi günü kapatıldı.",
    "ar": "أغلق الميناء يوم الاثنين بعد أن دمرت العاصفة اثنين من أرصفته أثناء الليل.",
    "fa": "بندر روز دوشنبه پس از آن که توفان شبانه دو اسکله را شکست بسته شد.",
    "he": "הנמל נסגר ביום שני לאחר שהסערה שברה שניים מהמזחים שלו במהלך הלילה.",
    "hi": "रात में तूफान से दो घाट टूट जाने के बाद सोमवार को बंदरगाह बंद कर दिया गया।",
    "zh": "星期一，暴风雨在夜间摧毁了两个码头后，港口被关闭。",
    "ja": "夜の嵐で桟橋が二つ壊れたため、港は月曜日に閉鎖された。",
    "ko": "밤새 폭풍으로 부두 두 곳이 부서져 월요일에 항구가 폐쇄되었다.",
    "en": LEAD,
}


@pytest.mark.parametrize("language", sorted(SAMPLES))
def test_the_language_of_one_sentence(language: str) -> None:
    assert detect(SAMPLES[language])[0] == language


@pytest.mark.parametrize(
    "text", ["", "…", "12345 67890 12345", "Nu", "https://example.org/a/b/c?d=e", "😀" * 50]
)
def test_too_little_to_tell(text: str) -> None:
    assert detect(text) == ("und", 0.0)


def test_labels_are_normal_tags() -> None:
    assert normal_tag("NO") == "nb"
    assert normal_tag("nn") == "nn"
    assert normal_tag("pt_br") == "pt-BR"
    assert normal_tag("eng") == "en"
    assert normal_tag("English please") is None


def test_a_label_stands_unless_it_is_plainly_wrong() -> None:
    long = " ".join([SAMPLES["sv"]] * 4)
    assert language_of(long, "sv-FI") == "sv-FI"
    assert language_of(long, "en") == "sv"
    assert language_of("Nu", "en") == "en"
    assert language_of(long, "bg") == "bg"
    assert language_of(long, "nonsense!") == "sv"


def test_a_text_in_one_script_with_words_of_another_is_told_by_its_own() -> None:
    chinese = "港口星期一关闭，因为风暴在夜间摧毁了两座码头，没有人受伤。" * 3
    assert detect(chinese + " di la il che non per una con del della e di " * 3)[0] == "zh"
    english = "The harbour was closed on Monday, and nobody knew when it would open: 港口。 "
    assert detect(english * 3)[0] == "en"


def _said_of(language: str, published: str, text: str) -> list[str]:
    raw = json.dumps({"language": language, "published": published, "text": text}).encode()
    reading = read_paths(["-"], stdin=io.BytesIO(raw))
    assert len(reading) == 1
    assert all(problem.note for problem in reading.problems)
    return [problem.reason for problem in reading.problems]


@pytest.mark.parametrize(
    ("language", "published", "text"),
    [
        ("en", "2019-05-14", "The weir at Sollund was opened today, 3 March 2024, after a long winter."),
        ("en", "2024-05-14", "The weir at Sollund was opened today, Sunday, March 3, 2024, at noon."),
        ("de", "2019-05-14", "Das Wehr bei Sollund ist heute, am 3. März 2024, geöffnet worden."),
        ("sv", "2019-05-14", "Dammen vid Sollund öppnades i dag, den 3 mars 2024, på förmiddagen."),
        ("fr", "2019-05-14", "Le barrage de Sollund a été ouvert aujourd’hui, dimanche 3 mars 2024."),
        ("es", "2019-05-14", "La presa de Sollund se abrió hoy, 3 de marzo de 2024, a mediodía."),
        ("ru", "2019-05-14", "Плотину в Соллунде открыли сегодня, 3 марта 2024 года, в полдень."),
        ("ar", "2019-05-14", "فُتح السد اليوم، 3 مارس 2024، قبل الظهر."),
        ("zh", "2019-05-14", "索伦德大坝今天（2024年3月3日）中午开闸放水。"),
        ("ja", "2019-05-14", "ダムは本日（2024年3月3日）開門された。"),
        ("en", "2019-05-14", "The weir at Sollund was opened on 3 March 2024, and two people were hurt."),
        ("de", "2019-05-14", "Das Wehr wurde am 3. März 2024 gesperrt, weil es regnete."),
        ("da", "2019-05-14", "Dæmningen blev åbnet den 3. marts 2024, og to personer var til stede."),
    ],
)  # fmt: skip
def test_a_date_that_the_text_contradicts_is_named(language: str, published: str, text: str) -> None:
    (note,) = _said_of(language, published, text)
    assert f"is dated {published}" in note
    assert "2024-03-03" in note


@pytest.mark.parametrize(
    ("language", "published", "text"),
    [
        ("en", "2024-03-04", "The weir at Sollund was opened today, 3 March 2024."),
        ("en", "2015-05-08", "In peace: “Today, 8 May 1945, the guns are silent,” he said."),
        ("en", "2019-05-14", "The new weir will be opened on 3 March 2024, the council said."),
        ("en", "2019-05-14", "He was banned until 3 March 2024. She signed till 30 June 2026."),
        ("en", "2019-05-14", "The hearing was moved to 3 March 2024."),
        ("de", "2019-05-14", "Das Wehr soll am 3. März 2024 geöffnet werden, sagte sie."),
        ("fr", "2019-05-14", "Le barrage ouvrira le 3 mars 2024, a dit le maire."),
        ("sv", "2019-05-14", "Dammen öppnar den 3 mars 2024, sade hon. Avtalet löper till den 30 juni 2026."),
        ("es", "2019-05-14", "El contrato vence el 30 de junio de 2024, dijo el club."),
        ("nl", "2019-05-14", "Het contract loopt af op 30 juni 2024, zei de club."),
    ],
)  # fmt: skip
def test_what_lies_ahead_or_is_told_of_another_time_contradicts_no_date(
    language: str, published: str, text: str
) -> None:
    assert _said_of(language, published, text) == []


def test_a_language_that_the_text_contradicts_is_named() -> None:
    german = (
        "Das Wehr bei Sollund ist am Freitag geöffnet worden, und der Fluss fiel bis zum Mittag um vierzig "
        "Zentimeter. Die Feuerwehr hatte in der Nacht die Keller am Ufer leer gepumpt, weil man nicht "
        "wusste, ob der Damm noch hält. Am Abend waren die Straßen wieder frei."
    )
    (note,) = _said_of("sv", "2024-05-14", german)
    assert "declares sv as its language" in note
    assert "read as de" in note
