"""How fast coachhub is beside the smallest Flask app on the same server and database."""
