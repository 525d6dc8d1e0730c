import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from tamio.tables import Tables


class Migration(Tables):
    replaces = [
        ("people", "0001_initial"),
        ("people", "0002_initial"),
        ("people", "0003_invitations_and_sessions"),
    ]

    dependencies = [
        ("people", "0001_tables_1"),
        ("stores", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "store",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="stores.store",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="people.agency",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "owner"),
                            ("manager", "manager"),
                            ("bookkeeper", "bookkeeper"),
                            ("fulfilment", "fulfilment"),
                            ("support", "support"),
                            ("viewer", "viewer"),
                            ("agency", "agency"),
                        ],
                        max_length=20,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("store__isnull", True), ("agency__isnull", True), _connector="XOR"
                        ),
                        name="membership_of_a_store_or_an_agency",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agency__isnull", True),
                                (
                                    "role__in",
                                    [
                                        "owner",
                                        "manager",
                                        "bookkeeper",
                                        "fulfilment",
                                        "support",
                                        "viewer",
                                    ],
                                ),
                            ),
                            models.Q(
                                (
                                    "role__in",
                                    [
                                        "owner",
                                        "agency",
                                        "bookkeeper",
                                        "fulfilment",
                                        "support",
                                        "viewer",
                                    ],
                                ),
                                ("store__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="membership_role_is_of_its_kind",
                    ),
                    models.UniqueConstraint(fields=("user", "store"), name="one_role_per_store"),
                    models.UniqueConstraint(fields=("user", "agency"), name="one_role_per_agency"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="stores.store",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="people.agency",
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "owner"),
                            ("manager", "manager"),
                            ("bookkeeper", "bookkeeper"),
                            ("fulfilment", "fulfilment"),
                            ("support", "support"),
                            ("viewer", "viewer"),
                            ("agency", "agency"),
                        ],
                        max_length=20,
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("invited_by", models.EmailField(max_length=254)),
                ("sent_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("taken_back_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("store__isnull", True), ("agency__isnull", True), _connector="XOR"
                        ),
                        name="invitation_to_a_store_or_an_agency",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at", None), ("taken_back_at", None), _connector="OR"
                        ),
                        name="invitation_ends_one_way",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("accepted_at", None), ("taken_back_at", None)),
                        fields=("store", "email"),
                        name="one_open_invitation_to_a_store",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("accepted_at", None), ("taken_back_at", None)),
                        fields=("agency", "email"),
                        name="one_open_invitation_to_an_agency",
                    ),
                ],
            },
        ),
    ]
