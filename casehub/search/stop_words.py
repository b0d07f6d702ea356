"""Words too common to be searched for, by language: lunr's own for English, articles and the like for others.

Lists for other languages are short on purpose: the ranking already gives little weight to what every page has.
They are written without accents, as words are compared.
"""

from __future__ import annotations

from lunr.stop_word_filter import WORDS

_LISTS = {
    "fr": """
        a ai au aucun aussi autre aux avec avoir c ce ceci cela ces cet cette ceux ci comme comment d dans de
        des donc dont du elle elles en encore entre es est et ete etre eu eux faire fait il ils j je jusqu l la
        le les leur leurs lorsqu lui m ma mais me meme mes mon n ne ni nos notre nous on ont ou par pas peu peut
        plus pour pourquoi qu quand que quel quelle quelles quels qui quoi s sa sans se sera ses si son sont
        sous sur t ta te tes ton tous tout toute toutes tres tu un une vos votre vous y
    """,
    "es": """
        a al algo algunos ante antes aun cada como con contra cual cuales cuando de del desde donde dos e el
        ella ellas ellos en entre era es esa ese eso esta estan estas este esto estos fue fueron ha han hasta
        hay la las le les lo los mas me mi mis muy ni no nos nosotros o os otra otro para pero poco por porque
        que quien quienes se sea ser si sido sin sobre son su sus tambien tan te tiene tienen todo todos tu tus
        u un una uno unos y ya
    """,
    "de": """
        aber alle als also am an auch auf aus bei bin bis bist da damit dann das dass dem den der des die dies
        diese diesem diesen dieser doch dort du durch ein eine einem einen einer eines er es fur haben hat hatte
        hier ich ihr ihre im in ist ja kann kein keine mehr mein mit nach nicht noch nur ob oder ohne sein seine
        sich sie sind so uber um und uns unter vom von vor war waren was wenn wer werden wie wir wird wo zu zum
        zur
    """,
    "it": """
        a ad agli ai al alla alle allo anche c che chi ci come con cui d da dagli dai dal dalla dalle dallo
        degli dei del della delle dello di dove e ed essere fra gli ha hanno i il in io l la le lei lo loro lui
        ma mi ne negli nei nel nella nelle nello noi non o per perche piu quale quando quella quello questa
        questo se si sia sono su sua sue sui sul sulla suo suoi tra tu un una uno vi
    """,
    "pt": """
        a ao aos as ate com como da das de dela dele do dos e ela elas ele eles em entre era essa esse esta este
        eu foi ha isso isto ja la lhe mais mas me mesmo meu minha muito na nao nas nem no nos o os ou para pela
        pelas pelo pelos por qual quando que quem sao se sem ser seu seus so sobre sua suas tambem te tem um uma
        voce
    """,
    "nl": """
        aan al alle als bij dan dat de der deze die dit doch door dus een en er ge geen had heb hebben heeft het
        hier hij hoe hun ik in is ja je kan maar me meer men met mij mijn na naar niet nog nu of om onder ons
        ook op over te tegen toch tot u uit uw van veel voor want waren was wat we wel werd wie wij wordt ze
        zich zij zijn zo zonder
    """,
}

STOP_WORDS = {"en": frozenset(WORDS), **{language: frozenset(words.split()) for language, words in _LISTS.items()}}


def stop_words(language: str) -> frozenset[str]:
    """The stop words of a language; none where no list is kept."""
    return STOP_WORDS.get(language.partition("-")[0].lower(), frozenset())
