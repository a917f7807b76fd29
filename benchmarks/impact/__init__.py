"""Whether what is told of outcomes and ratings covers what was planted."""
