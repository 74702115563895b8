"""Everything that people entrusted to the product in one file, and back: the database, and the uploaded files."""
