import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import tamio.commerce.catalogue.identifiers
from tamio.tables import Tables


class Migration(Tables):
    replaces = [
        ("catalogue", "0001_initial"),
        ("catalogue", "0002_books_and_services_on_the_spot"),
        ("catalogue", "0003_variants"),
        ("catalogue", "0004_held_while_paid"),
        ("catalogue", "0005_gift_cards"),
        ("catalogue", "0006_packs"),
    ]

    initial = True

    dependencies = [
        ("stores", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Category",
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
                        related_name="categories",
                        to="stores.store",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="catalogue.category",
                        verbose_name="below",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "slug",
                    models.CharField(
                        max_length=80,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z0-9]+(?:-[a-z0-9]+)*\\Z",
                                "Use small letters a to z, digits and hyphens.",
                            )
                        ],
                        verbose_name="address",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "ordering": ["position", "name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("store", "slug"),
                        name="one_category_a_slug",
                        violation_error_message="Another category has this address.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Collection",
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
                        related_name="collections",
                        to="stores.store",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "slug",
                    models.CharField(
                        max_length=80,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z0-9]+(?:-[a-z0-9]+)*\\Z",
                                "Use small letters a to z, digits and hyphens.",
                            )
                        ],
                        verbose_name="address",
                    ),
                ),
                (
                    "description",
                    models.TextField(blank=True, max_length=1000, verbose_name="description"),
                ),
                ("active", models.BooleanField(default=True, verbose_name="shown in the shop")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "ordering": ["position", "name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("store", "slug"),
                        name="one_collection_a_slug",
                        violation_error_message="Another collection has this address.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Tag",
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
                        related_name="tags",
                        to="stores.store",
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="name")),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(fields=("store", "name"), name="one_tag_a_name")
                ],
            },
        ),
        migrations.CreateModel(
            name="Product",
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
                        related_name="products",
                        to="stores.store",
                    ),
                ),
                (
                    "item_type",
                    models.CharField(
                        choices=[
                            ("physical", "Physical product"),
                            ("service", "Service"),
                            ("digital", "Digital product"),
                            ("gift_card", "Gift card"),
                        ],
                        max_length=10,
                        verbose_name="type",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "description",
                    models.TextField(blank=True, max_length=5000, verbose_name="description"),
                ),
                ("unit", models.CharField(default="st", max_length=10, verbose_name="unit")),
                (
                    "vat_class",
                    models.CharField(
                        choices=[
                            ("standard", "Standard, 25%"),
                            ("food", "Food"),
                            ("reduced", "Hotel, restaurant, repairs, 12%"),
                            ("books", "Books and newspapers, 6%"),
                            ("culture", "Culture, sport, travel, 6%"),
                            ("exempt", "Exempt, 0%"),
                        ],
                        default="standard",
                        max_length=10,
                        verbose_name="VAT class",
                    ),
                ),
                ("is_on_site", models.BooleanField(default=False, verbose_name="done on the spot")),
                ("option1", models.CharField(blank=True, max_length=40)),
                ("option2", models.CharField(blank=True, max_length=40)),
                ("option3", models.CharField(blank=True, max_length=40)),
                ("is_pack", models.BooleanField(default=False, editable=False)),
                (
                    "pack_percent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        editable=False,
                        max_digits=5,
                        null=True,
                        verbose_name="percent less than the parts",
                    ),
                ),
                (
                    "least_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="smallest amount that buyers may choose",
                    ),
                ),
                (
                    "most_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(50000),
                        ],
                        verbose_name="largest amount that buyers may choose",
                    ),
                ),
                ("active", models.BooleanField(default=True, verbose_name="for sale")),
                (
                    "publish_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="shown from"),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "categories",
                    models.ManyToManyField(
                        blank=True,
                        related_name="products",
                        to="catalogue.category",
                        verbose_name="categories",
                    ),
                ),
                (
                    "collections",
                    models.ManyToManyField(
                        blank=True,
                        related_name="products",
                        to="catalogue.collection",
                        verbose_name="collections",
                    ),
                ),
                (
                    "tags",
                    models.ManyToManyField(
                        blank=True, related_name="products", to="catalogue.tag", verbose_name="tags"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["store", "active", "name"], name="catalogue_p_store_i_c88975_idx"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pack_percent", None),
                            models.Q(
                                ("is_pack", True),
                                ("pack_percent__gte", 0),
                                ("pack_percent__lte", 100),
                            ),
                            _connector="OR",
                        ),
                        name="only_a_pack_is_priced_by_its_parts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("least_amount", None), ("most_amount", None)),
                            models.Q(
                                ("least_amount__gt", 0),
                                ("most_amount__gte", models.F("least_amount")),
                            ),
                            _connector="OR",
                        ),
                        name="amounts_are_chosen_between_two",
                        violation_error_message="Give both a smallest and a largest amount, the smallest first, or neither.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Variant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="variants",
                        to="catalogue.product",
                    ),
                ),
                (
                    "store",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="variants",
                        to="stores.store",
                    ),
                ),
                (
                    "sku",
                    models.CharField(
                        max_length=50,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9A-Za-zÅÄÖåäö_./+-]{1,50}$",
                                "Use letters, digits and - _ . / + without spaces, at most 50 characters.",
                            )
                        ],
                        verbose_name="SKU",
                    ),
                ),
                (
                    "ean",
                    models.CharField(
                        blank=True,
                        max_length=14,
                        validators=[tamio.commerce.catalogue.identifiers.validate_ean],
                        verbose_name="EAN",
                    ),
                ),
                ("value1", models.CharField(blank=True, max_length=40)),
                ("value2", models.CharField(blank=True, max_length=40)),
                ("value3", models.CharField(blank=True, max_length=40)),
                (
                    "price",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=12,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="price",
                    ),
                ),
                ("priced_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "weight",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="weight in grams"
                    ),
                ),
                ("stock", models.IntegerField(blank=True, null=True, verbose_name="in stock")),
                (
                    "backorder",
                    models.BooleanField(default=False, verbose_name="sold when there is none"),
                ),
                ("active", models.BooleanField(default=True, verbose_name="for sale")),
                (
                    "announced",
                    models.BooleanField(default=False, verbose_name="announced as reduced"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["product", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("store", "sku"),
                        name="one_variant_a_sku",
                        violation_error_message="Another product in this store has this SKU.",
                    ),
                    models.UniqueConstraint(
                        fields=("product", "value1", "value2", "value3"),
                        name="one_variant_a_choice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("price__gte", 0)), name="price_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stock__isnull", True),
                            ("stock__gte", 0),
                            ("backorder", True),
                            _connector="OR",
                        ),
                        name="stock_not_negative_unless_backordered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProductImage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="images",
                        to="catalogue.product",
                    ),
                ),
                ("digest", models.CharField(max_length=32)),
                ("alt", models.CharField(blank=True, max_length=200, verbose_name="what it shows")),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["position", "pk"],
                "indexes": [models.Index(fields=["digest"], name="pictures_by_digest")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("product", "digest"), name="a_picture_once_a_product"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CatalogueImport",
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
                        related_name="imports",
                        to="stores.store",
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("content", models.BinaryField(null=True)),
                ("columns", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reading", "Reading the file"),
                            ("checking", "Checking"),
                            ("checked", "Checked"),
                            ("importing", "Importing"),
                            ("done", "Imported"),
                            ("refused", "Refused"),
                        ],
                        default="reading",
                        max_length=10,
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("chunks", models.PositiveIntegerField(default=0)),
                ("rows", models.PositiveIntegerField(default=0)),
                ("new", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("same", models.PositiveIntegerField(default=0)),
                ("wrong", models.PositiveIntegerField(default=0)),
                ("refusal", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("by", models.CharField(max_length=254)),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["state"], name="imports_by_state")],
            },
        ),
        migrations.CreateModel(
            name="ImportChunk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pieces",
                        to="catalogue.catalogueimport",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("rows", models.JSONField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("of", "number"), name="one_chunk_a_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportProblem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="problems",
                        to="catalogue.catalogueimport",
                    ),
                ),
                ("row", models.PositiveIntegerField()),
                ("column", models.CharField(max_length=20)),
                ("value", models.CharField(blank=True, max_length=100)),
                ("message", models.CharField(max_length=200)),
                ("words", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ["of", "row", "pk"],
                "indexes": [models.Index(fields=["of", "row"], name="problems_by_row")],
            },
        ),
        migrations.CreateModel(
            name="StockMovement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="movements",
                        to="catalogue.variant",
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("opening", "First count"),
                            ("counted", "Counted"),
                            ("imported", "Imported"),
                            ("sold", "Sold"),
                            ("held", "Kept while it is paid for"),
                            ("released", "Not paid for, and free again"),
                            ("returned", "Put back"),
                            ("untracked", "No longer counted"),
                        ],
                        max_length=10,
                    ),
                ),
                ("change", models.IntegerField()),
                ("left", models.IntegerField(null=True)),
                ("document", models.CharField(blank=True, max_length=20)),
                ("by", models.CharField(blank=True, max_length=254)),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["variant", "-id"], name="movements_of_a_variant")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left__isnull", False), ("reason", "untracked"), _connector="OR"
                        ),
                        name="a_stock_that_is_counted_has_a_rest",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PackPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="catalogue.product",
                    ),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="in_packs",
                        to="catalogue.variant",
                    ),
                ),
                (
                    "quantity",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(99),
                        ],
                        verbose_name="quantity",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["pack", "position", "pk"],
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pack", "variant"), name="a_variant_once_a_pack"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gte", 1), ("quantity__lte", 99)),
                        name="a_pack_holds_some_of_each_part",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PriceChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="price_changes",
                        to="catalogue.variant",
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("price", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(blank=True, max_length=254)),
            ],
            options={
                "ordering": ["variant", "currency", "at", "pk"],
                "indexes": [
                    models.Index(fields=["variant", "currency", "at"], name="prices_of_a_variant")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("price__isnull", True), ("price__gte", 0), _connector="OR"
                        ),
                        name="a_price_of_the_past_is_not_negative",
                    )
                ],
            },
        ),
    ]
