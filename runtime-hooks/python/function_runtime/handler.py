"""Finds the function's handler."""

import glob
import importlib
import os
import sys

from .errors import Fault


def prepare_path(task_root):
    """The search path as in AWS's runtime: the function, its layers, then what was there."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    layers = [f"/opt/python/lib/{version}/site-packages", "/opt/python"]
    # A layer for another version is better than none: most of what layers hold is plain Python.
    layers += sorted(set(glob.glob("/opt/python/lib/python3*/site-packages")) - set(layers))
    sys.path[:0] = [task_root, *layers]


def load(name):
    """Imports the handler that is named module.function; '/' or '.' separates packages."""
    module, dot, function = name.rpartition(".")
    if not dot:
        raise Fault("Runtime.MalformedHandlerName", f"Bad handler '{name}': not enough values to unpack (expected 2, got 1)")
    if module.split(".")[0] in sys.builtin_module_names:
        raise Fault("Runtime.BuiltInModuleConflict", f"Cannot use built-in module {module} as a handler module")
    try:
        found = importlib.import_module(module.replace("/", "."))
    except ImportError as error:
        raise Fault("Runtime.ImportModuleError", f"Unable to import module '{module}': {error}{_version_hint()}") from error
    except SyntaxError as error:
        place = f'  File "{error.filename}" Line {error.lineno}\n    {error.text}'
        raise Fault("Runtime.UserCodeSyntaxError", f"Syntax error in module '{module}': {error}{_version_hint()}", [place]) from error
    except ValueError as error:
        # importlib's own, of a name that is no name at all.
        if module.strip("/."):
            raise
        raise Fault("Runtime.MalformedHandlerName", f"Bad handler '{name}': {error}") from error
    try:
        return getattr(found, function)
    except AttributeError:
        raise Fault("Runtime.HandlerNotFound", f"Handler '{function}' missing on module '{module}'") from None


def _version_hint():
    """The reason, often: the function was written, or its packages built, for another Python than the image has."""
    wanted = os.environ.get("AWS_EXECUTION_ENV", "").removeprefix("AWS_Lambda_python")
    present = f"{sys.version_info.major}.{sys.version_info.minor}"
    return f" (the function is for Python {wanted}, this image has {present})" if wanted[:2] == "3." and wanted != present else ""
