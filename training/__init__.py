"""The programs that make the files that ship with the package. They need what the package does not."""
