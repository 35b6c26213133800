"""Words and sentences as numbers: word vectors, sentence encoders, concepts, alignment of wordings."""
