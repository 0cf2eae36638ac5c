"""What is up, and what is wrong in the data. For operators, and for the programs that ask whether we live."""
