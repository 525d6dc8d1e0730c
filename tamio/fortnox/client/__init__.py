"""A typed client for Fortnox API v3: resources, models, errors, OAuth. No Django, nothing of Tamio."""
