"""What must never be called somebody's words: the narrator's clauses, wishes, purposes, wrong speakers.

The tables of hard cases let one in twenty fail; here none may.
"""

from __future__ import annotations

import pytest

from rashomon.marking.quotations import find_in

#: A report, then the narrator's clause that begins with the word behind the bar.
NARRATED = [
    ("en", "The port stays shut, Karl Lund said, | after Norway had closed its border."),
    ("en", "If it goes on, “we leave the pact,” Karl Lund said, | after Norway had closed its border."),
    ("sv", "Hamnen förblir stängd, sade Karl Lund, | efter att Norge hade stängt sin gräns."),
    ("da", "Havnen forbliver lukket, sagde Karl Lund, | efter at Norge havde lukket sin grænse."),
    ("nb", "Havnen forblir stengt, sa Karl Lund, | etter at Danmark hadde stengt sin grense."),
    ("de", "Der Hafen bleibe zu, sagte Karl Lund, | nachdem Norwegen seine Grenze geschlossen hatte."),
    ("nl", "De haven blijft dicht, zei Karl Lund, | nadat Noorwegen zijn grens had gesloten."),
    ("fr", "Le port restera fermé, a déclaré Karl Lund, | après que la Norvège a fermé sa frontière."),
    ("es", "El puerto seguirá cerrado, dijo Karl Lund, | después de que Noruega cerrara su frontera."),
    ("it", "Il porto resterà chiuso, ha detto Karl Lund, | dopo che la Norvegia ha chiuso il confine."),
    ("pt", "O porto ficará fechado, disse Karl Lund, | depois que a Noruega fechou a fronteira."),
]

UNSAID = [
    ("en", "Karl Lund wants to return. He hopes to buy a boat, plans to sell his house and refuses to pay."),
    ("sv", "Karl Lund vill återvända. Han hoppas att köpa en båt och vägrar att betala."),
    ("da", "Karl Lund vil vende tilbage. Han håber at købe en båd og nægter at betale."),
    ("nb", "Karl Lund vil vende tilbake. Han håper å kjøpe en båt og nekter å betale."),
    ("de", "Karl Lund will zurückkehren. Er hofft, ein Boot zu kaufen, und plant, sein Haus zu verkaufen."),
    ("nl", "Karl Lund wil terugkeren. Hij hoopt een boot te kopen en weigert te betalen."),
    ("fr", "Karl Lund veut revenir. Il espère acheter un bateau et refuse de payer."),
    ("es", "Karl Lund quiere volver. Espera comprar un barco y se niega a pagar."),
    ("it", "Karl Lund vuole tornare. Spera di comprare una barca e rifiuta di pagare."),
    ("pt", "Karl Lund quer voltar. Ele espera comprar um barco e recusa-se a pagar."),
    ("sv", "Karl Lund ropade på hjälp för att rädda båten."),
    ("da", "Karl Lund råbte på hjælp for at redde båden."),
    ("fr", "Les pêcheurs ont voté pour le changement de nom du port."),
    ("es", "Los pescadores votaron para el cambio de nombre del puerto."),
    ("it", "Il porto ha chiuso per le barche da pesca della costa."),
    ("pt", "O porto fechou para os barcos de pesca da costa."),
    ("es", "La comisión publicó los resultados de una consulta que reveló un gran apoyo."),
    ("en", "Karl Lund asked for boats that carried more fish."),
]

#: A report and the name of who speaks; the words that describe the speaker are not part of it.
SPEAKERS = [
    ("en", "The pilot, who left London at 15, said the port was shut.", "The pilot"),
    ("sv", "Borgmästaren, som har bott i London, sade att hamnen var stängd.", "Borgmästaren"),
    ("da", "Borgmesteren, der har boet i London, sagde, at havnen var lukket.", "Borgmesteren"),
    ("nb", "Ordføreren, som har bodd i London, sa at havnen var stengt.", "Ordføreren"),
    ("de", "Der Bürgermeister, der in London lebt, sagte, der Hafen sei zu.", "Der Bürgermeister"),
    ("nl", "De burgemeester, die in Londen woont, zei dat de haven dicht was.", "De burgemeester"),
    ("fr", "Le maire, qui vit à Londres, a dit que le port était fermé.", "Le maire"),
    ("es", "El alcalde, que vive en Londres, dijo que el puerto estaba cerrado.", "El alcalde"),
    ("it", "Il sindaco, che vive a Londra, ha detto che il porto era chiuso.", "Il sindaco"),
    ("pt", "O prefeito, que vive em Londres, disse que o porto estava fechado.", "O prefeito"),
    ("pt", "A gente disse que o porto vai reabrir.", ""),
    ("en", "It said the port would stay shut.", ""),
]


@pytest.mark.parametrize(("language", "marked"), NARRATED)
def test_a_clause_of_the_narrator_is_not_part_of_what_was_said(language: str, marked: str) -> None:
    told = marked.index("|")
    text = marked.replace("| ", "")
    found = find_in(text, language)
    assert found
    assert all(quotation.span.end < told for quotation in found)


@pytest.mark.parametrize(("language", "text"), UNSAID)
def test_what_somebody_wants_or_does_is_not_said(language: str, text: str) -> None:
    assert find_in(text, language) == []


@pytest.mark.parametrize(("language", "text", "name"), SPEAKERS)
def test_the_speaker_is_named_without_what_is_told_of_them(language: str, text: str, name: str) -> None:
    (found,) = find_in(text, language)
    assert (found.speaker.name if found.speaker else "") == name


def test_a_plan_in_somebody_s_own_words_is_quoted() -> None:
    (found,) = find_in("Karl Lund plans to “build the biggest harbour in the north”.", "en")
    assert found.kind == "mixed"


def test_words_that_somebody_else_is_quoted_with_are_theirs() -> None:
    text = "Officials reported that Anna Brook called the bridge “a death trap waiting to happen”."
    reported, quoted = find_in(text, "en")
    assert (reported.kind, reported.speaker and reported.speaker.name) == ("indirect", "Officials")
    assert (quoted.kind, quoted.speaker and quoted.speaker.name) == ("direct", "Anna Brook")
    assert reported.span.contains(quoted.span)


def test_a_wording_that_may_be_the_reporter_s_source_is_not_given_to_somebody_else() -> None:
    text = "Karl Lund said that Anna Brook was asking the towns to “take back all of their boats”."
    (found,) = find_in(text, "en")
    assert found.speaker is not None
    assert found.speaker.name == "Karl Lund"
    assert found.parts
