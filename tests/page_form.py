"""What stands in a page's own form, as a browser would send it untouched."""

from html.parser import HTMLParser

Attributes = list[tuple[str, str | None]]


def form_of(page: str) -> dict[str, list[str]]:
    """The values by name of the form that is sent back to its own page."""
    reader = _Reader()
    reader.feed(page)
    return reader.values


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self._is_inside = False
        self._select = self._textarea = ""
        self._has_chosen = False

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            # An address that is a query alone is the page's own, asked for otherwise.
            is_own = found.get("action", "?").startswith("?")
            self._is_inside = is_own and found.get("method") == "post"
        elif self._is_inside and tag == "input" and "name" in found:
            self._input(found)
        elif self._is_inside and tag == "select":
            self._select, self._has_chosen = found["name"], False
            self.values[self._select] = []
        elif self._is_inside and tag == "textarea":
            self._textarea = found["name"]
            self.values[self._textarea] = [""]
        elif self._is_inside and tag == "option":
            self._option(found)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_inside = False
        elif tag == "textarea":
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            # A browser takes the first line break in a textarea for layout.
            self.values[self._textarea] = [data.removeprefix("\r\n").removeprefix("\n")]

    def _input(self, found: dict[str, str]) -> None:
        kind = found.get("type", "text")
        if kind == "file" or (kind in ("checkbox", "radio") and "checked" not in found):
            return
        self.values.setdefault(found["name"], []).append(found.get("value", "on"))

    def _option(self, found: dict[str, str]) -> None:
        if "selected" in found:
            self.values[self._select] = [found["value"]]
            self._has_chosen = True
        elif not self._has_chosen and not self.values[self._select]:
            self.values[self._select] = [found["value"]]
