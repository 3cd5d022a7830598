"""What a form's hidden version never is, unless somebody sends forms of their own."""

import pytest

NO_VERSIONS = pytest.mark.parametrize(
    "version",
    ["9" * 30, "9" * 12, str(2**31), str(2**31 - 1), "abc", "", "0", "-1", "1.0", "²", []],
)
