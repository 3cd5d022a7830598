"""Tests in a browser: a package, so that one browser serves them all and no test after them."""
