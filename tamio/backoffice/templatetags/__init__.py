"""Tags of the back office: its navigation, and what integrations put in its slots."""
