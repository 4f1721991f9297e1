"""How people and programs reach the verbs: thin, and through the front door only."""
