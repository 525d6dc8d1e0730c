"""SQLite as Django knows it, less the work that it does anew for each query."""
