"""What the sandbox creates of what the stacks use: by moto, by a stand-in, or not at all.

`measure` brings a stack up and notes what the server really answered; the notes are kept in
`measured.json`. `report` joins them with the types of resources that the stacks use now.
"""
