"""The floor: the smallest Flask app that says hello, asks one query, and shows twenty rows."""

import os
from datetime import datetime

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

TABLE = """
    CREATE TABLE floor_row AS
    SELECT n AS id, 'Somebody ' || n AS name, now() - n * interval '1 hour' AS at
    FROM generate_series(1, 400) AS n;
    ALTER TABLE floor_row ADD PRIMARY KEY (id);
    GRANT SELECT ON floor_row TO coachhub_app;
"""
PAGE = """<!doctype html><title>Rows</title><table>
{% for row in rows %}<tr><td>{{ row.id }}</td><td>{{ row.name }}</td><td>{{ row.at }}</td></tr>
{% endfor %}</table>"""


class Base(DeclarativeBase):
    pass


class FloorRow(Base):
    __tablename__ = "floor_row"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    at: Mapped[datetime]


def create_floor() -> Flask:
    """The app on the database that the environment names."""
    app = Flask("floor")
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
    db = SQLAlchemy(app, model_class=Base)
    page = app.jinja_env.from_string(PAGE)

    @app.get("/hello")
    def hello() -> ResponseReturnValue:
        return "hello"

    @app.get("/q1")
    def q1() -> ResponseReturnValue:
        return {"rows": db.session.scalar(select(func.count()).select_from(FloorRow))}

    @app.get("/page_orm20")
    def page_orm20() -> ResponseReturnValue:
        rows = db.session.scalars(select(FloorRow).order_by(FloorRow.id).limit(20)).all()
        return render_template(page, rows=rows)

    return app
