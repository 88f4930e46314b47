"""Brand constants for what runs inside function images."""

SLUG = "{{SLUG}}"
ENV_PREFIX = "{{ENV_PREFIX}}"
