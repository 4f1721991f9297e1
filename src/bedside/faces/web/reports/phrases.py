"""The texts of `scan` that are translated: why a result has to be looked at, and what on a report differs from the record.

What has no translation is shown in English, and marked so.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

DIFFERS = (_("the name"), _("the birth date"), _("the number"))
REASONS = (
    _("it is not clear in which column this result stands"),
    _("two numbers stand where one result belongs"),
    _("words below may belong to the name"),
    _("the line is bent, and may mix two rows"),
    _("more than one range is printed for it"),
    _("words stand behind it that I cannot place"),
    _("the result is a word that I do not know"),
    _("the value cannot be read as one number"),
    _("no unit is printed, and none is guessed"),
    _("the printed range cannot be read"),
    _("the printed range ends below where it begins"),
    _("the flag says something else than the value against its range"),
    _("it is marked, but the value is within the range"),
    _("the report marks what is outside the range, and this is not marked"),
    _("it was read from a picture, and no range stands beside it to hold it against"),
    _("the range is printed with more decimals than the value"),
    _("the value is printed with more decimals than the range"),
    _("it is far outside its range: a decimal point may have been misread"),
    _("a second look at the value read something else"),
    _("the picture is not clear here"),
    _("the report names more than one person"),
    _("the report has another value of this for the same time"),
    _("no analyte of this name is known"),
    _("no result is printed"),
)
REFUSALS = (
    _("there are no words on it; is the page empty, or out of focus?"),
    _("nothing that looks like a result was found; is this a laboratory report, sharp and in one piece?"),
    _("the PDF is locked with a password; save it without one, or print it to a new PDF"),
    _("the PDF is damaged and cannot be opened; ask for it again, or take a picture of the paper"),
    _("the picture is damaged and cannot be opened; take it again"),
    _("the file needs more than 1.5 GB of memory, and was given up; send one page of it"),
)
