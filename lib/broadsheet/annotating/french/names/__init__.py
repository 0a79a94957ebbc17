"""Names in French articles: where they are, what they name, and which of them are one actor."""
