"""One module a verb; each is a pure function of a medicine and a patient."""
