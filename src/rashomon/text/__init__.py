"""One reading of a report's text (blocks, tokens, sentences, quoted stretches), made once for all stages."""
