"""Nearest rows, found exactly: the largest cosines, near duplicates, centroids, spanning trees."""
