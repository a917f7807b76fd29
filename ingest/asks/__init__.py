"""Protected conversations to asks: cut, and told apart from what says nothing."""
