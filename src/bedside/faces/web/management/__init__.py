"""Commands of `python -m bedside.faces.web`."""
