"""What kind of ask a text is: from its vector, and from its words. Importing it loads no torch."""
