"""The product's own areas and teams."""
