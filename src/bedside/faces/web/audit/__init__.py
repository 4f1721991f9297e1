"""Who saw and changed what, and when."""
