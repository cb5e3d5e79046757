"""The curated record: tables, vocabulary and licence. No code lives here."""
