"""Names: where they stand in an article, what they name, and which of them are one actor within it."""
