"""The file of the HR system: how it is read, and what its cells mean. It knows no database."""
