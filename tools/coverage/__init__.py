"""Sandbox coverage of the resource types that the stacks use: moto, a stand-in, or neither.

`measure` brings a stack up and notes what the server really answered; the notes are kept in
`measured.json`. `report` joins them with the types of resources that the stacks use now.
"""
