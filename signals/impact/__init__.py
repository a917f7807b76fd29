"""What a theme costs: how its conversations end, and what it does to the rating."""
