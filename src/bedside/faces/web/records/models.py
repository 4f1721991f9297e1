"""The tables about a person. All but Person, Care, Invitation, Kept, Report and Printed only grow; what goes, goes by an
erasure on record.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from bedside.faces.web.accounts.models import User
from bedside.faces.web.audit.appendonly import AppendOnly
from bedside.faces.web.ward.models import Ward

WORDS = ("true", "false", "done", "present", "absent", "progression", "not evaluable")
"""What is recorded in a word: of a flag or a condition, of a review or an event, of a lesion."""


class Person(models.Model):
    """Somebody who is or may be treated. What is known of them stands in the observations."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=150)
    account = models.OneToOneField(User, models.SET_NULL, null=True, blank=True, related_name="person")
    ward = models.ForeignKey(Ward, models.PROTECT, null=True, blank=True, related_name="people")
    medicine = models.CharField(max_length=100, default="aldesleukin")
    own_guide = models.CharField(max_length=100, blank=True)
    invented = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.id)

    @property
    def guide(self) -> str:
        """The guide that decides for this person: the ward's, or the person's own where there is no ward."""
        return self.ward.guide if self.ward else self.own_guide


class Care(models.Model):
    """A carer whom the person has invited, until either ends it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="carers")
    carer = models.ForeignKey(User, models.CASCADE, related_name="cares_for")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)


class Invitation(models.Model):
    """A link that makes its bearer a carer, once; only a digest of it is kept."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField()
    expires = models.DateTimeField()
    accepted = models.DateTimeField(null=True, blank=True)


class Observation(AppendOnly):
    """One fact, as `bedside.Observation` has it, and its `number` in the order in which this person's were stored.

    A number or a grade stands in `amount`, in its `unit`; what is said in a word, in `word`; neither is a withdrawal.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="observations")
    number = models.PositiveIntegerField()
    concept = models.CharField(max_length=100)
    at = models.DateTimeField()
    amount = models.FloatField(null=True)
    word = models.CharField(max_length=20, blank=True)
    unit = models.CharField(max_length=100, blank=True)
    note = models.TextField(blank=True)
    entered = models.DateTimeField(null=True)
    by = models.CharField(max_length=200, blank=True)
    corrects = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=200, blank=True)
    stored = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "number"], name="one_observation_a_number"),
            models.UniqueConstraint(fields=["person", "name"], condition=~models.Q(name=""), name="one_observation_a_name"),
            models.CheckConstraint(
                name="one_value",
                condition=models.Q(amount=None, word__in=WORDS)
                | models.Q(amount__isnull=False, word="")
                | models.Q(amount=None, word="", corrects__gt=""),
            ),
        )


class Entry(AppendOnly):
    """One form that was sent, by the key it was given: sent twice, it is stored once."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="entries")
    key = models.UUIDField()
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "key"], name="one_entry_a_key"),)


class Decision(AppendOnly):
    """An answer of `check` that somebody was shown, with what it needs to be worked out again.

    `known` is the number of the last observation that it was made from; `outcome` a digest of what it comes to, by
    which the same answer to the same record is stored once. Who saw it, and when again, stands in the audit.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="decisions")
    as_of = models.DateTimeField()
    known = models.PositiveIntegerField()
    medicine = models.CharField(max_length=100)
    guide = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    decision = models.CharField(max_length=20)
    outcome = models.CharField(max_length=64)
    answer = models.JSONField()

    class Meta:
        indexes = (models.Index(fields=["person", "guide", "-id"], name="newest_decision"),)


class Action(models.TextChoices):
    """What was done with a slot."""

    GIVEN = "given", _("given")
    CORRECTED = "corrected", _("corrected, to be checked again")
    HELD = "held", _("held")
    STOPPED = "stopped", _("stopped")


class SignOff(AppendOnly):
    """What somebody signed for a slot, in sight of which decision. Against the decision it is an override, with a reason."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="sign_offs")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="sign_offs")
    slot = models.DateTimeField()
    cycle = models.PositiveIntegerField()
    dose = models.PositiveIntegerField()
    action = models.CharField(max_length=20, choices=Action.choices)
    override = models.BooleanField()
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    observation = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="an_override_has_a_reason", condition=models.Q(override=False) | ~models.Q(reason="")),
        )


class Preparation(AppendOnly):
    """A dose that was made ready: by whom, for which slot, with the figures of the sheet that was followed."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="preparations")
    key = models.UUIDField()
    slot = models.DateTimeField()
    cycle = models.PositiveIntegerField()
    dose = models.PositiveIntegerField()
    sheet = models.JSONField()
    digest = models.CharField(max_length=64)
    lot = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField()
    by = models.UUIDField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "key"], name="one_preparation_a_key"),)


class PreparationCheck(AppendOnly):
    """That a second person checked a preparation: never the one who prepared it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="preparation_checks")
    preparation = models.OneToOneField(Preparation, models.PROTECT, related_name="second")
    at = models.DateTimeField()
    by = models.UUIDField()


class Kept(models.Model):
    """What was worked out about a person, for every process: it is told again from `at` to just before `until`.

    It rests on the observations up to the number `known`, on `guide`, and on `edition`, a digest of the medicine's file and
    of the program. `due` is when a dose is due by it. It may be deleted at any time, and goes with the person at once.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="kept")
    about = models.CharField(max_length=20)
    known = models.PositiveIntegerField()
    guide = models.CharField(max_length=100)
    edition = models.CharField(max_length=64)
    at = models.DateTimeField()
    until = models.DateTimeField()
    due = models.DateTimeField(null=True)
    told = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "about"], name="one_kept_a_page"),)


class Stage(models.TextChoices):
    """How far a report has been read."""

    WAITING = "waiting", _("waiting to be read")
    READING = "reading", _("being read")
    READ = "read", _("read")
    REFUSED = "refused", _("cannot be read")
    INTERRUPTED = "interrupted", _("the reading was interrupted")


class Report(models.Model):
    """A laboratory report that somebody brought: how far it was read. The file, and what was read, are in the data folder.

    `digest` is that of the file, by which the same file is known again; of a report that cannot be read nothing is kept but
    `trouble`, why. `page` is the last page that was read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="reports")
    digest = models.CharField(max_length=64, blank=True)
    shape = models.CharField(max_length=10)
    size = models.PositiveIntegerField()
    added = models.DateTimeField()
    by = models.UUIDField(null=True)
    stage = models.CharField(max_length=20, choices=Stage.choices, default=Stage.WAITING)
    page = models.PositiveIntegerField(default=0)
    trouble = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "digest"], condition=~models.Q(digest=""), name="one_report_a_file"),
        )


class Printed(models.Model):
    """What a person's reports print beside the name, to compare it: the birth date, and the number at the hospital."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="printed")
    born = models.DateField(null=True, blank=True)
    number = models.CharField(max_length=50, blank=True)


class Confirmed(AppendOnly):
    """One result of a report that somebody put into the record: what was read, and what was confirmed, side by side.

    `row` is its place among the report's results, `observation` the number of what it became. It stays when the report is
    deleted.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="confirmed")
    report = models.UUIDField()
    row = models.PositiveIntegerField()
    observation = models.PositiveIntegerField()
    read = models.JSONField()
    kept = models.JSONField()
    at = models.DateTimeField()
    by = models.UUIDField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["report", "row"], name="one_confirmation_a_row"),)


class Erasure(AppendOnly):
    """That everything about a person was deleted: when, and by which account. Not what it was."""

    person = models.UUIDField(unique=True)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
