"""The statistics that several judgements share."""
