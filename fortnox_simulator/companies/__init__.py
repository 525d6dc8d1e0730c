"""The companies that keep their books here, and what each of them has on its shelves."""
