"""The pages about one person."""
