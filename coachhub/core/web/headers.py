"""What every answer says to the browser, errors and redirects included."""

from collections.abc import Collection

from flask import Flask, Response

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action {forms}; base-uri 'none'; "
    "object-src 'none'; frame-ancestors 'none'"
)

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # With no-referrer browsers send "Origin: null", and checks against forged requests fail.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}

ONE_YEAR = 365 * 24 * 60 * 60


def init_app(app: Flask, *, https: bool, forms_lead_to: Collection[str]) -> None:
    """Set the headers on every answer; nothing is stored anywhere unless a view says it may be.

    `forms_lead_to` are the addresses of others to which the answer to a form may lead.
    """
    content_policy = CONTENT_POLICY.format(forms=" ".join(("'self'", *forms_lead_to)))

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", content_policy)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if https:
            response.headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}; includeSubDomains"
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
            response.vary.add("Cookie")
        return response
