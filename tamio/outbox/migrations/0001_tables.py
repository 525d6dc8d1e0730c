import django.db.models.deletion
from django.db import migrations, models

from tamio.tables import Tables


class Migration(Tables):
    replaces = [
        ("outbox", "0001_initial"),
        ("outbox", "0002_tallies_and_chores"),
        ("outbox", "0003_openings_of_lanes"),
        ("outbox", "0004_events_are_kept"),
    ]

    initial = True

    dependencies = [
        ("stores", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChoreTime",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, unique=True)),
                ("due_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Lane",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "store",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lanes",
                        to="stores.store",
                    ),
                ),
                ("destination", models.CharField(max_length=40)),
                ("owner", models.CharField(blank=True, default="", max_length=120)),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("fence", models.PositiveBigIntegerField(default=0)),
                ("closed_reason", models.CharField(blank=True, default="", max_length=40)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("closed_by", models.CharField(blank=True, default="", max_length=254)),
                ("openings", models.PositiveIntegerField(default=0)),
                ("rests_until", models.DateTimeField(blank=True, null=True)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("answers", models.JSONField(default=dict)),
                ("takeovers", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("store", "destination"), name="outbox_one_lane_per_destination"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("leased_until__isnull", True), ("owner", "")),
                            models.Q(
                                models.Q(("owner", ""), _negated=True),
                                ("leased_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="outbox_lane_lease_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", True),
                                ("closed_by", ""),
                                ("closed_reason", ""),
                            ),
                            models.Q(
                                models.Q(("closed_reason", ""), _negated=True),
                                models.Q(("closed_by", ""), _negated=True),
                                ("closed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="outbox_lane_closing_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "store",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="stores.store",
                    ),
                ),
                (
                    "lane",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="outbox.lane",
                    ),
                ),
                ("destination", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=40)),
                ("subject_id", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("sending", "Being sent"),
                            ("submitted", "Submitted"),
                            ("differs", "Differs"),
                            ("later", "Will be tried again"),
                            ("settings", "Needs a setting"),
                            ("rejected", "Rejected"),
                            ("reconnect", "Needs reconnecting"),
                            ("bug", "Error in Tamio"),
                            ("skipped", "Skipped"),
                            ("held", "On hold"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                (
                    "priority",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "A person's click"), (1, "Sale"), (2, "Backfill")], default=1
                    ),
                ),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("tries", models.PositiveIntegerField(default=0)),
                ("problem", models.JSONField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, default="", max_length=200)),
                ("fence", models.PositiveBigIntegerField(default=0)),
                ("recorded_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)),
                        fields=["lane", "priority", "id", "due_at"],
                        name="outbox_next_of_lane",
                    ),
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)),
                        fields=["lane", "due_at"],
                        name="outbox_due_lanes",
                    ),
                    models.Index(
                        fields=["store", "destination", "state", "id"], name="outbox_store_by_state"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("destination", "kind", "subject_id"),
                        name="outbox_one_delivery_per_subject",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "waiting",
                                    "sending",
                                    "submitted",
                                    "differs",
                                    "later",
                                    "settings",
                                    "rejected",
                                    "reconnect",
                                    "bug",
                                    "skipped",
                                    "held",
                                ],
                            )
                        ),
                        name="outbox_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("priority__in", [0, 1, 2])),
                        name="outbox_priority_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("due_at__isnull", False),
                                ("state__in", ["later", "sending", "waiting"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("state__in", ["later", "sending", "waiting"]), _negated=True
                                ),
                                ("due_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="outbox_due_iff_engine_has_work",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("settled_at__isnull", False),
                                ("state__in", ["differs", "skipped", "submitted"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("state__in", ["differs", "skipped", "submitted"]),
                                    _negated=True,
                                ),
                                ("settled_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="outbox_settled_iff_final",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    [
                                        "bug",
                                        "differs",
                                        "later",
                                        "reconnect",
                                        "rejected",
                                        "settings",
                                    ],
                                ),
                                _negated=True,
                            ),
                            ("problem__isnull", False),
                            _connector="OR",
                        ),
                        name="outbox_problem_is_explained",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["held", "skipped"]),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state__in", ["held", "skipped"]), _negated=True),
                                ("reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="outbox_reason_iff_decided",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeliveryEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="outbox.delivery",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=254)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("recorded", "Recorded"),
                            ("submit-requested", "Submission requested"),
                            ("retried", "Retry requested"),
                            ("released", "Released"),
                            ("resumed", "Picked up after an interruption"),
                            ("submitted", "Submitted"),
                            ("differs", "Submitted, but the totals differ"),
                            ("later", "Put off"),
                            ("settings", "Stopped: needs a setting"),
                            ("rejected", "Rejected"),
                            ("reconnect", "Stopped: needs reconnecting"),
                            ("bug", "Stopped by an error in Tamio"),
                            ("skipped", "Skipped"),
                            ("held", "Put on hold"),
                        ],
                        max_length=20,
                    ),
                ),
                ("detail", models.JSONField(default=dict)),
                ("erased_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["-at", "-id"], name="outbox_event_by_time")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "what__in",
                                [
                                    "recorded",
                                    "submit-requested",
                                    "retried",
                                    "released",
                                    "resumed",
                                    "submitted",
                                    "differs",
                                    "later",
                                    "settings",
                                    "rejected",
                                    "reconnect",
                                    "bug",
                                    "skipped",
                                    "held",
                                ],
                            )
                        ),
                        name="outbox_event_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("by", ""), _negated=True),
                        name="outbox_event_has_author",
                    ),
                ],
            },
        ),
    ]
