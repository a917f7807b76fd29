"""Commands about the product: its areas and teams."""
