"""What runs above its usual level: by day, by hour, told once as a spell."""
