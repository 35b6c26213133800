"""The desk: a web application over a library, for reading, searching and correcting (extra ``desk``)."""
