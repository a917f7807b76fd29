"""Which language a text is in, Latin transliterations of Russian and Ukrainian included."""
