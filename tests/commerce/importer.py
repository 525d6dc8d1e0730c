"""A worker that only imports products: python -m tests.commerce.importer, until all is done."""

import os
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")


def main() -> None:
    import django

    django.setup()
    from tamio import clock
    from tamio.commerce.catalogue.exchange import work
    from tamio.commerce.catalogue.models import CatalogueImport
    from tamio.commerce.catalogue.models.imports import UNDER_WAY

    while CatalogueImport.objects.filter(state__in=UNDER_WAY).exists():
        work.chore(clock.now)
        time.sleep(0.05)


if __name__ == "__main__":
    main()
