"""The text core: a view over a source, and the named folds. Knows nothing of claims, matching or files."""
