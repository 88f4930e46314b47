"""What runs a Python function: the other side of the runtime interface."""
