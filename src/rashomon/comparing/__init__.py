"""Compare: a story goes in, its reports set side by side come out (:func:`.synopsis.compare`)."""
