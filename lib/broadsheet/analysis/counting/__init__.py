"""What the questions share: proofs, columns, wording, and the counting itself."""
