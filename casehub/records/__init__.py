"""What people write: front matter, schemas, vocabularies, the model, findings, and the one Markdown renderer."""
