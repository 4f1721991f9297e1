"""Is a text only a question of what a treatment does in general, "can aldesleukin cause seizures", with nobody who has it?

This is the only reading that takes urgency away, so it is narrow: a question of a known form, in which nobody is spoken of, no
time is told, and nothing is said to be there. Where it is in doubt, somebody has it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from bedside.words.cues import at, ids, phrases, sentence, single
from bedside.words.lexicon import lexicon
from bedside.words.matching import Mention
from bedside.words.remedies import remedy
from bedside.words.tokens import Token

NAMED_WITHIN = 9
IN_CONDITION = frozenset(("if", "when", "once", "whenever"))
ANEW = frozenset(("i", "he", "she", "my", "now", "mine", "his", "her", "it", "temp", "temperature", "pulse", "bp"))
CLAUSES = frozenset(("can", "could", "is", "feel", "feels", "felt", "woke", "not", "bled", "bleeds", "threw"))
"""One of these begins a clause of its own; a part of the body does behind a mark."""
CLOSED_WITHIN = 6
LISTS = frozenset(("list", "listed", "lists", "possible", "potential"))
LATELY = frozenset(
    ("now", "today", "tonight", "yesterday", "morning", "still", "again", "had", "got", "having", "feel", "help")
)
READING = frozenset(
    ("reading", "read", "article", "articles", "film", "documentary", "programme", "book", "podcast", "video", "poster")
)
"""Before "about" one of these says that it is only spoken of."""
REPORTED = frozenset(("reports", "report", "articles", "article", "studies", "thread", "threads", "posts", "stories"))
"""Before "on" or "of" one of these says so too: "the reports on suicidal thoughts"."""
SEEN = frozenset(("read", "saw", "seen", "found", "watched"))
CAME_TRUE = frozenset(("is", "did", "has", "does", "am", "was", "have", "do", "true", "right"))
"""A text that ends with one of these says that it came as it was read: "read that it makes you faint, it did"."""
LONGEST = 16
"""A longer text is no short question, and is read as a tale."""


def asked_in_general(tokens: Sequence[Token]) -> bool:
    """Whether a whole text is one general question. Numbers measured or counted make it none."""
    words = [token for token in tokens if token.word]
    if not words or len(words) > LONGEST or any(token.hard and token.text != "?" for token in tokens[:-1]):
        return False
    told = {token.text for token in words}
    if told & (single("uncertain", "somebody") | single("person", "relatives") | single("denied", "before")):
        return False
    if any(token.text[0].isdigit() for token in words):
        return False
    chances = any(at(tokens, place, phrases("uncertain", "chances")) for place in range(len(tokens)))
    return chances or _begins(words) or bool(at(words, 0, phrases("uncertain", "general"))) or _of_anybody(tokens)


def asked_what_it_is(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether a sentence only asks what something is, or says that a leaflet names it: "what are the signs of a stroke"."""
    begin, end = sentence(tokens, mention.first)
    told = [token.text for token in tokens[begin:end]]
    if not told or set(told) & (single("uncertain", "had") | single("person", "relatives")) or claimed(tokens):
        return False
    cue = next((place for place in range(begin, mention.first) if at(tokens, place, phrases("uncertain", "asked_for"))), -1)
    if cue < 0 or _turns(tokens, cue, mention.last) or not _listed(tokens, cue, mention):
        return False
    first = _asked_behind_a_mark(tokens, begin, cue)
    asks = tokens[first].text in single("uncertain", "asks")
    return "leaflet" in told[: cue - begin + 2] or asks


def _asked_behind_a_mark(tokens: Sequence[Token], begin: int, cue: int) -> int:
    """Where a question begins: behind the last mark before its cue, "quick one: what are the signs of a clot", where what
    stands before it is of nobody and no part of the body."""
    marks = [place for place in range(begin, cue) if tokens[place].text in (":", ",", "-")]
    if not marks:
        return begin
    ahead = tokens[begin : marks[-1]]
    own = {token.text for token in ahead} & (single("person", "me") | single("person", "third") | single("uncertain", "of_now"))
    body = any(token.stem in lexicon().body for token in ahead)
    return begin if own - {"they"} or body else marks[-1] + 1


def claimed(tokens: Sequence[Token]) -> bool:
    """Whether somebody says anywhere to have what was named: "I have had it since lunch", "mine are black"."""
    return any(at(tokens, place, phrases("uncertain", "claimed")) for place in range(len(tokens)))


def listed_by_paper(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether a leaflet lists it, "the booklet lists seizures, bleeding and heart failure", and nobody is said to have it; that
    somebody reads the leaflet says nothing of who has it."""
    begin, end = sentence(tokens, mention.first)
    told = [token.text for token in tokens[begin:end]]
    before = told[: mention.first - begin]
    paper = next((each for each, word in enumerate(before) if word in single("uncertain", "papers")), -1)
    reads = paper + 1 if paper >= 0 and set(before[:paper]) <= single("uncertain", "reads") else 0
    own = set(told[reads:]) & (single("uncertain", "had") | single("person", "relatives"))
    if own or claimed(tokens) or _by_then([*tokens[:begin], *tokens[begin + reads :]]):
        return False
    names = bool(set(before[paper + 1 : paper + 4]) & single("uncertain", "names"))
    return paper >= 0 and names and "but" not in before[paper:] and _listed(tokens, begin + paper, mention)


def asked_for_then(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether nobody has it, and it is asked what to do should it come at another time, or what staff said of it is told:
    "which number do I ring if I get a fever at night", "they said to call if I get breathless, is that the same number". Any
    word of now in the whole text makes it none; so does a condition without a "get" ("if I have chest pain").
    """
    if spoken_of(tokens, mention) or _by_then(tokens) or claimed(tokens) or _own_clause(tokens, mention):
        return False
    begin, _ = sentence(tokens, mention.first)
    before = range(begin, mention.first)
    said = [each for each in before if at(tokens, each, phrases("uncertain", "told_to"))]
    if said and not _turns(tokens, said[-1], mention.last) and _listed(tokens, said[-1], mention):
        return True
    wondering = any(at(tokens, place, phrases("uncertain", "wondering")) for place in range(len(tokens)))
    then = wondering or any(token.text == "?" for token in tokens)
    then = then and any(at(tokens, place, phrases("uncertain", "at_another_time")) for place in range(len(tokens)))
    place = next((each for each in reversed(before) if tokens[each].text in ("if", "should")), -1)
    if place > 0 and tokens[place - 1].text == "what":
        return False
    coming = {token.text for token in tokens[place + 1 : mention.last + 1]} & single("uncertain", "coming")
    supposed = place >= 0 and _supposed(tokens, place, mention.last) and not _recently(tokens)
    return then and place >= 0 and (bool(coming) or supposed) and not _turns(tokens, place, mention.last)


def _by_then(tokens: Sequence[Token]) -> bool:
    """Whether any word is of now; "if I have" is not."""
    return any(
        at(tokens, place, phrases("uncertain", "by_then")) and not (place and tokens[place - 1].text in IN_CONDITION)
        for place in range(len(tokens))
    )


def _listed(tokens: Sequence[Token], cue: int, mention: Mention) -> bool:
    """Whether a mention is what a cue tells of, or one of the list behind it that an "and" or "or" closes."""
    between = [token.text for token in tokens[cue : mention.first]]
    if ":" in between or "-" in between or _own_clause(tokens, mention):
        return False
    _, end = sentence(tokens, mention.last)
    behind = [token.text for token in tokens[mention.last + 1 : min(end, mention.last + 1 + CLOSED_WITHIN)]]
    return "," not in between or between[-1] in ("or", "and") or bool({"or", "and"} & set(behind))


def _own_clause(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether a mention is a clause of its own behind a mark, "told to report any bleeding, gums bled a bit"."""
    first, before = tokens[mention.first].text, tokens[mention.first - 1].text if mention.first else ""
    behind = before in (",", ":", "-", "and", "but", "my", "his", "her", "the", "so")
    return first in CLAUSES or (behind and (first.endswith("ed") or first in single("denied", "parts") | {"chest", "nose"}))


def _turns(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether something new begins between two places, "ring if I get a fever, and I feel hot"."""
    return any(
        tokens[place].text in ("and", "but", ",", "or", ":", "-") and tokens[place + 1].text in ANEW
        for place in range(first + 1, last)
    )


def asked_before_starting(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether somebody who has not begun asks what a treatment does: "can it cause fits? Asking before I start"."""
    if not any(at(tokens, place, phrases("uncertain", "not_begun")) for place in range(len(tokens))):
        return False
    begin, end = sentence(tokens, mention.first)
    told = [token.text for token in tokens[begin:end]]
    asks = told[0] in single("uncertain", "begins") | {"is", "are", "how"} and end < len(tokens) and tokens[end].text == "?"
    caused = bool(set(told) & single("uncertain", "causing"))
    return asks and caused and not set(told) & single("uncertain", "had") and not spoken_of(tokens, mention)


def asked_of_a_limit(tokens: Sequence[Token], first: int) -> bool:
    """Whether a number at a place is only asked of: "at what temperature do I ring, 38 or 37.5", "is 120 normal"."""
    begin, end = sentence(tokens, first)
    asks = end < len(tokens) and tokens[end].text == "?"
    cues = [place for place in range(begin, first) if at(tokens, place, phrases("uncertain", "limits_asked"))]
    parted = any(token.text == "," for token in tokens[cues[-1] : first]) if cues else True
    mine = {"my", "his", "her", "mine", "i"} & {token.text for token in tokens[cues[-1] : first]} if cues else set()
    return asks and not parted and mine <= {"i"}


def asked_ahead(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether its sentence only asks what may come: "should I expect hair loss", "will I be tired after it"."""
    begin, end = sentence(tokens, mention.first)
    if _of_most(tokens, begin, end) or _of_a_case(tokens, begin, mention.first) or _of_a_remedy(tokens, begin, mention.first):
        return True
    size = at(tokens, begin, phrases("uncertain", "ahead"))
    if not size or begin + size > mention.first + 1:
        return False
    told = {token.text for token in (*tokens[begin + size : mention.first], *tokens[mention.last + 1 : end]) if token.word}
    if any(token.text == "this" for token in tokens[mention.first : mention.last]):
        return False
    return not told & single("uncertain", "by_now") and not spoken_of(tokens, mention)


def _of_most(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """Whether a sentence asks what it is like for most people: "how long does the tiredness usually last in most people"."""
    asks = end < len(tokens) and tokens[end].text == "?"
    most = any(at(tokens, place, phrases("uncertain", "of_most")) for place in range(begin, end))
    own = single("person", "me") | single("person", "third") | single("uncertain", "of_now") | {"this", "these"}
    return asks and most and not {token.text for token in tokens[begin:end]} & own


def _of_a_case(tokens: Sequence[Token], begin: int, first: int) -> bool:
    """Whether it is asked what to do in a case that is only thought of: "what would happen if I got a rash", "if I were to
    faint, whom would I ring". Any word of now in the whole text makes it none."""
    _, end = sentence(tokens, first)
    told = [token.text for token in tokens[begin:end]]
    place = next((each for each in range(first - 1, begin - 1, -1) if tokens[each].text == "if"), -1)
    asks = (end < len(tokens) and tokens[end].text == "?") or told[0] in single("uncertain", "asks_what")
    if not asks or place < 0 or _by_case(tokens) or claimed(tokens):
        return False
    verbs = {token.text for token in tokens[place + 2 : place + 4]}
    supposed = _supposed(tokens, place, first) or bool(verbs & {"got", "had", "developed"} and "would" in told)
    supposed = supposed or bool(verbs & single("uncertain", "coming"))
    return supposed and tokens[place - 1].text != "as" and not _turns(tokens, place, first)


def _of_a_remedy(tokens: Sequence[Token], begin: int, first: int) -> bool:
    """Whether it is asked what may be taken for it, and nobody is said to have it: "how much paracetamol is allowed for a
    headache", "what is safe for heartburn on this". Any word of now in the whole text makes it none."""
    place = first - 1
    while place > begin and tokens[place].text in ("a", "an", "any", "bad", "occasional"):
        place -= 1
    told = [token.text for token in tokens[begin:place]]
    _, end = sentence(tokens, first)
    asks = end < len(tokens) and tokens[end].text == "?"
    asks = asks and bool(told) and told[0] in single("uncertain", "asks_what") | single("uncertain", "asking_of_all")
    given = bool(set(told) & single("uncertain", "given_for"))
    return asks and given and tokens[place].text == "for" and not _by_case(tokens) and not claimed(tokens)


def _supposed(tokens: Sequence[Token], place: int, last: int) -> bool:
    """Whether "were to" or "ever" stands behind an "if": "if my wife were to faint"."""
    told = [token.text for token in tokens[place : last + 1]]
    return any(pair in (("were", "to"), ("was", "to")) for pair in itertools.pairwise(told)) or "ever" in told


def _recently(tokens: Sequence[Token]) -> bool:
    """Whether a time of these days is named anywhere: "if he were to faint in the night like he did on Monday"."""
    return any(at(tokens, place, phrases("past", "these_days")) for place in range(len(tokens)) if tokens[place].text != "in")


def _by_case(tokens: Sequence[Token]) -> bool:
    """Whether any word is of now; "if I had" and "got" of a case that is thought of are not."""
    return any(
        at(tokens, place, phrases("uncertain", "by_then"))
        and tokens[place].text not in ("had", "got")
        and [token.text for token in tokens[max(0, place - 2) : place + 1]] != ["should", "i", "stop"]
        for place in range(len(tokens))
    ) or any(at(tokens, place, phrases("past", "these_days")) for place in range(len(tokens)))


def listed_as_side_effect(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether somebody who has not begun reads it in a list: "the list of side effects is long: fits. I start Monday"."""
    if not any(at(tokens, place, phrases("uncertain", "not_begun")) for place in range(len(tokens))):
        return False
    begin, end = sentence(tokens, mention.first)
    before = [token.text for token in tokens[begin : mention.first]]
    listed = any(before[each : each + 2] == ["side", "effects"] for each in range(len(before))) and bool(LISTS & set(before))
    mine = {token.text for token in tokens[begin:end]} & single("uncertain", "had")
    lately = {token.text for token in tokens} & LATELY
    return listed and not mine and not lately and not claimed(tokens)


def on_paper(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether a leaflet or a card stands before a mention in its sentence: then it is the paper that names it."""
    begin, _ = sentence(tokens, mention.first)
    return any(tokens[place].text in single("uncertain", "papers") for place in range(begin, mention.first))


def read_of(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether somebody only reads or hears of it: "reading about strokes makes me nervous"."""
    place = mention.first - 1
    if place < 1:
        return False
    about = tokens[place].text == "about" and tokens[place - 1].text in READING
    begin, _ = sentence(tokens, place)
    if _of_you(tokens, begin, mention):
        return True
    read = bool({token.text for token in tokens[begin:place]} & (READING | SEEN))
    return about or (read and not claimed(tokens) and tokens[place].text in ("on", "of") and tokens[place - 1].text in REPORTED)


def _of_you(tokens: Sequence[Token], begin: int, mention: Mention) -> bool:
    """Whether it is only read or heard that it does so to "you": "read on here that it kills your libido"."""
    told = {token.text for token in tokens[begin : mention.last + 1]}
    near = {token.text for token in tokens[mention.first - 1 : mention.last + 1]}
    mine = told & {"my", "mine", "me", "am", "was", "his", "her"}
    behind = [token.text for token in tokens[mention.last + 1 :] if token.word]
    so = bool(behind) and behind[-1] in CAME_TRUE
    return bool(near & {"you", "your"}) and bool(told & single("uncertain", "hearsay")) and not mine and not so


def named_by_paper(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether only a leaflet or a card names it: "myocarditis was what the card warned about"."""
    _, end = sentence(tokens, mention.last)
    told = [token.text for token in tokens[mention.last + 1 : min(end, mention.last + 1 + NAMED_WITHIN)]]
    papers = single("uncertain", "papers")
    for word in told:
        if word in (",", "and", "but", ":", "-"):
            return False
        if word in single("uncertain", "names"):
            return bool(papers & set(told))
    return False


def of_anybody(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether it is of whoever may have it: "if you are depressed it is worth a try", "ginger for anyone with nausea"."""
    begin, _ = sentence(tokens, mention.first)
    place = mention.first - 1
    while place >= begin and tokens[place].text in single("uncertain", "having"):
        place -= 1
    words = [token.text for token in tokens[max(begin, place - 1) : place + 1]]
    if words[-1:] == ["you"] or words[-1:] == ["your"]:
        return words[0] in ("if", "unless")
    behind = {token.text for token in tokens[place + 1 : mention.first]}
    return words[-1:] in (["anyone"], ["anybody"], ["those"]) and bool(behind & {"who", "with", "having", "suffering"})


def spoken_of(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether the words before a mention say that it is there: "the confusion", "this rash"."""
    before = mention.first - 1
    return before >= 0 and tokens[before].text in single("uncertain", "there")


def asked_of_the_asker(mention: Mention) -> bool:
    """Whether it is one of the effects of which no question is a general one: whoever asks may have it."""
    return mention.entry.id in ids("uncertain", "never_general")


def _of_anybody(tokens: Sequence[Token]) -> bool:
    """Whether it asks of anybody what comes from a medicine, "can you get fits from stopping it?", and asks nobody to come."""
    size = at(tokens, 0, phrases("uncertain", "of_you"))
    told = {token.text for token in tokens[size:]}
    asks = bool(size) and tokens[-1].text == "?" and "," not in told and "-" not in told
    return asks and bool(told & single("uncertain", "coming_from")) and not told & single("uncertain", "fetching")


def _begins(words: Sequence[Token]) -> bool:
    """Whether it begins as "can aldesleukin cause": a verb that asks, then a treatment."""
    treatment = single("person", "treated") | single("uncertain", "agents")
    first = words[0].text in single("uncertain", "begins") and len(words) > 2
    named = any(word.text in treatment for word in words[1:3])
    return first and (named or remedy(words[1].text))
