"""Virtual people under the medicine: the model of the body, the people, and what works the equations out."""
