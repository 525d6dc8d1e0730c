"""The audit trail: who did what when, over all rooms and integrations, on one time line."""
