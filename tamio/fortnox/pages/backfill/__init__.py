"""Pages of backfills: start one after a dry run, follow it, pause, resume and stop it."""
