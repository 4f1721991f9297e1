"""A ward of invented people at every stage of the story."""
