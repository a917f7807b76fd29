"""What is acknowledged stays, what is erased is gone, what is damaged says so."""
