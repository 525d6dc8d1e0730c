"""The story of a product's stock: what came, what went, why, and by whom."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.commerce.catalogue.models import StockMovement
from tamio.look.paging import page_by_key


@require_safe
@store_page()
def movements(request: StoreRequest, pk: int) -> HttpResponse:
    """The newest first."""
    product = get_object_or_404(request.store.products, pk=pk)
    found = StockMovement.objects.filter(variant__product=product).select_related("variant")
    page = page_by_key(found, params=request.GET, sorts={"at"}, default="-at")
    for row in page.rows:
        row.variant.product = product
    shown = {"product": product, "page": page, "several": bool(product.options)}
    return render(request, "backoffice/product_stock.html", shown)
