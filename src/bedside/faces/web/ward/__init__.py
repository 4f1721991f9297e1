"""A ward: its board, its guide, and the people who work there."""
