"""How the medicine works: an invented person, hour by hour, beside the readings of whoever looks."""
