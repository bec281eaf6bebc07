"""The engine of the pack: it applies rules and serves Pulumi's analyzer protocol."""
