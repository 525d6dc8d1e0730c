"""The pages of late payments."""
