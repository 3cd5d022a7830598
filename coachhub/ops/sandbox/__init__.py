"""An offline stand-in for Stripe: a process of its own, with its state in memory.

Nothing in coachhub imports it; the application knows it by its address only.
"""
