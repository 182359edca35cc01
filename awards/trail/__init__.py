"""The trail as people meet it: sealed by the worker into one log, checked, read and searched by administrators."""
