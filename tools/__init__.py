"""What is done with the shop from outside: run it, check it, test it. Nothing in the shop imports from here."""
