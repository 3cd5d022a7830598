"""The program that makes PDFs: pages come in, PDFs go out, until the other side is gone."""

import ctypes
import logging
import resource
import sys
from collections.abc import Iterable
from typing import Any

from weasyprint import CSS, DEFAULT_OPTIONS, HTML, Document
from weasyprint.text.fonts import FontConfiguration

from coachhub.core.pdf import frames
from coachhub.core.pdf.fetcher import ASSETS, STATIC, PackagedOnly

SHEETS = ("pdf-fonts.css", "pdf.css", "pdf-parts.css", "pdf-path.css")
MEMORY_AT_MOST = 512 * 1024 * 1024
PAGE_AT_MOST = 4 * 1024 * 1024
_OPTIONS: dict[str, Any] = {
    **{name: value for name, value in DEFAULT_OPTIONS.items() if name != "stylesheets"},
    "pdf_variant": "pdf/ua-1",
}
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000


class Press:
    """One style sheet and one set of fonts, for every page."""

    def __init__(self) -> None:
        self._fonts = FontConfiguration()
        self._fetcher = PackagedOnly()
        self._sheet = CSS(
            string="".join((STATIC / "css" / name).read_text() for name in SHEETS),
            base_url=f"{ASSETS}css/pdf.css",
            url_fetcher=self._fetcher,
            font_config=self._fonts,
        )

    def print(self, settings: Iterable[str]) -> bytes:
        """The page as PDF/UA-1: the first of its settings that is alone on a sheet, or else the
        first with the fewest sheets.
        """
        tried: list[Document] = []
        for html in settings:
            tried.append(self._lay_out(html))
            if len(tried[-1].pages) == 1:
                break
        shortest = min(tried, key=lambda document: len(document.pages))
        pdf: bytes = shortest.write_pdf(**_OPTIONS)
        return pdf

    def _lay_out(self, html: str) -> Document:
        page = HTML(string=html, base_url=ASSETS, url_fetcher=self._fetcher)
        return page.render(font_config=self._fonts, stylesheets=[self._sheet], **_OPTIONS)


def main() -> None:
    """Serve frames on the standard streams."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_AT_MOST, MEMORY_AT_MOST))
    _leave_the_network()
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # it would quote the page
    press = Press()
    while (frame := frames.receive(sys.stdin.buffer, at_most=PAGE_AT_MOST)) is not None:
        try:
            answer = frames.PDF, press.print(frame[1].decode().split(frames.BETWEEN))
        except Exception as error:  # noqa: BLE001  # told by its name alone: its words quote the page
            answer = frames.PROBLEM, type(error).__name__.encode()
        frames.send(sys.stdout.buffer, *answer)


def _leave_the_network() -> None:
    """A second wall behind the fetcher, where the kernel lets us: no network but an empty one."""
    libc = ctypes.CDLL(None)
    if libc.unshare(_NEW_NETWORK) != 0:
        libc.unshare(_NEW_USER | _NEW_NETWORK)


if __name__ == "__main__":
    main()
