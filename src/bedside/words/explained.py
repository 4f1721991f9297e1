"""What is told only as the explanation of something else: "it's just heartburn", "I see double when I'm tired"."""

from __future__ import annotations

from collections.abc import Sequence

from bedside.words.cues import sentence, single
from bedside.words.denial import Scene

TURNING = frozenset(("but", "however", "though", "although", "yet", ",", ";", ":", "-"))
"""Behind one of these it is no longer what somebody else thinks: "she says it's just nerves, but I vomited ten times"."""
DENYING = frozenset(("no", "not", "never", "without", "nor"))
"""A phrase that says that all is well may begin with one of these, which then denies what follows too: "no temp or cough"."""
COUNTS = frozenset(
    ("three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "several", "many", "fifteen", "twenty")
)
EXPLAINING = 5
IT = frozenset(("it", "its", "that"))
ONLY = frozenset(("only", "just", "probably", "likely"))
CALLED = frozenset(("he", "she", "i", "you"))
LINKS = frozenset(("is", "am", "'s", "are"))
SURE = frozenset(("says", "thinks", "reckons", "calls", "expect", "reckon", "insists", "blames"))
"""Words of somebody who explains what another thing is."""
WRITER = frozenset(("i", "me", "myself", "mine", "we"))
RECKONED = frozenset(("assumed", "assume", "blamed", "blame", "blaming", "chalked", "figured"))
"""What somebody did with it: "I assumed it was tiredness", "I blamed it on the heat"."""
THOUGHT = frozenset(("thought", "thinks", "think", "expect", "guess", "suppose", "maybe", "perhaps", "must"))
CAUSES = frozenset(("heartburn", "reflux", "flatulence", "head_cold", "gastro_bug", "hemorrhoids"))
FELT = frozenset(("anxiety", "fatigue"))
NAMED = frozenset(("anxiety", "nerves", "stress", "tiredness", "exhaustion"))
"""What other things are put down to; to these where they are named, or are no more than that: "maybe I'm just tired"."""
HEDGES = frozenset(("probably", "prob", "maybe", "perhaps", "possibly", "likely", "must", "guess", "suppose", "presumably"))
PASSED = frozenset(
    (
        *("it", "is", "be", "am", "are", "i", "he", "she", "that", "'s", "just", "only", "a", "an", "the"),
        *("bit", "of", "touch", "some", "my", "his", "her", "most", "very", "all", "from", "down", "to"),
    )
)
"""With one of those a clause may say only these before what it names."""
TRIGGERS = frozenset(("fatigue", "cough", "sneezing", "anxiety", "crying"))
"""What may bring something else on."""
LEADING_TO = frozenset(("am", "is", "are", "get", "feel", "so", "too", "laugh", "sneeze", "bend", "cough", "or", "and", ","))
SAYS = frozenset(("say", "says"))
WHO = frozenset(("he", "she", "i", "it", "they"))


def counted(scene: Scene) -> bool:
    """Whether it is told how often it came, however somebody calls it: "he says it's just vomiting, ten times"."""
    _, end = sentence(scene.tokens, scene.mention.first)
    return any(
        scene.text(place + 1) == "times" and (scene.text(place).isdigit() or scene.text(place) in COUNTS)
        for place in range(scene.mention.first, end)
    )


def explains(scene: Scene) -> bool:
    """Whether it is only told of as what explains something else, or brings it on, and not how often it came."""
    if counted(scene):
        return False
    return _explained_away(scene) or _only_reckoned(scene) or brings_it_on(scene) or _put_down_to(scene)


def _explained_away(scene: Scene) -> bool:
    """Whether what is told beside it is only explained by it: "I am sure it's only heartburn", "says it's the trapped wind"."""
    begin, _ = sentence(scene.tokens, scene.mention.first)
    turns = (place + 1 for place in range(begin, scene.mention.first) if scene.text(place) in TURNING)
    begin = max(turns, default=begin)
    before = [scene.text(place) for place in range(max(begin, scene.mention.first - EXPLAINING), scene.mention.first)]
    told = [scene.text(place) for place in range(begin, scene.mention.first)]
    called = _called_only(before, told)
    it = called or any(word in IT for word in before)
    only = called or any(word in ONLY and IT & set(before[max(0, place - 3) : place]) for place, word in enumerate(before))
    staff = bool(set(told) & single("person", "staff"))
    said = any(word in SURE for word in told) and not set(told) & WRITER
    return it and not staff and (only or said) and not DENYING & set(before)


def _only_reckoned(scene: Scene) -> bool:
    """Whether it is only how somebody explains what else is told: "he says leave it, he's just tired"."""
    begin, _ = sentence(scene.tokens, scene.mention.first)
    told = [scene.text(place) for place in range(begin, scene.mention.first)]
    if set(told) & (single("person", "staff") | DENYING | {"but"}):
        return False
    near = told[-EXPLAINING:]
    told_so = (["it", "down", "to"], ["thought", "it", "was"])
    if bool(RECKONED & set(near)) or any(near[at : at + 3] in told_so for at in range(len(near))):
        return True
    only = any(word in ONLY and (WHO | SAYS) & set(near[max(0, place - 2) : place]) for place, word in enumerate(near))
    return only and bool(set(told) & (SURE | THOUGHT | RECKONED | SAYS))


def _put_down_to(scene: Scene) -> bool:
    """Whether a clause says no more than what else is told may come from: "can't get my breath, prob anxiety"."""
    begin, end = sentence(scene.tokens, scene.mention.first)
    marks = [place for place in range(begin, scene.mention.first) if not scene.tokens[place].word]
    begin = marks[-1] + 1 if marks else begin
    told = [scene.text(place) for place in range(begin, scene.mention.first)]
    behind = _behind_an_opinion(scene, scene.mention.last + 1)
    closed = behind >= end or not scene.tokens[behind].word or scene.text(behind) in ("so", "but")
    named = {scene.text(place) for place in scene.mention.taken} <= NAMED | HEDGES
    felt = scene.mention.entry.id in FELT and (named or bool(ONLY & set(told)))
    return closed and (felt or scene.mention.entry.id in CAUSES) and bool(HEDGES & set(told)) and set(told) <= HEDGES | PASSED


def _behind_an_opinion(scene: Scene, place: int) -> int:
    """The place behind words that say whose opinion it is: "just heartburn my husband reckons", "nerves I think"."""
    place += scene.text(place) == ","
    place += scene.text(place) in ("my", "his", "her", "the", "so")
    who = scene.text(place) in single("person", "relatives") | WHO and scene.text(place + 1) in SURE | THOUGHT
    return place + 2 if who else place


def _called_only(before: Sequence[str], told: Sequence[str]) -> bool:
    """Whether somebody says that a person is only that, beside what is told: "he says he's only tired"."""
    pairs = zip(before, before[1:], before[2:], strict=False)
    called = any(who in CALLED and link in LINKS and how in ONLY for who, link, how in pairs)
    return called and bool(SURE & set(told))


def brings_it_on(scene: Scene) -> bool:
    """Whether it is only told when something else comes: "I see double when I'm tired", "it hurts when I laugh or cough"."""
    if scene.mention.entry.id not in TRIGGERS:
        return False
    place = scene.mention.first - 1
    while place > 0 and scene.text(place) in LEADING_TO and scene.mention.first - place <= EXPLAINING:
        place -= 1
    return scene.text(place) in WHO and scene.text(place - 1) in ("when", "whenever", "if", "time", "unless")
