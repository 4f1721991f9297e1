"""Laboratory reports: what is printed on them, and what it means."""
