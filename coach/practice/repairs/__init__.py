"""Repairs: concrete edits of a reply, each with the total the engine would then give.

A repair deletes, replaces or adds words. It never makes a fact up: where one is needed it leaves a gap
in square brackets. It is offered only when it raises the total.
"""
