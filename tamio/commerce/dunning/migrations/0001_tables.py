import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from tamio.tables import Tables


class Migration(Tables):
    replaces = [("dunning", "0001_cases_and_steps")]

    initial = True

    dependencies = [
        ("invoices", "0001_tables"),
        ("stores", "0001_tables"),
        ("subscriptions", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Step",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="dunning_steps",
                        to="stores.store",
                    ),
                ),
                (
                    "track",
                    models.CharField(
                        choices=[
                            ("soft", "The card was declined and may work later"),
                            ("hard", "The card does not work any more"),
                            ("action", "The bank wants the customer's approval"),
                            ("invoice", "An invoice is not paid"),
                        ],
                        max_length=7,
                    ),
                ),
                (
                    "after_days",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(180)],
                        verbose_name="days after",
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("try", "Draw from the card again"),
                            ("mail", "Write to the customer"),
                            ("unpaid", "Stop renewing, until it is paid"),
                            ("cancel", "End the subscription"),
                            ("leave", "Leave it to a person"),
                        ],
                        max_length=6,
                        verbose_name="what is done",
                    ),
                ),
            ],
            options={
                "ordering": ["store", "track", "after_days"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("store", "track", "after_days"), name="one_dunning_step_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act", "try"), _negated=True),
                            ("track", "soft"),
                            _connector="OR",
                        ),
                        name="only_cards_that_may_work_are_tried",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Case",
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
                        related_name="dunning_cases",
                        to="stores.store",
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dunning_cases",
                        to="subscriptions.subscription",
                    ),
                ),
                (
                    "invoice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dunning_case",
                        to="invoices.invoice",
                    ),
                ),
                (
                    "track",
                    models.CharField(
                        choices=[
                            ("soft", "The card was declined and may work later"),
                            ("hard", "The card does not work any more"),
                            ("action", "The bank wants the customer's approval"),
                            ("invoice", "An invoice is not paid"),
                        ],
                        max_length=7,
                    ),
                ),
                ("since", models.DateField()),
                ("done_days", models.SmallIntegerField(default=-1)),
                ("next_action_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("paid", "Paid"),
                            ("credited", "Credited"),
                            ("cancelled", "The subscription was cancelled"),
                            ("given_up", "The last step is taken"),
                        ],
                        max_length=9,
                    ),
                ),
                ("disputed_at", models.DateTimeField(null=True)),
                ("recovers", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at", None)),
                        fields=["next_action_at"],
                        name="dunning_due",
                    ),
                    models.Index(fields=["store", "closed_at", "-id"], name="dunning_of_a_store"),
                    models.Index(
                        condition=models.Q(("recovers", True)),
                        fields=["id"],
                        name="dunning_recovers",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("why", "")),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("next_action_at", None),
                                models.Q(("why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_closed_dunning_case_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("disputed_at", None), ("next_action_at", None), _connector="OR"
                        ),
                        name="nothing_is_done_about_a_disputed_invoice",
                    ),
                ],
            },
        ),
    ]
