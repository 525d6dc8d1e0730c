"""Products (physical, service, digital) and their stock."""
