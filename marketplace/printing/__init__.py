"""Papers that people keep: drawn here, in the reader's language, in letters of many alphabets."""
