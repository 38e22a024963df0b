"""The pages and dialogs, one a file, each with its style beside it."""
