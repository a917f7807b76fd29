"""The demo company: half a year of an online school's support, planted and told in `truth.json`."""
