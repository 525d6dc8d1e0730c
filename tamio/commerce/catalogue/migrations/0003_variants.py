"""Products get variants: identifier, price and stock move to them, one variant a product."""

from typing import Any

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone

import tamio.commerce.catalogue.identifiers

_SKU = django.core.validators.RegexValidator(
    "^[0-9A-Za-zÅÄÖåäö_./+-]{1,50}$",
    "Use letters, digits and - _ . / + without spaces, at most 50 characters.",
)


def _give_each_its_variant(apps: Any, _schema_editor: Any) -> None:
    product, variant = (apps.get_model("catalogue", name) for name in ("Product", "Variant"))
    movement, price = (
        apps.get_model("catalogue", name) for name in ("StockMovement", "PriceChange")
    )
    variants = (
        variant(
            product_id=each.pk, store_id=each.store_id, sku=each.sku, ean=each.ean,
            price=each.price, priced_on=each.priced_on, stock=each.stock,
        )
        for each in product.objects.order_by("pk").iterator(chunk_size=500)
    )  # fmt: skip
    made = variant.objects.bulk_create(variants, batch_size=500)
    # The first that is known of a stock and of a price: what was before nobody has written down,
    # and a price is never said to have been asked for longer than is known.
    at = timezone.now()
    movement.objects.bulk_create(
        (
            movement(
                variant_id=each.pk, at=at, reason="opening", change=each.stock, left=each.stock
            )
            for each in made
            if each.stock is not None
        ),
        batch_size=500,
    )
    stores = dict(apps.get_model("stores", "Store").objects.values_list("pk", "currency"))
    for_sale = set(product.objects.filter(active=True).values_list("pk", flat=True))
    price.objects.bulk_create(
        (
            price(variant_id=each.pk, currency=stores[each.store_id], price=each.price, at=at)
            for each in made
            if each.product_id in for_sale
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0002_books_and_services_on_the_spot"),
        ("stores", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Variant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sku", models.CharField(max_length=50, validators=[_SKU], verbose_name="SKU")),
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
            ],
            options={"ordering": ["product", "position", "pk"]},
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
                ("at", models.DateTimeField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("opening", "First count"),
                            ("counted", "Counted"),
                            ("imported", "Imported"),
                            ("sold", "Sold"),
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
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="movements",
                        to="catalogue.variant",
                    ),
                ),
            ],
            options={"ordering": ["-pk"]},
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
                ("currency", models.CharField(max_length=3)),
                ("price", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(blank=True, max_length=254)),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="price_changes",
                        to="catalogue.variant",
                    ),
                ),
            ],
            options={"ordering": ["variant", "currency", "at", "pk"]},
        ),
        migrations.RunPython(_give_each_its_variant, migrations.RunPython.noop, elidable=False),
        migrations.RemoveConstraint(model_name="product", name="one_product_a_sku"),
        migrations.RemoveConstraint(model_name="product", name="price_not_negative"),
        migrations.RemoveConstraint(model_name="product", name="stock_not_negative"),
        *[
            migrations.RemoveField(model_name="product", name=name)
            for name in ("sku", "ean", "price", "priced_on", "stock")
        ],
        *[
            migrations.AddField(
                model_name="product",
                name=f"option{number}",
                field=models.CharField(blank=True, default="", max_length=40),
                preserve_default=False,
            )
            for number in (1, 2, 3)
        ],
        migrations.AddField(
            model_name="product",
            name="publish_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="shown from"),
        ),
        migrations.AddConstraint(
            model_name="variant",
            constraint=models.UniqueConstraint(
                fields=("store", "sku"),
                name="one_variant_a_sku",
                violation_error_message="Another product in this store has this SKU.",
            ),
        ),
        migrations.AddConstraint(
            model_name="variant",
            constraint=models.UniqueConstraint(
                fields=("product", "value1", "value2", "value3"), name="one_variant_a_choice"
            ),
        ),
        migrations.AddConstraint(
            model_name="variant",
            constraint=models.CheckConstraint(
                condition=models.Q(("price__gte", 0)), name="price_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="variant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stock__isnull", True), ("stock__gte", 0), ("backorder", True), _connector="OR"
                ),
                name="stock_not_negative_unless_backordered",
            ),
        ),
        migrations.AddIndex(
            model_name="stockmovement",
            index=models.Index(fields=["variant", "-id"], name="movements_of_a_variant"),
        ),
        migrations.AddConstraint(
            model_name="stockmovement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left__isnull", False), ("reason", "untracked"), _connector="OR"
                ),
                name="a_stock_that_is_counted_has_a_rest",
            ),
        ),
        migrations.AddIndex(
            model_name="pricechange",
            index=models.Index(fields=["variant", "currency", "at"], name="prices_of_a_variant"),
        ),
        migrations.AddConstraint(
            model_name="pricechange",
            constraint=models.CheckConstraint(
                condition=models.Q(("price__isnull", True), ("price__gte", 0), _connector="OR"),
                name="a_price_of_the_past_is_not_negative",
            ),
        ),
        migrations.CreateModel(
            name="Category",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                (
                    "store",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="categories",
                        to="stores.store",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "name", "pk"],
            },
        ),
        migrations.AddField(
            model_name="product",
            name="categories",
            field=models.ManyToManyField(
                blank=True,
                related_name="products",
                to="catalogue.category",
                verbose_name="categories",
            ),
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
                (
                    "store",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="collections",
                        to="stores.store",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "name", "pk"],
            },
        ),
        migrations.AddField(
            model_name="product",
            name="collections",
            field=models.ManyToManyField(
                blank=True,
                related_name="products",
                to="catalogue.collection",
                verbose_name="collections",
            ),
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
                ("name", models.CharField(max_length=40, verbose_name="name")),
                (
                    "store",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tags",
                        to="stores.store",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.AddField(
            model_name="product",
            name="tags",
            field=models.ManyToManyField(
                blank=True, related_name="products", to="catalogue.tag", verbose_name="tags"
            ),
        ),
        migrations.AddConstraint(
            model_name="category",
            constraint=models.UniqueConstraint(
                fields=("store", "slug"),
                name="one_category_a_slug",
                violation_error_message="Another category has this address.",
            ),
        ),
        migrations.AddConstraint(
            model_name="collection",
            constraint=models.UniqueConstraint(
                fields=("store", "slug"),
                name="one_collection_a_slug",
                violation_error_message="Another collection has this address.",
            ),
        ),
        migrations.AddConstraint(
            model_name="tag",
            constraint=models.UniqueConstraint(fields=("store", "name"), name="one_tag_a_name"),
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
                ("digest", models.CharField(max_length=32)),
                ("alt", models.CharField(blank=True, max_length=200, verbose_name="what it shows")),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="images",
                        to="catalogue.product",
                    ),
                ),
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
                (
                    "store",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="imports",
                        to="stores.store",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
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
                ("number", models.PositiveIntegerField()),
                ("rows", models.JSONField()),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pieces",
                        to="catalogue.catalogueimport",
                    ),
                ),
            ],
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
                ("row", models.PositiveIntegerField()),
                ("column", models.CharField(max_length=20)),
                ("value", models.CharField(blank=True, max_length=100)),
                ("message", models.CharField(max_length=200)),
                ("words", models.JSONField(default=dict)),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="problems",
                        to="catalogue.catalogueimport",
                    ),
                ),
            ],
            options={
                "ordering": ["of", "row", "pk"],
            },
        ),
        migrations.AddIndex(
            model_name="catalogueimport",
            index=models.Index(fields=["state"], name="imports_by_state"),
        ),
        migrations.AddConstraint(
            model_name="importchunk",
            constraint=models.UniqueConstraint(fields=("of", "number"), name="one_chunk_a_number"),
        ),
        migrations.AddIndex(
            model_name="importproblem",
            index=models.Index(fields=["of", "row"], name="problems_by_row"),
        ),
    ]
