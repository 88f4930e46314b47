"""Brand constants for what runs inside function images."""

SLUG = "esb"
ENV_PREFIX = "ESB"
