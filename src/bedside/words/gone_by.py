"""Is it told that it came to an end: "both cleared off by Monday", "broke the wrist, it mended", "over within the hour"?"""

from __future__ import annotations

from bedside.words.cues import at, ids, phrases, sentence, single
from bedside.words.dated import dated
from bedside.words.denial import Scene
from bedside.words.ended import comes_again

LONGEST = 5
"""So many words behind "by" or "within" tell when it ended."""
LIST = frozenset((",", "and", "&", "or", "plus", "with", "a", "an", "the", "my", "some", "bit", "of", "also"))
JOINING = frozenset((",", "but", "and", "-", "then", "which", "though", "until", "till"))
OF_ALL = frozenset(("both", "all", "they", "everything", "the", "these", "those", "each"))
OF_IT = frozenset(("it", "that", "which", "this", "he", "she"))
HELPING = frozenset(
    (
        *(
            "has",
            "have",
            "had",
            "is",
            "are",
            "was",
            "were",
            "'s",
            "both",
            "all",
            "since",
            "now",
            "soon",
            "then",
            "long",
            "just",
        ),
        *("finally", "eventually", "completely", "fully", "totally", "quickly", "of", "it", "them", "lot", "that", "quite"),
    )
)
AWAY = frozenset(
    ("up", "off", "away", "itself", "its", "their", "own", "on", "nicely", "well", "completely", "fully", "fine", "right")
)
UNTIL = frozenset(("by", "on", "within", "in", "after", "over", "at", "before", "since"))
SHORT = frozenset(("second", "seconds", "minute", "minutes", "hour", "hours", "moment", "moments"))
"""What ended in one of these is told with how long it lasted, and may have been today."""
ALONE = frozenset(("yesterday", "overnight", "now", "today", "since", "next", "the", "following", "again", "straight", "later"))
CLOSING = frozenset(("and", "but", "so", "nothing", "none"))
LATER = frozenset(("next", "following", "other"))
OF_SOMETHING = frozenset(("finished", "finish", "passed", "lifted", "eased"))
"""Where nothing stands before one of these, somebody did it with something else: "finished the antibiotic yesterday"."""
NOT = frozenset(("not", "never", "nearly", "almost", "hardly", "barely", "mostly", "partly", "if", "until", "till", "or"))
ANEW = frozenset(("again", "back", "returned", "returns", "still", "restarted", "recurred", "worse", "worst", "another"))
EVENTS = frozenset(
    (
        *("seizure", "syncope", "anaphylaxis", "face_droop", "speech", "speech_lost", "weak_left", "weak_right", "stroke"),
        *("vision_lost", "unresponsive", "suicide_attempt", "cardiac_arrest", "confusion", "mini_stroke", "suicidal"),
        *("arm_weakness", "leg_weakness"),
    )
)
"""These are as grave when they were short."""
BY = frozenset(("by", "on", "before", "yesterday", "overnight"))
"""When a danger was over; "over in an hour" tells how long it was."""
LOSING = frozenset(("lost", "losing", "lose", "loss", "gone", "went", "no", "fell", "fallen", "falling", "out"))
LOST = frozenset(
    ("vision", "hearing", "taste", "smell", "speech", "voice", "weak", "numb", "aphonia", "hoarseness", "appetite")
)
"""Of these "gone" tells the trouble itself, unless "it" or "both" says what has gone."""


def long_over(scene: Scene, danger: bool) -> tuple[int, ...]:
    """The places of the words that set it in a year or at an age long past, or say that it ended."""
    return dated(scene) or gone_by(scene, danger) or (() if danger else _back_again(scene))


def _back_again(scene: Scene) -> tuple[int, ...]:
    """The places of the words that say that what was lost is there again: "lost my taste, but it's back now"."""
    told = {scene.text(place) for place in scene.mention.taken}
    if scene.mention.entry.id not in ids("past", "lost_and_back") or not told & LOSING:
        return ()
    _, end = sentence(scene.tokens, scene.mention.last)
    for place in range(scene.mention.last + 1, end):
        if place in scene.covered or scene.text(place) in NOT:
            return ()
        size = at(scene.tokens, place, phrases("past", "it_is_back"))
        if size and scene.text(place - 1) in JOINING:
            return tuple(range(place, place + size))
    return ()


def gone_by(scene: Scene, danger: bool) -> tuple[int, ...]:
    """The places of the words that say that it ended; of a danger only where a day of then is told, and a time of the end."""
    if danger and (scene.mention.entry.id in EVENTS or not _told_of_a_day(scene)):
        return ()
    begin = _behind_list(scene)
    _, end = sentence(scene.tokens, scene.mention.last)
    others = False
    for place in range(scene.mention.last + 1, end):
        joined = place == begin or scene.text(place - 1) in JOINING
        found = _end(scene, place, others or place < begin, danger) if joined and place not in scene.covered else ()
        if found:
            return () if _anew(scene, found[-1] + 1) else found
        others = others or (place >= begin and place in scene.covered)
    if end + 1 >= len(scene.tokens) or others:
        return ()
    found = _end(scene, end + 1, False, danger) if scene.text(end + 1) in OF_ALL | OF_IT | HELPING else ()
    return () if found and _anew(scene, found[-1] + 1) else found


def _end(scene: Scene, begin: int, others: bool, danger: bool) -> tuple[int, ...]:
    """The words from a place on that say that it ended; with `others` told between only where they speak of all."""
    place = begin
    who = scene.text(place) if scene.text(place) in OF_ALL | OF_IT else ""
    place += bool(who)
    while scene.text(place) in HELPING:
        place += 1
    word = scene.text(place)
    everything = bool({scene.text(each) for each in range(begin, place)} & OF_ALL - {"the"})
    if word in ("went", "gone") and scene.text(place + 1) in single("past", "turned"):
        return ()
    if word not in single("past", "came_to_an_end") or place in scene.covered or (others and not everything):
        return ()
    told = [scene.text(each) for each in range(begin - 3, place)]
    if NOT & set(told[1:]) or (word in ("went", "gone") and not who and not everything and _a_loss(scene)):
        return ()
    if (word == "over" and not _is_over(scene, begin, place)) or (word in OF_SOMETHING and place == begin):
        return ()
    place += 1
    while scene.text(place) in AWAY and not _when(scene, place):
        place += 1
    when = _when(scene, place)
    place += when
    bare = place - begin == 1 or (danger and not (when and scene.text(place - when) in BY))
    closed = place >= len(scene.tokens) or not scene.tokens[place].word or scene.text(place) in CLOSING
    return tuple(range(begin, place)) if closed and not bare else ()


def _is_over(scene: Scene, begin: int, place: int) -> bool:
    """Whether "over" ends it: "it is over", "all over by Monday"; not "weak all over", "over the past few days"."""
    being = scene.text(place - 1) in ("is", "are", "was", "were", "'s", "long", "now") and place > begin
    timed = _when(scene, place + 1) and scene.text(place + 1) in BY
    return being or bool(timed)


def _when(scene: Scene, place: int) -> int:
    """How many words from a place on tell when it ended, to the end of the clause; 0 where they tell something else."""
    if scene.text(place) not in UNTIL | ALONE or (scene.text(place) == "the" and scene.text(place + 1) not in LATER):
        return 0
    size = 1
    while size <= LONGEST and scene.text(place + size)[:1].isalnum() and scene.text(place + size) not in ("and", "but", "so"):
        if place + size in scene.covered:
            return 0
        size += 1
    short = scene.text(place) in ("in", "within", "after", "over")
    if short and {scene.text(each) for each in range(place, place + size)} & SHORT:
        return 0
    timed = {scene.text(each) for each in range(place, place + size)} & single("past", "time_words")
    ended = size <= LONGEST and (size > 1 or scene.text(place) in ("yesterday", "overnight", "now", "today", "since"))
    return size if ended and (timed or scene.text(place) == "since") else 0


def _a_loss(scene: Scene) -> bool:
    return any(scene.mention.entry.id.startswith(each) for each in LOST)


def _told_of_a_day(scene: Scene) -> bool:
    """Whether the sentence of a mention names a day of then."""
    begin, end = sentence(scene.tokens, scene.mention.first)
    named = {scene.text(place) for place in range(begin, end)} & single("past", "days_of_then")
    return bool(named) or any(at(scene.tokens, place, phrases("past", "earlier")) for place in range(begin, end))


def _behind_list(scene: Scene) -> int:
    """The place behind the list of mentions that this one is in, and behind the day that is told of it."""
    place = scene.mention.last + 1
    while place < len(scene.tokens) and (place in scene.covered or (scene.text(place) in LIST and _goes_on(scene, place))):
        place += 1
    return place


def _goes_on(scene: Scene, place: int) -> bool:
    """Whether the next words that are no list words belong to a mention."""
    while scene.text(place) in LIST:
        place += 1
    return place in scene.covered


def _anew(scene: Scene, place: int) -> bool:
    """Whether anything behind a place says that it came again, or goes on."""
    if comes_again(scene, place):
        return True
    while place < len(scene.tokens):
        size = at(scene.tokens, place, phrases("past", "no_return"))
        if not size and scene.text(place) in ANEW:
            return True
        place += max(1, size)
    return False
