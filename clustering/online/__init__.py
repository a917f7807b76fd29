"""New asks between two regroupings: assigned to known themes, or found to be new ones."""
