// The result of an injection is that of its last file; a bundled one has none of its own.
extractPage();
