"""What cannot be used is refused, never adjusted: every such error is a Refusal whose message says what would be right."""


class Refusal(ValueError):
    """Input that Bedside will not work with. The message is for the person who reads it."""
