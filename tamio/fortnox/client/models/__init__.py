"""What is sent to Fortnox and what comes back, one noun per file, only the fields we use."""
