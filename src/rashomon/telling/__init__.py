"""Tell: what was read, marked, grouped and compared goes out as JSON, tables and a page."""
