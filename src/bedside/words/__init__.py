"""How people write about what they feel: their words, what these mean, and how urgent that is."""
