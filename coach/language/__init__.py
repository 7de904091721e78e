"""Text to words, sentences, wordings, acts and personal data, always with offsets into the original."""
